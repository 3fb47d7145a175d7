import assert from "node:assert/strict";
import { addColumn, fillColumn, fillSteps } from "../ops/mod.ts";
import { integer, isHole } from "../schema/mod.ts";
import { Imports, printOps } from "./print.ts";

Deno.test("a hole is printed as a call that no op takes", () => {
  const ops = fillSteps(addColumn("users", "age", integer().notNull())) ?? [];
  const text = printOps(ops, "upgrade", new Imports());
  assert.match(text, /op\.fillColumn\(\s*"users",\s*"age",\s*hole\("a value of users\.age for/);
  const [, fill] = ops;
  assert.ok(fill?.kind === "fillColumn" && "value" in fill && isHole(fill.value));
  assert.throws(() => fillColumn("users", "age", fill.value as never), /waits for a value/);
});
