import assert from "node:assert/strict";
import {
  addColumn,
  execute,
  fillColumn,
  fillSteps,
  isUndeclared,
  spec,
  variant,
} from "../ops/mod.ts";
import { emptySchema, hole, integer, isHole } from "../schema/mod.ts";
import { Imports } from "./imports.ts";
import { printOp, printOps } from "./print.ts";

Deno.test("a hole is printed as a call that no op takes", () => {
  const ops = fillSteps(addColumn("users", "age", integer().notNull())) ?? [];
  const text = printOps(ops, "upgrade", new Imports());
  assert.match(text, /op\.fillColumn\(\s*"users",\s*"age",\s*hole\("a value of users\.age for/);
  const [, fill] = ops;
  assert.ok(fill?.kind === "fillColumn" && "value" in fill && isHole(fill.value));
  assert.throws(() => fillColumn("users", "age", fill.value as never), /waits for a value/);
});

Deno.test("SQL that is not written yet is printed, replayed as unknown, and never run", () => {
  // @ts-expect-error the types refuse it, so that deno check names the place
  const op = execute(hole("what x.py does"));
  assert.equal(printOp(op), 'op.execute(hole("what x.py does"))');
  assert.ok(isUndeclared(op));
  assert.equal(spec(op).apply(op, emptySchema).unknown.all, true);
  assert.equal(spec(op).reverse(op, emptySchema), null);
  assert.throws(() => variant(op, []), { code: "op/unfilled" });
});
