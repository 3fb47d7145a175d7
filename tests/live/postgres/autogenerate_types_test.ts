/** Columns whose type changes under rows and all that hangs on it, by files that autogenerate wrote. */
import assert from "node:assert/strict";
import {
  boolean,
  check,
  type ColumnBuilder,
  date,
  enumeration,
  foreignKey,
  index,
  integer,
  MetaData,
  sql,
  text,
  varchar,
} from "@retort/core";
import { postgres } from "@retort/postgres";
import { type StoryDatabase, withStory } from "../autogenerate.ts";
import { liveTest } from "./server.ts";

interface Model {
  readonly id: () => ColumnBuilder;
  readonly age: ColumnBuilder;
  readonly grown: string;
  readonly mood: ColumnBuilder;
}

function modelsOf({ id, age, grown, mood }: Model): MetaData {
  const metadata = new MetaData();
  metadata.table("users", { id: id().primaryKey() });
  metadata.table("posts", {
    author: id(),
    age,
    mood,
    half: text().computed(sql`author || '!'`, { stored: true }),
  }, [
    foreignKey(["author"]).references("users", ["id"], { name: "fk_author" }),
    check("ck_grown", sql.raw(grown)),
    check("ck_mood", sql`mood <> 'sad'`),
    index("ix_mood", ["age"], { where: sql`mood = 'happy'` }),
  ]);
  return metadata;
}

const before = modelsOf({
  id: text,
  age: varchar(20).notNull().default("1"),
  grown: "length(age) > 0",
  mood: enumeration("mood", ["happy", "sad"]).default("happy"),
});
const after = modelsOf({
  id: () => varchar(40),
  age: integer().notNull().default(2),
  grown: "age > 0",
  mood: enumeration("feeling", ["sad", "happy"]).default("happy"),
});

async function rows({ url }: StoryDatabase): Promise<unknown> {
  const db = await postgres.connect?.(url);
  assert.ok(db);
  try {
    const list = "author, age::text, mood::text, half";
    return await db.query({ sql: `SELECT ${list} FROM posts ORDER BY author` });
  } finally {
    await db.close();
  }
}

liveTest("types change under rows, checks, indexes, keys and computed columns", async ({ url }) => {
  const database = { dialect: postgres, url };
  await withStory(database, async (story) => {
    await story.autogenerate(before);
    await story.upgrade();
    const first = await story.live();
    const db = await postgres.connect?.(url);
    await db?.execute({ sql: "INSERT INTO users VALUES ('a'), ('b')" });
    await db?.execute({ sql: "INSERT INTO posts VALUES ('a', '40', 'happy'), ('b', '7', NULL)" });
    await db?.close();
    const kept = await rows(database);
    await story.autogenerate(after);
    await story.upgrade();
    assert.deepEqual(await story.left(after), []);
    assert.deepEqual(await rows(database), kept);
    const second = await story.live();
    await story.downgrade("-1");
    assert.deepEqual(await story.live(), first);
    assert.deepEqual(await rows(database), kept);
    await story.upgrade();
    assert.deepEqual(await story.live(), second);
  });
});

liveTest("a change whose way nobody knows waits for its author", async ({ url }) => {
  const metadata = (seen: ColumnBuilder): MetaData => {
    const models = new MetaData();
    models.table("users", { seen });
    return models;
  };
  await withStory({ dialect: postgres, url }, async (story) => {
    await story.autogenerate(metadata(boolean()));
    await story.upgrade();
    const { path } = await story.autogenerate(metadata(date()));
    const file = await Deno.readTextFile(path ?? "");
    assert.match(
      file,
      /using: hole\(\s*"an SQL expression that turns users\.seen from boolean into/,
    );
    assert.match(file, /using: hole\(\s*"an SQL expression that turns users\.seen from date into/);
    // What can't be loaded once is not looked at again by this process.
    await assert.rejects(import(`file://${path}?unfilled`), /users\.seen from boolean into date/);
    const filled = file.replaceAll(
      /hole\([^)]*\)/g,
      (found) =>
        /into date/.test(found) ? '"case when seen then current_date end"' : '"seen is not null"',
    );
    await Deno.writeTextFile(path ?? "", filled);
    await story.upgrade();
    await story.downgrade("-1");
  });
});
