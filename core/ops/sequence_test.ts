import assert from "node:assert/strict";
import { emptySchema, integer, varchar } from "../schema/mod.ts";
import {
  addColumn,
  advance,
  advanceAll,
  bulkInsert,
  createTable,
  dropTable,
  type Op,
  renameTable,
} from "./mod.ts";

function manyOps(count: number): readonly Op[] {
  return Array.from({ length: count }, (_, n): readonly Op[] => [
    createTable(`t${n}`, { id: integer().primaryKey() }),
    ...(n % 5 === 0 ? [addColumn(`t${n}`, "name", varchar(9))] : []),
    ...(n % 7 === 0 ? [renameTable(`t${n}`, `u${n}`)] : []),
    ...(n % 11 === 0 ? [dropTable(n % 7 === 0 ? `u${n}` : `t${n}`)] : []),
    ...(n % 13 === 0 ? [dropTable("nowhere")] : []),
  ]).flat();
}

Deno.test("advanceAll() ends where advance() ends op by op, in ordinary maps", () => {
  const ops = manyOps(300);
  assert.deepEqual(advanceAll(emptySchema, ops), ops.reduce(advance, emptySchema));
});

Deno.test("advanceAll() leaves the maps alone that no op changes", () => {
  const state = advanceAll(emptySchema, manyOps(3));
  assert.equal(advanceAll(state, []), state);
  assert.equal(advanceAll(state, [bulkInsert("t1", [{ id: 1 }])]).tables, state.tables);
});
