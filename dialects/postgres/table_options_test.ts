import assert from "node:assert/strict";
import { integer, op } from "@retort/core";
import { renderOp } from "@retort/core/dialect";
import { applyAll } from "@retort/core/ops";
import { type DialectOptions, emptySchema, unknownSchema } from "@retort/core/schema";
import { postgres } from "./mod.ts";

function sqlOf(
  from: DialectOptions | undefined,
  options: DialectOptions | null,
): readonly string[] {
  const made = op.createTable("t", { a: integer() }, [], from ? { options: from } : {});
  const before = from ? applyAll([made], emptySchema) : unknownSchema;
  const cx = { before, names: ["postgres"], offline: true };
  return renderOp(postgres, op.alterTable("t", { options }), cx).map(({ sql }) => sql);
}

Deno.test("alterTable() says only what changes, and takes back what is gone", () => {
  const from = { postgres: { using: "columnar", tablespace: "fast", with: { fillfactor: 70 } } };
  assert.deepEqual(sqlOf(from, { ...from, sqlite: { strict: true } }), []);
  assert.deepEqual(sqlOf(from, null), [
    "ALTER TABLE t RESET (fillfactor)",
    "ALTER TABLE t SET ACCESS METHOD heap",
    "ALTER TABLE t SET TABLESPACE pg_default",
  ]);
  assert.deepEqual(sqlOf(undefined, { postgres: { unlogged: true, tablespace: "fast" } }), [
    "ALTER TABLE t SET UNLOGGED",
    "ALTER TABLE t SET TABLESPACE fast",
  ]);
});

Deno.test("alterTable() refuses what no ALTER TABLE can change", () => {
  const parted = { postgres: { partitionBy: "RANGE (a)" } };
  assert.throws(() => sqlOf({}, parted), /cannot change partitionBy of table t/);
  assert.deepEqual(sqlOf(parted, { postgres: { ...parted.postgres, unlogged: false } }), []);
});
