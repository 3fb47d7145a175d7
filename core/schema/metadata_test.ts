import assert from "node:assert/strict";
import { isRetortError } from "../errors/mod.ts";
import { check, foreignKey, index, primaryKey, unique } from "./constraint.ts";
import { columns } from "./define.ts";
import { isMetaData } from "./handle.ts";
import { MetaData } from "./metadata.ts";
import { applyNaming, defaultNaming } from "./naming.ts";
import { sql } from "./sql.ts";
import { integer, varchar } from "./types.ts";

const code = (wanted: string) => (error: unknown): boolean =>
  isRetortError(error) && error.code === wanted;

Deno.test("table() gathers constraints of columns and of the table", () => {
  const metadata = new MetaData();
  const { table } = metadata.table("lines", {
    order_id: integer().references("orders.id", { onDelete: "cascade" }),
    line: integer(),
    sku: varchar(20).unique(),
  }, [
    primaryKey(["order_id", "line"]),
    unique(["line", "sku"]),
    check("line_positive", sql`line > 0`),
    index("ix_sku", ["sku"], { unique: true }),
    foreignKey(["sku"]).references("products", ["sku"]),
  ]);
  assert.deepEqual(table.primaryKey, { columns: ["order_id", "line"] });
  assert.deepEqual(table.columns.map((column) => column.nullable), [false, false, true]);
  assert.deepEqual(table.uniques, [{ columns: ["sku"] }, { columns: ["line", "sku"] }]);
  assert.deepEqual(table.foreignKeys.map((key) => key.references.table), ["orders", "products"]);
  assert.deepEqual(table.indexes, [{ name: "ix_sku", parts: [{ column: "sku" }], unique: true }]);
});

Deno.test("table() gives handles whose columns can be referenced", () => {
  const metadata = new MetaData({ schema: "app" });
  const users = metadata.table("users", { id: integer().primaryKey() });
  const posts = metadata.table("posts", { author: integer().references(users.columns.id) });
  assert.deepEqual(posts.table.foreignKeys[0]?.references, {
    table: "users",
    schema: "app",
    columns: ["id"],
  });
});

Deno.test("table() refuses a table declared twice", () => {
  const metadata = new MetaData();
  metadata.table("a", {});
  assert.throws(() => metadata.table("a", {}), code("schema/duplicate-table"));
});

Deno.test("table() refuses constraints on columns there aren't, at the type level too", () => {
  const metadata = new MetaData();
  assert.throws(
    // @ts-expect-error "b" is no column
    () => metadata.table("a", { id: integer() }, [unique(["b"])]),
    code("schema/unknown-column"),
  );
});

Deno.test("table() refuses two primary keys and two columns of one name", () => {
  const metadata = new MetaData();
  assert.throws(
    () => metadata.table("a", { a: integer().primaryKey(), b: integer().primaryKey() }),
    code("schema/two-primary-keys"),
  );
  assert.throws(
    () => metadata.table("b", columns([["a", integer()], ["a", integer()]])),
    code("schema/duplicate-column"),
  );
});

Deno.test("columns() keeps the order of names that look like numbers", () => {
  const metadata = new MetaData();
  const { table } = metadata.table("t", columns([["b", integer()], ["1", integer()]]));
  assert.deepEqual(table.columns.map((column) => column.name), ["b", "1"]);
});

Deno.test("applyNaming() names what has no name and keeps names apart", () => {
  const metadata = new MetaData();
  metadata.table("t", { a: integer().unique().index(), b: integer().references("u.id") }, [
    unique(["a"]),
    unique(["b"], { name: "mine" }),
  ]);
  const table = applyNaming(metadata.schema(), defaultNaming).tables.get("t");
  assert.deepEqual(table?.uniques.map((item) => item.name), ["uq_t_a", "uq_t_a_2", "mine"]);
  assert.equal(table?.foreignKeys[0]?.name, "fk_t_b_u");
  assert.equal(table?.indexes[0]?.name, "ix_t_a");
});

Deno.test("isMetaData() knows metadata of another copy of the package by its brand", () => {
  assert.ok(isMetaData(new MetaData()));
  assert.ok(!isMetaData({ schema: () => null }));
});

Deno.test("MetaData takes over a schema that was read elsewhere, and goes on from there", () => {
  const read = new MetaData();
  read.table("users", { id: integer().primaryKey() });
  read.view("all_users", "select * from users");
  const metadata = new MetaData({ from: read.schema(), notes: ["a policy is not managed"] });
  metadata.table("posts", { id: integer().primaryKey() });
  assert.deepEqual([...metadata.schema().tables.keys()], ["users", "posts"]);
  assert.deepEqual(metadata.schema().views, read.schema().views);
  assert.deepEqual(metadata.notes, ["a policy is not managed"]);
  assert.throws(() => metadata.table("users", {}), code("schema/duplicate-table"));
  assert.throws(() => metadata.view("all_users", "select 1"), code("schema/duplicate-object"));
  assert.equal(read.schema().tables.size, 1);
});
