/** Objects of models on MariaDB and MySQL: made, changed, found the same, and undone. */
import assert from "node:assert/strict";
import { enumeration, integer, MetaData, varchar } from "@retort/core";
import { mysql } from "@retort/mysql";
import { readsViews, tellAll, withStory } from "../autogenerate.ts";
import type { TestDatabase } from "../../servers/mysql.ts";
import { liveTest } from "./server.ts";

const double = (times: number): string =>
  `create function twice(n int) returns int deterministic return n * ${times}`;
const trigger = (word: string): string =>
  `create trigger touched before insert on users for each row set new.name = concat(new.name, '${word}')`;

function models(values: readonly string[], declare: (metadata: MetaData) => void): MetaData {
  const metadata = new MetaData();
  metadata.table("users", {
    id: integer().primaryKey(),
    name: varchar(50),
    mood: enumeration("mood", values),
  });
  declare(metadata);
  return metadata;
}

const empty = new MetaData();
const first = (sequences: boolean): MetaData =>
  models(["sad", "happy"], (metadata) => {
    if (sequences) metadata.sequence("numbers", { start: 10 });
    metadata.function("twice", double(2));
    metadata.procedure("tidy", "create procedure tidy() delete from users");
    metadata.view("first_names", "select name from names");
    metadata.view("names", "select id, name from users");
    metadata.trigger("touched", "users", trigger("!"));
  });
const second = (sequences: boolean): MetaData =>
  models(["sad", "calm", "happy"], (metadata) => {
    if (sequences) metadata.sequence("numbers", { start: 10, increment: 5, maxValue: 1000 });
    metadata.function("twice", double(3));
    metadata.view("first_names", "select name from names");
    metadata.view("names", "select id, name from users where id > 0");
    metadata.trigger("touched", "users", trigger("?"));
  });

/** MySQL has no sequences. */
async function hasSequences({ connect }: TestDatabase): Promise<boolean> {
  return (await connect()).server.flavour === "mariadb";
}

liveTest("objects of models come, change, go and come back", async (database) => {
  const { url } = database;
  const sequences = await hasSequences(database);
  const told = (words: readonly string[]): readonly string[] =>
    words.filter((item) => sequences || !item.includes("sequence"));
  if (!await readsViews({ dialect: mysql, url })) return;
  await withStory({ dialect: mysql, url }, async (story) => {
    assert.deepEqual(
      (await tellAll(story, [first(sequences), second(sequences), empty])).slice(0, 2),
      [
        told([
          "create sequence numbers",
          "create table users",
          "create procedure tidy",
          "create function twice",
          "create view names",
          "create view first_names",
          "create trigger touched on users",
        ]),
        told([
          "drop trigger touched on users",
          "drop procedure tidy",
          "alter sequence numbers: set increment, set maxValue",
          "alter column users.mood: set type",
          "replace function twice",
          "replace view names",
          "create trigger touched on users",
        ]),
      ],
    );
  });
});

liveTest("what a hand made is left alone and named", async (database) => {
  const { url } = database;
  const sequences = await hasSequences(database);
  const wanted = first(sequences);
  if (!await readsViews({ dialect: mysql, url })) return;
  await withStory({ dialect: mysql, url }, async (story) => {
    await story.autogenerate(wanted);
    await story.upgrade();
    const db = await mysql.connect?.(url);
    assert.ok(db);
    try {
      await db.execute({ sql: "create view theirs as select 1 as one" });
      if (sequences) await db.execute({ sql: "create sequence their_numbers" });
    } finally {
      await db.close();
    }
    assert.deepEqual(await story.left(wanted), []);
    assert.deepEqual(await story.unmanaged(wanted), [
      ...(sequences ? ["sequence their_numbers"] : []),
      "view theirs",
    ]);
  });
});
