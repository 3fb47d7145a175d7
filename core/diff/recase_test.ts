import assert from "node:assert/strict";
import { type Op, spec } from "../ops/mod.ts";
import { editTable, forget, integer, MetaData, same, type Schema, varchar } from "../schema/mod.ts";
import { diffSchemas, settleRenames } from "./mod.ts";

const caseless = { types: { same }, comments: true, caselessColumns: true };
const words = (ops: readonly Op[]): readonly string[] => ops.map((op) => spec(op).describe(op));

function users(...names: readonly string[]): Schema {
  const metadata = new MetaData();
  const columns = names.map((name) => [name, varchar(50)]);
  metadata.table("users", { id: integer(), ...Object.fromEntries(columns) });
  return metadata.schema();
}

Deno.test("diffSchemas() renames a column in another case where that is one name", () => {
  const { ops } = diffSchemas(users("Name", "nick"), users("name", "age"), caseless);
  assert.deepEqual(words(ops), [
    "rename column users.Name to name",
    "add column users.age",
    "drop column users.nick",
  ]);
});

Deno.test("diffSchemas() takes names in another case for two where they are", () => {
  const { ops } = diffSchemas(users("Name"), users("name"), {
    ...caseless,
    caselessColumns: false,
  });
  assert.deepEqual(words(ops), ["add column users.name", "drop column users.Name"]);
});

Deno.test("diffSchemas() leaves the case of letters to a question that servers don't agree on", () => {
  const { ops } = diffSchemas(users("Übung"), users("übung"), caseless);
  assert.deepEqual(words(ops), ["add column users.übung", "drop column users.Übung"]);
});

Deno.test("diffSchemas() renames nothing in a table that is not known", () => {
  const found = diffSchemas(forget(users("Name"), { name: "users" }), users("name"), caseless);
  assert.deepEqual([found.ops, found.skipped], [[], [{ name: "users" }]]);
});

Deno.test("diffSchemas() renames columns in another case under a trigger, and changes the rest", () => {
  const triggered = (schema: Schema): Schema =>
    editTable(schema, { name: "users" }, (table) => ({
      ...table,
      triggers: [{ name: "touch", sql: "create trigger touch after insert on users begin end" }],
    }));
  const [from, to] = [users("Name", "Nick", "old"), users("name", "nick")].map(triggered);
  assert.ok(from && to);
  const found = diffSchemas(from, to, caseless);
  assert.deepEqual([words(found.ops), found.skipped], [[
    "rename column users.Name to name",
    "rename column users.Nick to nick",
    "drop column users.old",
  ], []]);
});

Deno.test("settleRenames() asks nothing about a name in another case where that is one name", () => {
  const cx = { sameType: same, caselessColumns: true };
  const [from, to] = [users("Name", "nick"), users("name", "nickname")];
  const [question, ...others] = settleRenames(from, to, cx).questions;
  assert.deepEqual(others, []);
  assert.equal(question?.from, "users.nick");
  assert.deepEqual(question?.candidates.map((item) => item.to), ["users.nickname"]);
});

Deno.test("settleRenames() takes the answer that is so anyway, and no other one", () => {
  const cx = { sameType: same, caselessColumns: true };
  const settle = (renames: Readonly<Record<string, string>>, drops: readonly string[] = []) =>
    settleRenames(users("Name"), users("name", "other"), {
      ...cx,
      answers: { renames: new Map(Object.entries(renames)), drops: new Set(drops) },
    });
  const { ops, questions, used } = settle({ "users.Name": "users.name" });
  assert.deepEqual([ops, questions, [...used.renames]], [[], [], [["users.Name", "users.name"]]]);
  assert.throws(() => settle({ "users.Name": "other" }), { code: "diff/bad-answer" });
  assert.throws(() => settle({}, ["users.Name"]), { code: "diff/bad-answer" });
});
