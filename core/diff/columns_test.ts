import assert from "node:assert/strict";
import { applyAll, type Op, spec } from "../ops/mod.ts";
import {
  bigint,
  canonical,
  type Column,
  type DialectOptions,
  integer,
  MetaData,
  same,
  type Schema,
  sql,
  text,
  varchar,
} from "../schema/mod.ts";
import { type DiffContext, diffSchemas } from "./mod.ts";

const cx: DiffContext = { types: { same }, comments: true };
const words = (ops: readonly Op[]): readonly string[] => ops.map((op) => spec(op).describe(op));

function tableOf(columns: Parameters<MetaData["table"]>[1], comment?: string): Schema {
  const metadata = new MetaData();
  metadata.table("t", columns, [], comment === undefined ? {} : { comment });
  return metadata.schema();
}

function change(from: Schema, to: Schema, more: Partial<DiffContext> = {}): readonly string[] {
  return words(diffSchemas(from, to, { ...cx, ...more }).ops);
}

Deno.test("diffSchemas() sees numbering begin, end and change", () => {
  const plain = tableOf({ id: integer().notNull() });
  const numbered = tableOf({ id: integer().notNull().identity() });
  const from5 = tableOf({ id: integer().notNull().identity({ start: 5 }) });
  assert.deepEqual(change(plain, numbered), ["alter column t.id: set identity"]);
  assert.deepEqual(change(numbered, plain), ["alter column t.id: drop identity"]);
  assert.deepEqual(change(numbered, from5), ["alter column t.id: set identity"]);
  assert.deepEqual(change(numbered, numbered), []);
});

Deno.test("diffSchemas() begins to number after the key is there, and ends before it goes", () => {
  const plain = tableOf({ id: integer().notNull() });
  const key = tableOf({ id: integer().identity().primaryKey({ name: "pk_t" }) });
  const [add, drop] = [change(plain, key), change(key, plain)];
  assert.deepEqual(add, ["add primary key pk_t on t", "alter column t.id: set identity"]);
  assert.deepEqual(drop, ["alter column t.id: drop identity", "drop primary key pk_t on t"]);
});

Deno.test("diffSchemas() adds and drops a numbered column together with its key", () => {
  const none = tableOf({ a: text() });
  const numbered = tableOf({ a: text(), id: integer().identity().primaryKey({ name: "pk_t" }) });
  const { ops } = diffSchemas(none, numbered, cx);
  assert.deepEqual(words(ops), ["add column t.id"]);
  assert.equal(canonical(applyAll(ops, none)), canonical(numbered));
  const plain = tableOf({ a: text(), id: integer().primaryKey({ name: "pk_t" }) });
  assert.deepEqual(change(numbered, none), ["drop column t.id"]);
  const back = diffSchemas(numbered, none, cx).ops;
  assert.equal(canonical(applyAll(back, numbered)), canonical(none));
  assert.deepEqual(change(none, plain), ["add column t.id", "add primary key pk_t on t"]);
});

Deno.test("diffSchemas() drops a numbered column before another comes with a key", () => {
  const one = tableOf({ a: text(), id: integer().identity().primaryKey({ name: "pk_t" }) });
  const two = tableOf({ a: text(), no: integer().identity().primaryKey({ name: "pk_t" }) });
  const { ops } = diffSchemas(one, two, cx);
  assert.deepEqual(words(ops), ["drop column t.id", "add column t.no"]);
  assert.equal(canonical(applyAll(ops, one)), canonical(two));
});

Deno.test("diffSchemas() sees comments of tables, where the database keeps them", () => {
  const [none, one] = [tableOf({ a: text() }), tableOf({ a: text() }, "what people said")];
  assert.equal(change(none, one).length, 1);
  assert.equal(change(one, none).length, 1);
  assert.deepEqual(change(one, none, { comments: false }), []);
});

Deno.test("diffSchemas() sees options of columns", () => {
  const withOptions = (options?: DialectOptions): Schema => {
    const builder = integer();
    return tableOf({ a: options ? builder.options(options) : builder });
  };
  const marked = withOptions({ mysql: { invisible: true } });
  assert.deepEqual(change(withOptions(), marked), ["alter column t.a: set options"]);
  assert.deepEqual(change(marked, withOptions()), ["alter column t.a: drop options"]);
});

Deno.test("diffSchemas() leaves types and defaults to the one who compares them", () => {
  const from = tableOf({ a: varchar(5).default("x"), b: varchar(5) });
  const to = tableOf({ a: varchar(6).default("y"), b: varchar(6) });
  const usual = ["alter column t.a: set type, set default", "alter column t.b: set type"];
  assert.deepEqual(change(from, to), usual);
  assert.deepEqual(change(from, to, { compareType: true, compareDefault: true }), usual);
  assert.deepEqual(change(from, to, { compareType: false, compareDefault: false }), []);
  const only = (name: string) => ({ to: column }: { readonly to: Column }): false | undefined =>
    column.name === name ? undefined : false;
  assert.deepEqual(change(from, to, { compareType: only("b"), compareDefault: only("b") }), [
    "alter column t.b: set type",
  ]);
  const always = (): true => true;
  assert.deepEqual(change(from, from, { compareType: always }), [
    "alter column t.a: set type",
    "alter column t.b: set type",
  ]);
});

Deno.test("diffSchemas() has a computed column around no change of what it uses", () => {
  const [narrow, wide] = [integer(), bigint()];
  const twice = bigint().computed(sql`a * 2`, { stored: true });
  assert.deepEqual(change(tableOf({ a: narrow, twice }), tableOf({ a: wide })), [
    "drop column t.twice",
    "alter column t.a: set type",
  ]);
  assert.deepEqual(change(tableOf({ a: narrow }), tableOf({ a: wide, twice })), [
    "alter column t.a: set type",
    "add column t.twice",
  ]);
});
