import assert from "node:assert/strict";
import { addColumn, spec } from "../ops/mod.ts";
import { integer } from "../schema/mod.ts";
import { withFills } from "./fills.ts";

Deno.test("withFills() adds, fills and forbids nulls", () => {
  const ops = withFills([addColumn("users", "age", integer().notNull(), { schema: "app" })]);
  assert.deepEqual(ops.map((op) => spec(op).describe(op)), [
    "add column app.users.age",
    "fill column app.users.age",
    "alter column app.users.age: set not null",
  ]);
});

Deno.test("withFills() leaves columns alone that rows get by themselves", () => {
  const ops = [
    addColumn("users", "a", integer()),
    addColumn("users", "b", integer().notNull().default(0)),
    addColumn("users", "c", integer().identity()),
  ];
  assert.deepEqual(withFills(ops), ops);
});
