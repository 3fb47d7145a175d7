import assert from "node:assert/strict";
import { applyAll, type Op, spec } from "../ops/mod.ts";
import { canonical, enumeration, MetaData, same, type Schema, usedEnums } from "../schema/mod.ts";
import { diffSchemas } from "./mod.ts";

const cx = { types: { same }, comments: true };
const words = (ops: readonly Op[]): readonly string[] => ops.map((op) => spec(op).describe(op));

function people(values: readonly string[]): Schema {
  const metadata = new MetaData();
  metadata.table("people", { mood: enumeration("mood", values) });
  const schema = metadata.schema();
  return { ...schema, enums: usedEnums(schema.tables.values()) };
}

const types = { same: (a: { name: string }, b: { name: string }) => a.name === b.name };

Deno.test("diffSchemas() makes an enum before the table that has a column of it", () => {
  const none: Schema = { ...people([]), tables: new Map(), enums: new Map() };
  assert.deepEqual(words(diffSchemas(none, people(["a"]), cx).ops), [
    "create enum mood",
    "create table people",
  ]);
  assert.deepEqual(words(diffSchemas(people(["a"]), none, cx).ops), [
    "drop table people",
    "drop enum mood",
  ]);
});

Deno.test("diffSchemas() adds values at their place and takes others away", () => {
  const from = people(["sad", "happy", "odd"]);
  const to = people(["calm", "sad", "happy", "glad"]);
  const { ops } = diffSchemas(from, to, { ...cx, types });
  assert.deepEqual(words(ops), [
    'add value "calm" to enum mood',
    'add value "glad" to enum mood',
    'remove value "odd" from enum mood',
  ]);
  assert.equal(canonical(applyAll(ops, from)), canonical(to));
});

Deno.test("diffSchemas() leaves enums alone that are nobody's", () => {
  const none: Schema = { ...people([]), tables: new Map(), enums: new Map() };
  const other = { ...none, enums: people(["a"]).enums ?? new Map() };
  const found = diffSchemas(other, none, { ...cx, managed: () => false });
  assert.deepEqual(found.ops, []);
  assert.deepEqual(found.unmanaged, [{ noun: "enum", name: "mood" }]);
});

Deno.test("diffSchemas() tells that values stand in another order, which no op can change", () => {
  const found = diffSchemas(people(["a", "b"]), people(["b", "a"]), { ...cx, types });
  assert.deepEqual(found.ops, []);
  assert.deepEqual(found.unchangeable, [{
    noun: "enum",
    name: "mood",
    what: "its values stand in the order a, b, not b, a",
  }]);
});

Deno.test("usedEnums() refuses one name with different values", () => {
  const metadata = new MetaData();
  metadata.table("a", { mood: enumeration("mood", ["x"]) });
  metadata.table("b", { mood: enumeration("mood", ["y"]) });
  assert.throws(() => usedEnums(metadata.schema().tables.values()), /mood/);
});

Deno.test("diffSchemas() keeps an enum that columns have which are not looked at, and says so", () => {
  const none: Schema = { ...people([]), tables: new Map(), enums: new Map() };
  const enumsInUse = new Map([["mood", ["audit.log.was"]]]);
  const found = diffSchemas(people(["a"]), none, { ...cx, enumsInUse });
  assert.deepEqual(words(found.ops), ["drop table people"]);
  const what = "no model has it, but columns that are not looked at do: audit.log.was";
  assert.deepEqual(found.unchangeable, [{ noun: "enum", name: "mood", what }]);
});
