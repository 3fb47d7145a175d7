import assert from "node:assert/strict";
import { addColumn, dropColumn, type Op, spec } from "../ops/mod.ts";
import {
  type ColumnBuilder,
  emptySchema,
  integer,
  isHole,
  MetaData,
  same,
  sql,
  text,
} from "../schema/mod.ts";
import { withFills } from "./fills.ts";

const words = (ops: readonly Op[]): readonly string[] => ops.map((op) => spec(op).describe(op));

Deno.test("withFills() adds, fills and forbids nulls", () => {
  const add = addColumn("users", "age", integer().notNull(), { schema: "app" });
  assert.deepEqual(words(withFills([add], emptySchema, { same })), [
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
  assert.deepEqual(withFills(ops, emptySchema, { same }), ops);
});

const computed = new MetaData();
computed.table("t", {
  a: integer(),
  twice: integer().computed(sql`a * 2`, { stored: true }),
  more: integer().computed(sql`twice + 1`, { stored: true }),
});

function madePlain(name: string, column: ColumnBuilder, ...before: readonly Op[]): readonly Op[] {
  const ops = [...before, dropColumn("t", name), addColumn("t", name, column)];
  return withFills(ops, computed.schema(), { same });
}

Deno.test("withFills() fills a column that was computed with what was computed", () => {
  const found = madePlain("twice", integer());
  assert.deepEqual(words(found), [
    "drop column t.twice",
    "add column t.twice",
    "fill column t.twice",
  ]);
  const fill = found[2];
  assert.ok(fill?.kind === "fillColumn" && "value" in fill);
  assert.deepEqual(fill.value, computed.schema().tables.get("t")?.columns[1]?.computed?.expression);
  const strict = madePlain("twice", integer().notNull().default(0));
  assert.deepEqual(words(strict).slice(2), [
    "fill column t.twice",
    "alter column t.twice: set not null, set default",
  ]);
  const again = integer().computed(sql`a * 3`, { stored: true });
  assert.deepEqual(words(madePlain("twice", again)), ["drop column t.twice", "add column t.twice"]);
});

Deno.test("withFills() leaves a hole where what was computed is not to be had", () => {
  const found = [
    madePlain("twice", text()),
    madePlain("more", integer(), dropColumn("t", "twice")),
  ].map((ops) => ops.at(-1));
  for (const fill of found) {
    assert.ok(fill?.kind === "fillColumn" && "value" in fill && isHole(fill.value));
  }
});
