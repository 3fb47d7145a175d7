import assert from "node:assert/strict";
import { foreignKey, hole, integer, primaryKey, sql, unique, varchar } from "../schema/mod.ts";
import * as op from "./builders.ts";
import { demandsOf, describeDemand } from "./demands.ts";
import type { Op } from "./mod.ts";

/** Demands in words, and why they can't be looked at. */
function words(...ops: readonly Op[]): readonly string[] {
  return demandsOf(ops).map(({ demand, after, unclear }) => {
    const why = after === undefined ? unclear : `after ${after}`;
    return `${describeDemand(demand)}${why === undefined ? "" : ` (${why})`}`;
  });
}

const strict = op.alterColumn("t", "a", { nullable: false });

Deno.test("each op says what it demands of rows", () => {
  assert.deepEqual(words(strict), ["t.a is not null"]);
  assert.deepEqual(words(op.alterColumn("t", "a", { nullable: true })), []);
  assert.deepEqual(words(op.alterColumn("t", "a", { type: varchar(3) })), [
    "t.a has values of the new type",
  ]);
  assert.deepEqual(words(op.addColumn("t", "n", integer().notNull())), [
    "t has no rows without n",
  ]);
  assert.deepEqual(words(op.addColumn("t", "n", integer().notNull().default(1))), []);
  assert.deepEqual(words(op.addColumn("t", "n", integer().unique())), []);
  assert.deepEqual(words(op.addConstraint("t", primaryKey(["a", "b"]))), [
    "t.a is not null",
    "t.b is not null",
    "t has no two rows alike in a, b",
  ]);
  assert.deepEqual(words(op.addConstraint("t", foreignKey(["a"]).references("u", ["id"]))), [
    "t (a) points at rows of u",
  ]);
  assert.deepEqual(words(op.createIndex("ix", "t", ["a"])), []);
  assert.deepEqual(words(op.createIndex("ix", "t", [sql`lower(a)`], { unique: true })), [
    "t has no two rows alike in lower(a)",
  ]);
  assert.deepEqual(words(op.createTable("t", { id: integer().primaryKey() })), []);
});

Deno.test("demands have the names of before the first op", () => {
  const rename = op.renameColumn("t", "old", "a");
  assert.deepEqual(words(rename, strict), ["t.old is not null"]);
  const table = op.renameTable("before", "t");
  assert.deepEqual(words(table, rename, strict), ["before.old is not null"]);
  const key = foreignKey(["a"]).references("t", ["a"]);
  assert.deepEqual(words(table, rename, op.addConstraint("x", key)), [
    "x (a) points at rows of before",
  ]);
});

Deno.test("what earlier ops make or change is not looked at", () => {
  const made = op.createTable("t", { a: integer() });
  assert.deepEqual(words(made, strict), [], "a new table has no rows");
  const filled = op.bulkInsert("t", [{ a: 1 }]);
  assert.deepEqual(words(made, filled, strict), ["t.a is not null (after 0)"]);
  assert.deepEqual(words(op.addColumn("t", "a", integer()), strict), ["t.a is not null (after 0)"]);
  assert.deepEqual(words(op.execute("update T set a = 1"), strict), ["t.a is not null (after 0)"]);
  assert.deepEqual(words(op.execute("update other set a = 1"), strict), ["t.a is not null"]);
  assert.deepEqual(words(op.run("fill", () => {}), strict), ["t.a is not null (after 0)"]);
  assert.deepEqual(words(op.bulkInsert("t", [{ a: 1 }]), strict), ["t.a is not null (after 0)"]);
  const key = foreignKey(["a"]).references("made", ["id"]);
  const other = op.createTable("made", { id: integer() });
  assert.deepEqual(words(other, op.addConstraint("t", key)), [
    "t (a) points at rows of made (after 0)",
  ]);
});

Deno.test("a column that was filled is not null; of an expression that is not known", () => {
  assert.deepEqual(words(op.fillColumn("t", "a", 0), strict), []);
  const added = op.addColumn("t", "a", integer());
  assert.deepEqual(words(added, op.fillColumn("t", "a", 0), strict), []);
  assert.deepEqual(words(op.fillColumn("t", "a", sql`b`), strict), ["t.a is not null (after 0)"]);
  assert.deepEqual(words(op.fillColumn("t", "b", 0), strict), ["t.a is not null"]);
  const hollow = { ...op.fillColumn("t", "a", 0), value: hole("?") };
  assert.deepEqual(words(hollow, strict), ["t.a is not null (after 0)"]);
});

Deno.test("texts that name columns are not looked at after a rename", () => {
  const rename = op.renameColumn("t", "old", "a");
  const check = op.createCheckConstraint("ck", "t", sql`a > 0`);
  assert.deepEqual(words(rename, check), [
    "ck holds for t (its text has names that columns do not have yet)",
  ]);
  assert.deepEqual(words(op.addColumn("t", "a", integer()), check), ["ck holds for t (after 0)"]);
});

Deno.test("batches demand what their ops and arguments do", () => {
  const batch = op.batchAlterTable("t", { tableArgs: [unique(["b"])] }, [strict]);
  assert.deepEqual(words(batch), ["t.a is not null", "t has no two rows alike in b"]);
});
