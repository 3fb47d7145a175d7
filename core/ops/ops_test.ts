import assert from "node:assert/strict";
import { isRetortError } from "../errors/mod.ts";
import * as op from "./builders.ts";
import { applyAll, findReverse, type Op, opKinds, reverseAll, spec, statements } from "./mod.ts";
import {
  canonical,
  date,
  emptySchema,
  integer,
  isUnknown,
  type Schema,
  sql,
  unique,
  unknownSchema,
  varchar,
} from "../schema/mod.ts";

const code = (wanted: string) => (error: unknown): boolean =>
  isRetortError(error) && error.code === wanted;

const users = op.createTable("users", {
  id: integer().primaryKey({ name: "pk_users" }),
  name: varchar(50).default("x"),
});
const schema: Schema = applyAll([users], emptySchema);

function roundTrip(...ops: readonly Op[]): void {
  const undo = reverseAll(ops, schema);
  assert.ok(undo);
  assert.equal(canonical(applyAll(undo, applyAll(ops, schema))), canonical(schema));
}

Deno.test("reverse() undoes what apply() did", () => {
  roundTrip(op.addColumn("users", "dob", date()));
  roundTrip(op.dropColumn("users", "name"));
  roundTrip(op.alterColumn("users", "name", { type: varchar(60), default: null, nullable: false }));
  roundTrip(op.renameColumn("users", "name", "full_name"), op.renameTable("users", "people"));
  roundTrip(op.addConstraint("users", unique(["name"], { name: "uq" })));
  roundTrip(op.createIndex("ix", "users", ["name"], { unique: true }));
  roundTrip(op.dropTable("users"));
  roundTrip(op.dropConstraint("users", "pk_users"));
});

Deno.test("op.run without words or a function is refused where it is written", () => {
  const wrong = op.run as (...args: readonly unknown[]) => Op;
  assert.throws(() => wrong(() => {}), code("op/bad-argument"));
  assert.throws(() => wrong("fill"), /"fill" is given no function to run/);
});

Deno.test("op.createForeignKey that does not say what it connects is refused where it is written", () => {
  const wrong = op.createForeignKey as (...args: readonly unknown[]) => Op;
  const refused = /references: \{ table: … \}, referencedColumns: \[…\] \}\)/;
  assert.throws(() => wrong("fk", "posts", "users", ["author"], ["id"]), code("op/bad-argument"));
  assert.throws(() => wrong("fk", "posts"), refused);
  const references = { table: "users", columns: ["id"] };
  assert.throws(() => wrong("fk", "posts", { columns: ["author"], references }), refused);
});

Deno.test("op.execute of what is no SQL is refused where it is written", () => {
  const wrong = op.execute as (...args: readonly unknown[]) => Op;
  assert.throws(() => wrong(undefined), code("op/bad-argument"));
  assert.throws(() => wrong(["select 1"]), /its statement is no SQL but a list/);
  assert.throws(() => wrong("select 1", { reverse: [] }), /reverse is no SQL but a list/);
  assert.throws(() => wrong("select 1", { on: { mysql: 5 } }), /on\.mysql is no SQL/);
  assert.throws(() => wrong("select 1", { effects: "none" }), /effects is the text "none", not a/);
  assert.equal(wrong(sql`select ${1}`, { reverse: sql`select 2`, reverseOn: {} }).kind, "execute");
});

Deno.test("reverse() is null where information is lost", () => {
  const irreversible: readonly Op[] = [
    op.dropTable("users"),
    op.dropColumn("users", "name"),
    op.alterColumn("users", "name", { type: integer() }),
    op.execute("delete from users"),
    op.bulkInsert("users", [{ id: 1 }]),
    op.run("x", () => {}),
    op.addConstraint("users", unique(["name"])),
    op.createPrimaryKey("pk", "users", ["name"]),
    op.alterColumn("users", "name", { nullable: false }),
    op.alterColumn("users", "name", { nullable: true, name: "other" }),
  ];
  for (const item of irreversible) {
    assert.equal(spec(item).reverse(item, unknownSchema), null, spec(item).describe(item));
  }
});

Deno.test("execute() is reversed with the variants of each dialect, or not at all", () => {
  const item = op.execute("a", { on: { x: "b" }, reverse: "c", reverseOn: { x: "d" } });
  const undo = spec(item).reverse(item, schema);
  const wanted = op.execute("c", { on: { x: "d" }, reverse: "a", reverseOn: { x: "b" } });
  assert.deepEqual(undo, wanted);
  assert.deepEqual(spec(wanted).reverse(wanted, schema), item);
  const partly = op.execute("a", { on: { x: "b" }, reverse: "c" });
  assert.equal(spec(partly).reverse(partly, schema), null);
  const alone = op.execute("a", { reverse: "b", autocommit: true });
  const back = op.execute("b", { reverse: "a", autocommit: true });
  assert.deepEqual(spec(alone).reverse(alone, schema), back);
});

Deno.test("findReverse() goes on behind SQL that made a table unknown", () => {
  const ops = [
    op.execute("alter table users add x int", { reverse: "alter table users drop x" }),
    op.addColumn("users", "dob", date()),
    op.addColumn("users", "more", date()),
  ];
  assert.deepEqual(reverseAll(ops, schema)?.map((item) => item.kind), [
    "dropColumn",
    "dropColumn",
    "execute",
  ]);
});

Deno.test("findReverse() names the op that cannot be undone", () => {
  const ops = [op.addColumn("users", "a", date()), op.execute("delete from users")];
  assert.equal(findReverse(ops, schema).irreversible, ops[1]);
});

Deno.test("ifNotExists that did nothing reverses to nothing", () => {
  const again = op.createTable("users", { id: integer() }, [], { ifNotExists: true });
  assert.equal(spec(again).reverse(again, schema), null);
  assert.equal(spec(again).apply(again, schema), schema);
});

Deno.test("apply() refuses what can't be with a typed error", () => {
  const refused: readonly (readonly [Op, string])[] = [
    [users, "op/exists"],
    [op.dropTable("nope"), "op/missing"],
    [op.addColumn("users", "name", date()), "op/exists"],
    [op.dropColumn("users", "nope"), "op/missing"],
    [op.renameColumn("users", "id", "name"), "op/exists"],
    [op.createIndex("ix", "users", ["nope"]), "op/missing"],
    [op.dropIndex("nope", "users"), "op/missing"],
    [op.dropConstraint("users", "nope"), "op/missing"],
    [op.addConstraint("users", unique(["nope"])), "op/missing"],
  ];
  for (const [item, wanted] of refused) {
    assert.throws(() => spec(item).apply(item, schema), code(wanted), spec(item).describe(item));
  }
});

Deno.test("args() rebuild the op", () => {
  const ops: readonly Op[] = [
    users,
    op.addColumn("users", "team", integer().references("teams.id", { name: "fk" }).unique()),
    op.alterColumn("users", "name", { type: varchar(60), default: sql`now()`, comment: null }),
    op.createIndex("ix", "users", ["name", sql`lower(name)`], { where: sql`name is not null` }),
    op.execute(sql`select ${1}`, { on: { sqlite: "select 2" }, reverse: "select 3" }),
    op.execute("a", { on: { x: "b" }, reverse: "c", reverseOn: { x: "d" }, autocommit: true }),
    op.bulkInsert("users", [{ id: 1, name: "a" }, { id: 2, name: null }]),
    op.dropTable("users", { allowLoss: "moved" }),
  ];
  const build = op as unknown as Record<string, (...args: unknown[]) => Op>;
  for (const item of ops) {
    assert.deepEqual(build[item.kind]?.(...spec(item).args(item)), item, item.kind);
    assert.deepEqual(JSON.parse(JSON.stringify(item)), item);
  }
});

Deno.test("every kind has a builder of its name", () => {
  const builders = new Set(Object.keys(op));
  assert.deepEqual(opKinds().filter((kind) => !builders.has(kind)), []);
});

Deno.test("execute() without effects makes unknown what its first words name", () => {
  const after = (text: string): Schema => applyAll([op.execute(text)], schema);
  assert.equal(isUnknown(after("update users set name = null"), { name: "users" }), false);
  assert.equal(isUnknown(after('alter table "users" add x int'), { name: "users" }), true);
  assert.equal(isUnknown(after("create index i on users (name)"), { name: "users" }), true);
  assert.equal(isUnknown(after("create table other (id int)"), { name: "users" }), false);
  assert.equal(isUnknown(after("create view v as select 1"), { name: "users" }), false);
  assert.equal(after("do $$ begin end $$").unknown.all, true);
  assert.equal(after("-- alter table users\nselect 1").unknown.all, false);
});

Deno.test("execute() with effects has those effects, and their reverse", () => {
  const item = op.execute("alter table users add dob date", {
    effects: [op.addColumn("users", "dob", date())],
    reverse: "alter table users drop dob",
  });
  roundTrip(item);
});

Deno.test("apply() refuses a table that unknown SQL may have changed", () => {
  const unsure = applyAll([op.execute("alter table users add x int")], schema);
  const add = op.addColumn("users", "dob", date());
  assert.throws(() => spec(add).apply(add, unsure), code("op/unknown-state"));
});

Deno.test("statements() splits at semicolons outside of strings, names and dollar quotes", () => {
  assert.deepEqual(statements("a ';' \"b;\" ; $x$ ; $x$ -- c;\n; /* ; */ d"), [
    "a ';' \"b;\"",
    "$x$ ; $x$",
    "d",
  ]);
});

Deno.test("destroys() knows drops, and why they were allowed", () => {
  const drop = op.dropColumn("users", "name", { allowLoss: "moved" });
  assert.deepEqual(spec(drop).destroys?.(drop), {
    table: { name: "users" },
    column: "name",
    allowed: "moved",
  });
  const add = op.addColumn("users", "x", date());
  assert.equal(spec(add).destroys?.(add), undefined);
});

Deno.test("builders refuse arguments that make no op", () => {
  assert.throws(() => op.alterColumn("t", "c", {}), code("op/bad-argument"));
  assert.throws(
    () => op.dropConstraint("t", "c", { type: "foreign" as never }),
    code("op/bad-argument"),
  );
  assert.throws(
    () => op.batchAlterTable("t", { recreate: "maybe" as never }, []),
    code("op/bad-argument"),
  );
  assert.throws(() => op.addColumn("t", "c", date().index()), code("op/bad-argument"));
  assert.throws(
    () => op.createTable("t", { a: integer() }, { schema: "audit" } as never),
    code("op/bad-argument"),
  );
  assert.throws(() => op.bulkInsert("t", [{ a: 1 }, { b: 2 }]), code("op/bad-argument"));
});

Deno.test("the reverse of a concurrent index op is concurrent", () => {
  const options = { postgres: { using: "gin", concurrently: true } };
  const create = op.createIndex("ix", "users", ["name"], { options });
  const drop = spec(create).reverse(create, schema);
  assert.deepEqual(
    drop,
    op.dropIndex("ix", "users", { options: { postgres: { concurrently: true } } }),
  );
  const plain = applyAll([op.createIndex("ix", "users", ["name"])], schema);
  const back = drop && spec(drop).reverse(drop, plain);
  assert.deepEqual(
    back,
    op.createIndex("ix", "users", ["name"], { options: { postgres: { concurrently: true } } }),
  );
});

Deno.test("addColumn() and createTable() say that a column has no type", () => {
  const add = op.addColumn as (...args: unknown[]) => unknown;
  const create = op.createTable as (...args: unknown[]) => unknown;
  const code = "op/bad-argument";
  assert.throws(() => add("t", "x"), { code, message: /column "x" has no type/ });
  assert.throws(() => add("t", "x", "int"), { code, message: /is the text "int"/ });
  assert.throws(() => create("t", { x: () => 1 }), { code, message: /is not called/ });
});
