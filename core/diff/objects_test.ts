import assert from "node:assert/strict";
import { applyAll, type Op, reverseAll, spec } from "../ops/mod.ts";
import {
  canonical,
  emptySchema,
  integer,
  MetaData,
  objectKey,
  same,
  type Schema,
  sql,
  text,
} from "../schema/mod.ts";
import { type DiffContext, diffSchemas } from "./mod.ts";

const cx: DiffContext = { types: { same }, comments: true, frozenViews: true };
const words = (ops: readonly Op[]): readonly string[] => ops.map((op) => spec(op).describe(op));

/** The difference; that it leads to `to`, and its reverse back, is always looked at. */
function changes(from: Schema, to: Schema, more: Partial<DiffContext> = {}): readonly string[] {
  const { ops } = diffSchemas(from, to, { ...cx, ...more });
  assert.equal(canonical(applyAll(ops, from)), canonical(to));
  const undo = reverseAll(ops, from);
  assert.ok(undo, "it can't be undone");
  assert.equal(canonical(applyAll(undo, to)), canonical(from));
  return words(ops);
}

function models(declare: (metadata: MetaData) => void): Schema {
  const metadata = new MetaData();
  declare(metadata);
  return metadata.schema();
}

const everything = models((metadata) => {
  metadata.extension("citext");
  metadata.sequence("numbers", { start: 10, ownedBy: { table: "users", column: "id" } });
  metadata.table(
    "users",
    {
      id: integer().primaryKey().default(sql`next_id()`),
      mood: metadata.enumeration("mood", ["sad"]),
    },
    [],
    { schema: "app" },
  );
  metadata.table("users", { id: integer().primaryKey() });
  metadata.function("next_id", "create function next_id() returns integer …");
  metadata.function("count_adults", "create function count_adults() … from adults");
  metadata.view("adults", "select id from users");
  metadata.view("a_first", "select id from adults");
  metadata.trigger("touch", "users", "create trigger touch …");
  metadata.trigger("write", "adults", "create trigger write …");
});

Deno.test("diffSchemas() makes everything in an order in which it can be made, and drops it so", () => {
  assert.deepEqual(changes(emptySchema, everything), [
    "create schema app",
    "create extension citext",
    "create enum mood",
    "create sequence numbers",
    "create function next_id",
    "create table app.users",
    "create table users",
    "alter sequence numbers: set ownedBy",
    "create view adults",
    "create function count_adults",
    "create view a_first",
    "create trigger write on adults",
    "create trigger touch on users",
  ]);
  assert.deepEqual(changes(everything, emptySchema), [
    "drop trigger write on adults",
    "drop trigger touch on users",
    "drop view a_first",
    "drop view adults",
    "drop function count_adults",
    "alter sequence numbers: drop ownedBy",
    "drop table users",
    "drop table app.users",
    "drop function next_id",
    "drop sequence numbers",
    "drop enum mood",
    "drop extension citext",
    "drop schema app",
  ]);
});

Deno.test("diffSchemas() of a schema with everything and itself is nothing", () => {
  const found = diffSchemas(everything, everything, cx);
  assert.deepEqual([found.ops, found.unmanaged, found.unchangeable], [[], [], []]);
});

Deno.test("diffSchemas() drops nothing that is nobody's, and names it", () => {
  const found = diffSchemas(everything, emptySchema, { ...cx, managed: () => false });
  assert.deepEqual(found.ops, []);
  assert.deepEqual(
    found.unmanaged.map(({ noun, name }) => `${noun} ${name}`).toSorted(),
    [
      "enum mood",
      "extension citext",
      "routine count_adults",
      "routine next_id",
      "schema app",
      "sequence numbers",
      "table users",
      "table users",
      "trigger touch",
      "trigger write",
      "view a_first",
      "view adults",
    ],
  );
});

const viewed = (query: string, more: (metadata: MetaData) => void = () => {}): Schema =>
  models((metadata) => {
    metadata.table("users", { id: integer(), age: integer(), name: text() });
    metadata.view("people", query);
    metadata.view("names", "select name from people");
    more(metadata);
  });

Deno.test("diffSchemas() replaces a view; views on it and triggers go and come back", () => {
  const trigger = (metadata: MetaData): void => {
    metadata.trigger("write", "people", "create trigger write …");
  };
  const from = viewed("select name from users", trigger);
  const to = viewed("select name, id from users", trigger);
  assert.deepEqual(changes(from, to), [
    "drop trigger write on people",
    "drop view names",
    "replace view people",
    "create view names",
    "create trigger write on people",
  ]);
  assert.deepEqual(changes(from, to, { frozenViews: false }), [
    "drop trigger write on people",
    "replace view people",
    "create trigger write on people",
  ]);
});

Deno.test("diffSchemas() makes views anew that lose a column with their table", () => {
  const declared = (names: string): Schema =>
    models((metadata) => {
      const columns = { id: integer(), name: text() };
      metadata.table("users", names.includes("name") ? columns : { id: columns.id });
      metadata.view("people", `select ${names} from users`);
      metadata.view("names", `select ${names} from people`);
      metadata.view("others", "select id from people");
    });
  const [from, to] = [declared("id, name"), declared("id")];
  const expected = [
    "drop view names",
    "drop view people",
    "drop column users.name",
    "create view people",
    "create view names",
  ];
  assert.deepEqual(changes(from, to, { frozenViews: false }), expected);
  assert.deepEqual(changes(to, from, { frozenViews: false }), [
    "add column users.name",
    "replace view people",
    "replace view names",
  ]);
});

Deno.test("diffSchemas() takes views out of the way of a column's new type", () => {
  const from = viewed("select name from users");
  const changed = models((metadata) => {
    metadata.table("users", { id: integer(), age: text(), name: integer() });
    metadata.view("people", "select name from users");
    metadata.view("names", "select name from people");
  });
  assert.deepEqual(changes(from, changed), [
    "drop view names",
    "drop view people",
    "alter column users.age: set type",
    "alter column users.name: set type",
    "create view people",
    "create view names",
  ]);
});

Deno.test("diffSchemas() takes what a revision said for what it made, in whatever words", () => {
  const live = viewed("SELECT users.name\n FROM users");
  const models = viewed("select name from users");
  assert.deepEqual(diffSchemas(live, models, { ...cx, recorded: models }).ops, []);
  const later = viewed("select id from users");
  assert.deepEqual(words(diffSchemas(live, later, { ...cx, recorded: models }).ops), [
    "drop view names",
    "replace view people",
    "create view names",
  ]);
});

Deno.test("diffSchemas() makes nothing that is there and may not be seen", () => {
  const wanted = models((metadata) => {
    metadata.view("names", "select 1 as one");
    metadata.function("twice", "create function twice() returns int return 2");
  });
  const hidden = new Set([
    objectKey("view", { name: "names" }),
    objectKey("routine", { name: "twice" }),
  ]);
  const live = { ...emptySchema, unknown: { all: false, tables: hidden } };
  assert.deepEqual(diffSchemas(live, wanted, cx).ops, []);
});

Deno.test("diffSchemas() changes how a sequence counts", () => {
  const counting = (options: Parameters<MetaData["sequence"]>[1]): Schema =>
    models((metadata) => metadata.sequence("numbers", options));
  const from = counting({ increment: 2, cache: 5 });
  const to = counting({ increment: 3, maxValue: 100 });
  const { ops } = diffSchemas(from, to, cx);
  assert.deepEqual(JSON.parse(JSON.stringify(ops)), [
    {
      kind: "alterSequence",
      name: "numbers",
      set: { increment: 3, maxValue: 100, cache: null },
    },
  ]);
  changes(from, to);
});

Deno.test("diffSchemas() replaces a routine, and makes it anew where its head differs", () => {
  const routine = (definition: string): Schema =>
    models((metadata) => metadata.function("f", definition, { arguments: "integer" }));
  const first = routine(
    "create function f(n integer) returns integer language sql as $$ select 1 $$",
  );
  const body = routine(
    "create function f(n integer) returns integer language sql as $$ select 2 $$",
  );
  const head = routine(
    "create function f(n integer) returns text language sql as $$ select 'a' $$",
  );
  assert.deepEqual(changes(first, body, { recorded: first }), ["replace function f"]);
  assert.deepEqual(changes(first, head, { recorded: first }), [
    "drop function f",
    "create function f",
  ]);
});

Deno.test("diffSchemas() keeps foreign triggers of a view that is made anew", () => {
  const from = viewed("select name from users", (metadata) => {
    metadata.trigger("theirs", "people", "create trigger theirs …");
  });
  const to = viewed("select id from users");
  const { ops, unmanaged } = diffSchemas(from, to, { ...cx, managed: () => false });
  assert.deepEqual(words(ops).slice(-1), ["create trigger theirs on people"]);
  assert.deepEqual(unmanaged, [{ noun: "trigger", name: "theirs", table: "people" }]);
});
