import assert from "node:assert/strict";
import { emptySchema, integer, text } from "../schema/mod.ts";
import { inBatches } from "./batch_groups.ts";
import * as op from "./builders.ts";
import { advance } from "./sequence.ts";

const ops = [
  op.createTable("a", { x: integer(), y: integer() }),
  op.addColumn("a", "z", text()),
  op.dropColumn("a", "y"),
  op.createIndex("ix", "a", ["z"]),
  op.fillColumn("a", "z", ""),
  op.alterColumn("a", "z", { nullable: false }),
  op.createTable("b", { x: integer() }),
  op.addColumn("b", "y", integer()),
  op.createUniqueConstraint("uq", "a", ["x"]),
];

Deno.test("inBatches() gathers consecutive ops on one table, and keeps the order", () => {
  const kinds = inBatches(ops).map((item) =>
    item.kind === "batchAlterTable"
      ? `${item.table}: ${item.ops.map(({ kind }) => kind).join()}`
      : item.kind
  );
  assert.deepEqual(kinds, [
    "createTable",
    "a: addColumn,dropColumn,createIndex",
    "fillColumn",
    "a: alterColumn",
    "createTable",
    "b: addColumn",
    "a: addConstraint",
  ]);
});

Deno.test("inBatches() tells tables of several schemas apart, and changes what comes out by nothing", () => {
  const apart = [
    op.addColumn("t", "x", text()),
    op.addColumn("t", "x", text(), { schema: "audit" }),
  ];
  assert.equal(inBatches(apart).length, 2);
  assert.deepEqual(
    inBatches(ops).reduce(advance, emptySchema),
    ops.reduce<typeof emptySchema>(advance, emptySchema),
  );
});
