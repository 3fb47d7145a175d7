/** STRICT and WITHOUT ROWID come and go by a rebuild, and their rows stay. */
import assert from "node:assert/strict";
import { integer, MetaData, text } from "@retort/core";
import { isRetortError } from "@retort/core/errors";
import type { Json } from "@retort/core/schema";
import { sqlite } from "@retort/sqlite";
import { type Story, tellAll, withStory } from "../autogenerate.ts";

async function withFile(work: (story: Story, url: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "retort_options_" });
  const url = `sqlite:${folder}/app.db`;
  try {
    await withStory({ dialect: sqlite, url }, (story) => work(story, url));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function models(own: Readonly<Record<string, Json>> | undefined, keyed = true): MetaData {
  const metadata = new MetaData();
  const key = keyed ? text().primaryKey() : text().notNull();
  const options = own ? { options: { sqlite: own } } : {};
  metadata.table("visits", { page: key, count: integer().default(0) }, [], options);
  return metadata;
}

Deno.test("autogenerate makes tables STRICT and WITHOUT ROWID, and undoes it", async () => {
  await withFile(async (story, url) => {
    await story.autogenerate(models(undefined));
    await story.upgrade();
    const db = await sqlite.connect?.(url);
    await db?.execute({ sql: "INSERT INTO visits VALUES ('a', 1), ('b', 2)" });
    const told = await tellAll(story, [
      models({ strict: true }),
      models({ strict: true, withoutRowid: true }),
      models({ withoutRowid: true }),
      models(undefined, false),
      models({ withoutRowid: true, strict: true }),
      models(undefined),
    ]);
    assert.ok(told.every((changes) => changes.includes("alter table visits: set options")));
    const rows = await db?.query({ sql: "SELECT page, count FROM visits ORDER BY page" });
    assert.deepEqual(rows, [{ page: "a", count: 1 }, { page: "b", count: 2 }]);
    await db?.close();
  });
});

Deno.test("a table WITHOUT ROWID keeps a key, and losing it is refused", async () => {
  await withFile(async (story) => {
    await story.autogenerate(models({ withoutRowid: true }));
    await story.upgrade();
    await story.autogenerate(models({ withoutRowid: true }, false));
    await assert.rejects(story.upgrade(), (error) => {
      assert.ok(isRetortError(error));
      assert.match(error.message, /cannot keep "visits" WITHOUT ROWID and without a primary key/);
      return true;
    });
  });
});
