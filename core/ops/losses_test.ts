import assert from "node:assert/strict";
import * as op from "./builders.ts";
import { lossesOf } from "./losses.ts";

Deno.test("lossesOf() gives the names that hold before the first op", () => {
  const ops = [
    op.renameColumn("users", "name", "n"),
    op.renameTable("users", "people"),
    op.alterColumn("people", "n", { name: "m" }),
    op.dropColumn("people", "m"),
    op.dropColumn("people", "age", { allowLoss: "why" }),
    op.dropTable("people"),
    op.dropTable("other"),
  ];
  assert.deepEqual(lossesOf(ops), [
    { table: { name: "users" }, column: "name" },
    { table: { name: "users" }, column: "age", allowed: "why" },
    { table: { name: "users" } },
    { table: { name: "other" } },
  ]);
});

Deno.test("lossesOf() looks into batches", () => {
  const batch = op.batchAlterTable("t", {}, [
    op.renameColumn("t", "a", "b"),
    op.dropColumn("t", "b"),
  ]);
  assert.deepEqual(lossesOf([batch]), [{ table: { name: "t" }, column: "a" }]);
});
