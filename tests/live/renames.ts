/**
 * The story of a rename: a table and its column get other names at once, views speak of both, and
 * neither rows nor views are lost on the way there, back, and there again.
 *
 * @module
 */
import assert from "node:assert/strict";
import { integer, MetaData, varchar } from "@retort/core";
import type { Connection } from "@retort/core/dialect";
import { isRetortError } from "@retort/core/errors";
import { type StoryDatabase, withStory } from "./autogenerate.ts";

function models(table: string, column: string, length: number): MetaData {
  const metadata = new MetaData();
  metadata.table(table, {
    id: integer().primaryKey(),
    [column]: varchar(length),
    age: integer(),
  });
  metadata.view("adults", `select id, ${column} from ${table} where age >= 18`);
  metadata.view("adult_names", `select ${column} from adults`);
  return metadata;
}

const answers = {
  renames: new Map([["users", "people"], ["users.name", "people.full_name"]]),
  drops: new Set<string>(),
};

/** Works on the database of a story. */
export async function withDatabase<T>(
  { dialect, url }: StoryDatabase,
  work: (db: Connection) => Promise<T>,
): Promise<T> {
  const db = await dialect.connect?.(url);
  assert.ok(db, "a dialect that connects");
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

/** Tells the story. */
export async function tellRename(database: StoryDatabase): Promise<void> {
  const names = (view: string, column: string): Promise<readonly object[]> =>
    withDatabase(database, (db) => db.query({ sql: `select ${column} from ${view}` }));
  await withStory(database, async (story) => {
    await story.autogenerate(models("users", "name", 50));
    await story.upgrade();
    await withDatabase(
      database,
      (db) => db.execute({ sql: "insert into users values (1, 'Ada', 36)" }),
    );
    const renamed = models("people", "full_name", 60);
    await assert.rejects(story.autogenerate(renamed), (error) => {
      assert.ok(isRetortError(error) && error.code === "diff/needs-answer", String(error));
      return true;
    });
    const { lossy } = await story.autogenerate(renamed, answers);
    assert.deepEqual(lossy, []);
    await story.upgrade();
    assert.deepEqual(await names("adult_names", "full_name"), [{ full_name: "Ada" }]);
    assert.deepEqual(await story.left(renamed), []);
    await story.downgrade("-1");
    assert.deepEqual(await names("adult_names", "name"), [{ name: "Ada" }]);
    await story.upgrade();
    assert.deepEqual(await names("people", "full_name"), [{ full_name: "Ada" }]);
    assert.deepEqual(await story.left(renamed), []);
  });
}
