import assert from "node:assert/strict";
import { emptySchema, enumeration, index, type Schema, tableKey, varchar } from "../schema/mod.ts";
import { createEnum } from "./enums.ts";
import { execute, type Op } from "./mod.ts";
import { advance } from "./sequence.ts";
import { createTable } from "./tables.ts";

const made: readonly Op[] = [
  createEnum("mood", ["ok"]),
  createTable("users", { name: varchar(9) }, [index("ix", ["name"])]),
  createTable("others", { mood: enumeration("mood", ["ok"]) }),
];
const before = made.reduce(advance, emptySchema);

function after(sql: string): Schema {
  return advance(before, execute(sql));
}

/** The tables that are not known any more; `all` where nothing is. */
function unknownAfter(sql: string): readonly string[] | "all" {
  const { all, tables } = after(sql).unknown;
  return all ? "all" : [...tables];
}

const cases: readonly (readonly [string, readonly string[] | "all"])[] = [
  ["drop index ix", [tableKey({ name: "users" })]],
  ["alter index ix rename to iy", [tableKey({ name: "users" })]],
  ["drop index of_nobody", []],
  ["create index iz on others (mood)", [tableKey({ name: "others" })]],
  ["comment on table users is 'x'", [tableKey({ name: "users" })]],
  ['comment on column "users"."name" is null', [tableKey({ name: "users" })]],
  ["comment on column s.users.name is null", [tableKey({ name: "users", schema: "s" })]],
  ["comment on function f() is 'x'", "all"],
  ["create type other as enum ('a')", []],
  ["drop type mood cascade", "all"],
  ["do $$ begin end $$", "all"],
];

for (const [sql, wanted] of cases) {
  Deno.test(`op.execute("${sql}") leaves unknown what it may have changed`, () => {
    assert.deepEqual(unknownAfter(sql), wanted);
  });
}

Deno.test("op.execute() of an enum's statement makes only that enum unknown", () => {
  const changed = after("alter type mood add value 'bad'");
  assert.equal(changed.unknown.all, false);
  assert.deepEqual([...changed.enums?.keys() ?? []], []);
  assert.equal(before.enums?.size, 1);
});
