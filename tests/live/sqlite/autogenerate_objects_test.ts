/** Views and triggers of models on SQLite: made, changed, found the same, and undone. */
import assert from "node:assert/strict";
import { integer, MetaData, text } from "@retort/core";
import { sqlite } from "@retort/sqlite";
import { readsViews, tellAll, withStory } from "../autogenerate.ts";

async function inFile(work: (url: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "retort_objects_" });
  try {
    await work(`sqlite:${folder}/app.db`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function models(declare: (metadata: MetaData) => void): MetaData {
  const metadata = new MetaData();
  metadata.table("users", { id: integer().primaryKey(), name: text(), seen: integer() });
  metadata.table("log", { id: integer().primaryKey(), what: text() });
  declare(metadata);
  return metadata;
}

const log = (name: string, what: string): string =>
  `create trigger ${name} after insert on users begin\n` +
  `  insert into log (what) values ('${what}');\nend`;
const write = `create trigger add_name instead of insert on names begin
  insert into users (name) values (new.name);
end`;

const first = models((metadata) => {
  metadata.trigger("logged", "users", log("logged", "added"));
  metadata.view("first_names", "select name from names");
  metadata.view("names", "select id, name from users");
  metadata.trigger("add_name", "names", write);
});
const second = models((metadata) => {
  metadata.enumeration("mood", ["happy"]);
  metadata.trigger("logged", "users", log("logged", "came"));
  metadata.view("names", "select id, name from users\nwhere seen > 0 -- only those");
  metadata.trigger("add_name", "names", write);
  metadata.trigger(
    "counted",
    "log",
    "create trigger counted after delete on log begin select 1; end",
  );
});
const third = models(() => {});

Deno.test("views and triggers of models come, change, go and come back on SQLite", async () => {
  await inFile(async (url) => {
    if (!await readsViews({ dialect: sqlite, url })) return;
    await withStory({ dialect: sqlite, url }, async (story) => {
      assert.deepEqual(await tellAll(story, [first, second, third]), [
        [
          "create table log",
          "create table users",
          "create view names",
          "create view first_names",
          "create trigger add_name on names",
          "create trigger logged on users",
        ],
        [
          "drop trigger add_name on names",
          "drop trigger logged on users",
          "drop view first_names",
          "replace view names",
          "create trigger counted on log",
          "create trigger add_name on names",
          "create trigger logged on users",
        ],
        [
          "drop trigger counted on log",
          "drop trigger add_name on names",
          "drop trigger logged on users",
          "drop view names",
        ],
      ]);
    });
  });
});

Deno.test("what a hand made on SQLite is left alone and named", async () => {
  await inFile(async (url) => {
    const database = { dialect: sqlite, url };
    if (!await readsViews(database)) return;
    await withStory(database, async (story) => {
      await story.autogenerate(first);
      await story.upgrade();
      const db = await sqlite.connect?.(url);
      await db?.execute({ sql: "create view theirs as select 1 as one" });
      await db?.execute({ sql: log("their_trigger", "x") });
      await db?.close();
      assert.deepEqual(await story.left(first), []);
      assert.deepEqual(await story.unmanaged(first), ["view theirs", "trigger their_trigger"]);
    });
  });
});

Deno.test("a table that a hand made on SQLite is dropped where the environment says so", async () => {
  await inFile(async (url) => {
    const database = { dialect: sqlite, url };
    const db = await sqlite.connect?.(url);
    await db?.execute({ sql: "create table theirs (id integer)" });
    await db?.close();
    const models = new MetaData();
    await withStory(database, async (story) => {
      assert.deepEqual(await story.left(models), []);
      assert.deepEqual(await story.unmanaged(models), ["table theirs"]);
    });
    await withStory(database, async (story) => {
      assert.deepEqual(await story.left(models), ["drop table theirs"]);
      assert.deepEqual(await story.unmanaged(models), []);
    }, { unmanaged: "drop" });
  });
});
