import assert from "node:assert/strict";
import { RetortError } from "../../errors/mod.ts";
import { type Op, spec } from "../../ops/mod.ts";
import { integer, MetaData, same, type Schema, text, varchar } from "../../schema/mod.ts";
import { type RenameAnswers, settleRenames } from "./mod.ts";
import { nameLikeness } from "./score.ts";

const words = (ops: readonly Op[]): readonly string[] => ops.map((op) => spec(op).describe(op));
const answers = (
  renames: Readonly<Record<string, string>>,
  drops: readonly string[] = [],
): RenameAnswers => ({ renames: new Map(Object.entries(renames)), drops: new Set(drops) });

function declare(build: (metadata: MetaData) => void): Schema {
  const metadata = new MetaData();
  build(metadata);
  return metadata.schema();
}

const before = declare((m) => {
  m.table("users", { id: integer().primaryKey(), name: varchar(50), note: text() });
  m.table("posts", { id: integer().primaryKey(), author: integer().references("users.id") });
});
const column = declare((m) => {
  m.table("users", { id: integer().primaryKey(), full_name: varchar(50), note: text() });
  m.table("posts", { id: integer().primaryKey(), author: integer().references("users.id") });
});
const both = declare((m) => {
  m.table("people", { id: integer().primaryKey(), full_name: varchar(50), note: text() });
  m.table("posts", { id: integer().primaryKey(), author: integer().references("people.id") });
});
const cx = { sameType: same };

Deno.test("settleRenames() asks about a column that may have been renamed", () => {
  const { questions, ops } = settleRenames(before, column, cx);
  assert.deepEqual(ops, []);
  assert.equal(questions.length, 1);
  const [question] = questions;
  assert.equal(question?.from, "users.name");
  assert.equal(question?.candidates[0]?.to, "users.full_name");
  assert.ok((question?.candidates[0]?.score ?? 0) > 0.8, JSON.stringify(question));
});

Deno.test("settleRenames() asks nothing where nothing alike has come", () => {
  const other = declare((m) => {
    m.table("users", { id: integer().primaryKey(), note: text(), age: integer() });
    m.table("posts", { id: integer().primaryKey(), author: integer().references("users.id") });
  });
  assert.deepEqual(settleRenames(before, other, cx).questions, []);
});

Deno.test("settleRenames() does what was answered", () => {
  const found = settleRenames(before, column, {
    ...cx,
    answers: answers({ "users.name": "full_name" }),
  });
  assert.deepEqual(words(found.ops), ["rename column users.name to full_name"]);
  assert.deepEqual(found.questions, []);
  assert.ok(found.from.tables.get("users")?.columns.some(({ name }) => name === "full_name"));
  const dropped = settleRenames(before, column, { ...cx, answers: answers({}, ["users.name"]) });
  assert.deepEqual([dropped.ops, dropped.questions], [[], []]);
});

Deno.test("settleRenames() renames a table and its column at once", () => {
  const open = settleRenames(before, both, cx).questions;
  assert.deepEqual(open.map(({ from, assuming }) => [from, assuming]), [
    ["users", undefined],
    ["users.name", "users=people"],
  ]);
  for (const to of ["people.full_name", "full_name"]) {
    const found = settleRenames(before, both, {
      ...cx,
      answers: answers({ users: "people", "users.name": to }),
    });
    assert.deepEqual(words(found.ops), [
      "rename table users to people",
      "rename column people.name to full_name",
    ]);
    assert.equal(found.from.tables.get("posts")?.foreignKeys[0]?.references.table, "people");
  }
});

Deno.test("settleRenames() gives a new name to one old thing only", () => {
  const two = declare((m) => m.table("t", { a: integer(), b: integer() }));
  const one = declare((m) => m.table("t", { c: integer() }));
  const asked = settleRenames(two, one, { ...cx, answers: answers({ "t.a": "t.c" }) });
  assert.deepEqual(words(asked.ops), ["rename column t.a to c"]);
  assert.deepEqual(asked.questions, []);
});

Deno.test("settleRenames() refuses an answer that fits nothing", () => {
  for (const wrong of [answers({ "users.nme": "full_name" }), answers({}, ["users.id"])]) {
    assert.throws(
      () => settleRenames(before, column, { ...cx, answers: wrong }),
      (error) => error instanceof RetortError && error.code === "diff/bad-answer",
    );
  }
});

Deno.test("settleRenames() leaves tables alone that are nobody's", () => {
  const managed = (): boolean => false;
  assert.deepEqual(settleRenames(before, both, { ...cx, managed }).questions, []);
});

Deno.test("settleRenames() asks about values of an enum", () => {
  const mood = (values: readonly string[]): Schema => ({
    ...declare(() => {}),
    enums: new Map([["mood", { name: "mood", values }]]),
  });
  const found = settleRenames(mood(["happy", "sad"]), mood(["glad", "sad"]), cx);
  assert.deepEqual(found.questions.map(({ id, noun }) => [id, noun]), [
    ["rename:mood.happy", "value"],
  ]);
  const done = settleRenames(mood(["happy", "sad"]), mood(["glad", "sad"]), {
    ...cx,
    answers: answers({ "mood.happy": "glad" }),
  });
  assert.deepEqual(words(done.ops), ['rename value "happy" of enum mood to "glad"']);
});

Deno.test("nameLikeness() knows edits and parts", () => {
  assert.equal(nameLikeness("name", "name"), 1);
  assert.equal(nameLikeness("name", "full_name"), 0.7);
  assert.equal(nameLikeness("abcd", "abxd"), 0.75);
  assert.equal(nameLikeness("abc", "xyz"), 0);
});
