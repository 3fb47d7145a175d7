import assert from "node:assert/strict";
import { isRetortError } from "../errors/mod.ts";
import * as op from "./builders.ts";
import { applyAll, type Op, reorderColumns, spec, splitRename } from "./mod.ts";
import {
  canonical,
  check,
  date,
  emptySchema,
  forget,
  integer,
  type Schema,
  sql,
  tableOf,
  text,
  unique,
  varchar,
} from "../schema/mod.ts";

const code = (wanted: string) => (error: unknown): boolean =>
  isRetortError(error) && error.code === wanted;

const users = op.createTable("users", { id: integer(), name: varchar(50).unique() });
const schema: Schema = applyAll([users], emptySchema);

function columns(state: Schema): readonly string[] | undefined {
  return state.tables.get("users")?.columns.map((column) => column.name);
}

function reverse(item: Op, before: Schema): Op | null {
  return spec(item).reverse(item, before);
}

Deno.test("a batch does what its ops do, and is undone as a batch", () => {
  const batch = op.batchAlterTable("users", {
    recreate: "always",
    tableArgs: [check("ck", sql`id > 0`)],
  }, [
    op.addColumn("users", "dob", date(), { after: "id" }),
    op.alterColumn("users", "name", { name: "full_name", nullable: false }),
  ]);
  const after = applyAll([batch], schema);
  assert.deepEqual(columns(after), ["id", "dob", "full_name"]);
  assert.equal(after.tables.get("users")?.checks.length, 1);
  const undo = reverse(batch, schema);
  assert.ok(undo?.kind === "batchAlterTable");
  assert.equal(undo.recreate, "always");
  assert.equal(canonical(applyAll([undo], after)), canonical(schema));
});

Deno.test("copyFrom says what a table is like only where nothing else does", () => {
  const copyFrom = op.createTable("users", { id: integer(), other: text() });
  const batch = op.batchAlterTable("users", { copyFrom }, [op.addColumn("users", "x", date())]);
  assert.deepEqual(columns(applyAll([batch], schema)), ["id", "name", "x"]);
  assert.deepEqual(columns(applyAll([batch], emptySchema)), ["id", "other", "x"]);
  const unsure = forget(schema, { name: "users" });
  assert.deepEqual(columns(applyAll([batch], unsure)), ["id", "other", "x"]);
});

Deno.test("naming names the constraints that are dropped, which can't be undone", () => {
  const batch = op.batchAlterTable("users", { naming: { unique: "u_{table}_{columns}" } }, [
    op.dropConstraint("users", "u_users_name"),
  ]);
  assert.deepEqual(applyAll([batch], schema).tables.get("users")?.uniques, []);
  assert.equal(reverse(batch, schema), null);
});

Deno.test("naming names a check that has no name, so that it can be dropped", () => {
  const checks = [check(undefined, sql`id > 0`), check(undefined, sql`id > 1`)];
  const before = applyAll([op.createTable("t", { id: integer() }, checks)], emptySchema);
  const drop = (name: string) =>
    op.batchAlterTable("t", { naming: { check: "ck_{table}" } }, [
      op.dropConstraint("t", name, { type: "check" }),
    ]);
  assert.deepEqual(applyAll([drop("ck_t"), drop("ck_t")], before).tables.get("t")?.checks, []);
  const left = applyAll([drop("ck_t_2")], before).tables.get("t")?.checks ?? [];
  assert.deepEqual(left.map(({ name }) => name), [undefined]);
});

Deno.test("a batch destroys what its ops destroy, and touches their tables", () => {
  const batch = op.batchAlterTable("users", {}, [
    op.dropColumn("users", "id"),
    op.dropColumn("users", "name", { allowLoss: "moved" }),
  ]);
  assert.deepEqual(spec(batch).destroys?.(batch), [
    { table: { name: "users" }, column: "id" },
    { table: { name: "users" }, column: "name", allowed: "moved" },
  ]);
  const harmless = op.batchAlterTable("users", {}, []);
  assert.equal(spec(harmless).destroys?.(harmless), undefined);
  assert.deepEqual(spec(batch).touches(batch), { reads: [], writes: ["users"] });
});

Deno.test("batchAlterTable() refuses ops on another table", () => {
  const other = op.addColumn("posts", "x", date());
  assert.throws(() => op.batchAlterTable("users", {}, [other]), code("op/bad-argument"));
});

Deno.test("args() rebuild a batch", () => {
  const batch = op.batchAlterTable("users", {
    recreate: "never",
    copyFrom: users,
    tableArgs: [unique(["id"], { name: "uq" })],
    naming: { primaryKey: "pk" },
    partialReordering: [["name", "id"]],
  }, [op.dropIndex("ix", "users")]);
  const build = op.batchAlterTable as (...args: readonly unknown[]) => Op;
  assert.deepEqual(build(...spec(batch).args(batch)), batch);
});

Deno.test("reorderColumns() obeys each list and refuses what can't be", () => {
  const table = tableOf({ name: "t", columns: { a: text(), b: text(), c: text(), d: text() } });
  const order = (...lists: readonly (readonly string[])[]): string =>
    reorderColumns(table, lists).columns.map(({ name }) => name).join("");
  assert.equal(order(), "abcd");
  assert.equal(order(["d", "a"]), "bcda");
  assert.equal(order(["c", "b"], ["b", "a"]), "cdba");
  assert.throws(() => order(["a", "b"], ["b", "a"]), code("op/bad-argument"));
  assert.throws(() => order(["x"]), code("op/bad-argument"));
});

Deno.test("alterColumn() renames, and numbers rows", () => {
  const rename = op.alterColumn("users", "name", { name: "full" });
  assert.deepEqual(splitRename(rename).map((item) => item.kind), ["renameColumn"]);
  assert.deepEqual(reverse(rename, emptySchema), op.alterColumn("users", "full", { name: "name" }));
  const taken = op.alterColumn("users", "name", { name: "id" });
  assert.throws(() => applyAll([taken], schema), code("op/exists"));
  const numbers = op.alterColumn("users", "id", { identity: { start: 3 } });
  assert.deepEqual(numbers.set.identity, { always: false, start: 3 });
  const undo = reverse(numbers, schema);
  assert.deepEqual(undo, op.alterColumn("users", "id", { identity: null }));
});

Deno.test("addColumn() puts a column at its place", () => {
  const place = (options: { before?: string; after?: string }) =>
    columns(applyAll([op.addColumn("users", "x", date(), options)], schema))?.join();
  assert.equal(place({ before: "id" }), "x,id,name");
  assert.equal(place({ after: "id" }), "id,x,name");
  assert.throws(() => place({ after: "nope" }), code("op/missing"));
  assert.throws(() => place({ after: "id", before: "id" }), code("op/bad-argument"));
});
