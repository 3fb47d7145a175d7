import assert from "node:assert/strict";
import { isRetortError } from "../errors/mod.ts";
import { execute, spec } from "../ops/mod.ts";
import { emptySchema, integer, MetaData, same } from "../schema/mod.ts";
import { chooseComparators, type Comparator, comparatorNames, diffSchemas } from "./mod.ts";

const names = (
  patterns: readonly string[],
  own: readonly Comparator[] = [],
): readonly string[] => [...chooseComparators(patterns, own)];

Deno.test("chooseComparators() lets the last match win", () => {
  assert.deepEqual(names(["*"]), comparatorNames);
  assert.deepEqual(names(["t*", "!triggers"]), ["tables", "types"]);
  assert.deepEqual(names(["!*", "views"]), ["views"]);
  assert.equal(names(["!comments"]).length, comparatorNames.length - 1);
});

Deno.test("chooseComparators() names the comparators where a pattern matches none", () => {
  const own = [{ name: "grants", compare: () => [] }];
  try {
    chooseComparators(["coments"], own);
    assert.fail("nothing was thrown");
  } catch (error) {
    assert.ok(isRetortError(error));
    assert.equal(error.code, "config/unknown-comparator");
    assert.match(error.hint ?? "", /"comments".*and "grants"$/);
  }
  assert.deepEqual(names(["grants"], own), ["grants"]);
});

Deno.test("diffSchemas() asks the chosen comparators only, and those of others last", () => {
  const metadata = new MetaData();
  metadata.table("users", { id: integer() });
  metadata.view("ids", "select id from users");
  const compare = [{ name: "grants", compare: () => [execute("grant …")] }];
  const described = (patterns: readonly string[]): readonly string[] =>
    diffSchemas(emptySchema, metadata.schema(), {
      types: { same },
      comments: true,
      compare,
      comparators: chooseComparators(patterns, compare),
    }).ops.map((op) => spec(op).describe(op));
  assert.deepEqual(described(["*", "!tables"]), ["create view ids", "execute grant …"]);
  assert.deepEqual(described(["!views", "!grants"]), ["create table users"]);
});
