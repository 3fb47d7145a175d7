/** Every kind of object of models on PostgreSQL: made, changed, found the same, and undone. */
import assert from "node:assert/strict";
import { bigint, integer, MetaData, sql, text } from "@retort/core";
import { postgres } from "@retort/postgres";
import { readsViews, tellAll, withStory } from "../autogenerate.ts";
import { liveTest } from "./server.ts";

const touch = `create or replace function touch() returns trigger language plpgsql as $$
begin new.name = upper(new.name); return new; end $$`;
const nextNumber = (step: number): string =>
  `create or replace function next_number() returns bigint language sql as
  $$ select nextval('numbers') * ${step} $$`;
const trigger = (moment: string): string =>
  `create trigger touched before ${moment} on users for each row execute function touch()`;

const empty = new MetaData();

const first = new MetaData();
first.extension("citext");
first.sequence("numbers", { start: 10 });
first.sequence("owned", { ownedBy: { table: "users", column: "seen" } });
first.function("next_number", nextNumber(1));
first.function("touch", touch);
const mood = first.enumeration("mood", ["sad", "happy"]);
first.table("users", {
  id: integer().primaryKey().default(sql`next_number()`),
  name: text(),
  seen: integer(),
  mood: mood.notNull().default("sad"),
});
first.table("events", { id: integer().primaryKey(), what: text() }, [], { schema: "audit" });
first.view("first_names", "select name from names");
first.view("names", "select id, name, seen from users");
first.materializedView("counts", "select count(*) as users from users");
first.procedure("tidy", "create procedure tidy() language sql as $$ delete from users $$");
first.trigger("touched", "users", trigger("insert"));

const second = new MetaData();
second.extension("citext");
second.sequence("numbers", { start: 10, increment: 5, maxValue: 1000 });
second.function("next_number", nextNumber(2));
second.function("touch", touch);
const level = second.enumeration("mood", ["sad", "calm", "happy"]);
second.table("users", {
  id: integer().primaryKey().default(sql`next_number()`),
  name: text(),
  seen: bigint(),
  mood: level.notNull().default("calm"),
});
second.table("events", { id: integer().primaryKey(), what: text() }, [], { schema: "audit" });
second.view("first_names", "select name from names");
second.view("names", "select id, name, seen from users where id > 0");
second.materializedView("counts", "select count(*) as users, max(id) as last from users");
second.trigger("touched", "users", trigger("insert or update"));

const third = new MetaData();
third.table("users", { id: integer().primaryKey(), mood: third.enumeration("mood", ["happy"]) });

const changes = [
  [
    "create schema audit",
    "create extension citext",
    "create enum mood",
    "create sequence numbers",
    "create sequence owned",
    "create function next_number",
    "create table audit.events",
    "create table users",
    "alter sequence owned: set ownedBy",
    "create procedure tidy",
    "create function touch",
    "create materialized view counts",
    "create view names",
    "create view first_names",
    "create trigger touched on users",
  ],
  [
    "drop trigger touched on users",
    "drop view first_names",
    "drop view names",
    "drop materialized view counts",
    "drop procedure tidy",
    'add value "calm" to enum mood',
    "alter sequence numbers: set increment, set maxValue",
    "alter sequence owned: drop ownedBy",
    "replace function next_number",
    "alter column users.seen: set type",
    "alter column users.mood: set default",
    "drop sequence owned",
    "create materialized view counts",
    "create view names",
    "create view first_names",
    "create trigger touched on users",
  ],
];

liveTest("every kind of object comes, changes, goes and comes back", async ({ url }) => {
  if (!await readsViews({ dialect: postgres, url })) return;
  await withStory({ dialect: postgres, url }, async (story) => {
    const told = await tellAll(story, [first, second, third, empty]);
    assert.deepEqual(told.slice(0, 2), changes);
  });
});

liveTest("what a hand made is left alone and named, a schema beside it not looked at", async ({
  url,
}) => {
  const database = { dialect: postgres, url };
  if (!await readsViews(database)) return;
  await withStory(database, async (story) => {
    await story.autogenerate(first);
    await story.upgrade();
    const db = await postgres.connect?.(url);
    assert.ok(db);
    try {
      await db.execute({ sql: "create view theirs as select 1 as one" });
      await db.execute({ sql: "create sequence their_numbers" });
      await db.execute({ sql: "create schema other create table things (id int)" });
    } finally {
      await db.close();
    }
    assert.deepEqual(await story.left(first), []);
    assert.deepEqual(await story.unmanaged(first), ["sequence their_numbers", "view theirs"]);
  });
});
