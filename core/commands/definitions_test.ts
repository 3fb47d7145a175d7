import assert from "node:assert/strict";
import * as op from "../ops/builders.ts";
import { type Op, spec } from "../ops/mod.ts";
import { emptySchema, integer, text } from "../schema/mod.ts";
import { wantedDefinitions, withDefinitions, withoutDefinitions } from "./definitions.ts";

const words = (ops: readonly Op[]): readonly string[] =>
  ops.map((item) => spec(item).describe(item));

const create = (noun: string, name: string, sql: string) => ({ noun, name, create: sql });

Deno.test("withDefinitions() puts SQL in front of what names it, and the rest at the end", () => {
  const ops = [
    op.createTable("users", { id: integer() }),
    op.createTable("hotels", { id: integer(), stars: text() }, []),
    op.createView("names", "select longest(name) from users"),
  ];
  const hotels = { ...ops[1], note: "score" } as unknown as Op;
  const found = withDefinitions([ops[0] as Op, hotels, ops[2] as Op], [
    create("rule", "keep", "create rule keep as on delete to users do nothing"),
    create("domain", "score", "create domain score as integer"),
    create("aggregate", "longest", "create aggregate longest(text)"),
  ]);
  assert.deepEqual(words(found), [
    "create table users",
    "execute create domain score as integer",
    "create table hotels",
    "execute create aggregate longest(text)",
    "create view names",
    "execute create rule keep as on delete to users do nothing",
  ]);
});

Deno.test("withDefinitions() brings forward what a definition needs", () => {
  const ops = [
    op.createTable("users", { id: integer(), nick: text() }),
    op.createRoutine("is_short", "create function is_short(text) returns boolean …"),
  ];
  const users = { ...ops[0], note: "short_name" } as unknown as Op;
  const found = withDefinitions([users, ops[1] as Op], [
    create("domain", "short_name", "create domain short_name as text check (is_short(value))"),
  ]);
  assert.deepEqual(words(found), [
    "create function is_short",
    "execute create domain short_name as text check (is_short(value))",
    "create table users",
  ]);
});

Deno.test("a definition makes nothing that a schema state knows", () => {
  const [made] = withDefinitions([], [{
    ...create("domain", "d", "create domain d as int"),
    drop: "drop domain d",
  }]);
  assert.ok(made);
  assert.deepEqual(spec(made).apply(made, emptySchema), emptySchema);
  assert.equal(words([spec(made).reverse(made, emptySchema) as Op])[0], "execute drop domain d");
});

Deno.test("wantedDefinitions() takes those of objects that are there", () => {
  const others = [{ noun: "policy", name: "own", table: "users", definition: "" }];
  const live = { ...emptySchema, others };
  const own = { ...create("policy", "own", "create policy …"), table: "users" };
  const other = { ...create("policy", "own", "create policy …"), table: "legacy" };
  assert.deepEqual(wantedDefinitions([own, other], live), [own]);
  assert.deepEqual(withoutDefinitions(live, [own]).others, []);
});
