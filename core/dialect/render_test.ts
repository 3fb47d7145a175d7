import assert from "node:assert/strict";
import * as op from "../ops/builders.ts";
import { emptySchema } from "../schema/mod.ts";
import type { Dialect } from "./dialect.ts";
import { renderOp } from "./render.ts";

Deno.test("renderOp() keeps an op that must be by itself out of transactions", () => {
  const render = { execute: () => [{ sql: "vacuum" }] };
  const dialect = { name: "x", render } as unknown as Dialect;
  const cx = { before: emptySchema, names: [], offline: false };
  const rendered = renderOp(dialect, op.execute("vacuum", { autocommit: true }), cx);
  assert.deepEqual(rendered, [{ sql: "vacuum", transaction: "forbidden" }]);
  assert.deepEqual(renderOp(dialect, op.execute("vacuum"), cx), [{ sql: "vacuum" }]);
});
