/**
 * Computed columns that become plain ones.
 *
 * @module
 */
import assert from "node:assert/strict";
import { integer, MetaData, sql } from "@retort/core";
import { type StoryDatabase, withStory } from "./autogenerate.ts";
import { connected } from "./project.ts";

function models(isComputed: boolean): MetaData {
  const metadata = new MetaData();
  const kept = integer().notNull().default(0);
  metadata.table("t", {
    id: integer().primaryKey(),
    a: integer(),
    twice: isComputed ? integer().computed(sql`a * 2`, { stored: true }) : integer(),
    thrice: isComputed ? integer().computed(sql`a * 3`, { stored: true }) : kept,
  });
  return metadata;
}

/** What was computed is still there when autogenerate has made the columns plain. */
export async function keepsComputed(database: StoryDatabase): Promise<void> {
  const { dialect, url } = database;
  const db = await connected(dialect, url);
  try {
    await withStory(database, async (story) => {
      await story.autogenerate(models(true));
      await story.upgrade();
      await db.execute({ sql: "insert into t (id, a) values (1, 21)" });
      await story.autogenerate(models(false));
      await story.upgrade();
      assert.deepEqual(await story.left(models(false)), []);
      const rows = await db.query({ sql: "select id, a, twice, thrice from t" });
      assert.deepEqual(rows.map((row) => ({ ...row })), [{ id: 1, a: 21, twice: 42, thrice: 63 }]);
    });
  } finally {
    await db.close();
  }
}
