import assert from "node:assert/strict";
import { editTable, renameColumn, renameTable } from "./edit.ts";
import { MetaData } from "./metadata.ts";
import { canonical, creationOrder } from "./order.ts";
import { integer } from "./types.ts";

function chain() {
  const metadata = new MetaData();
  metadata.table("c", { id: integer().primaryKey(), b: integer().references("b.id") });
  metadata.table("b", { id: integer().primaryKey(), a: integer().references("a.id") });
  metadata.table("a", { id: integer().primaryKey() });
  return metadata.schema();
}

Deno.test("creationOrder() puts a table after those it points at", () => {
  const { tables, cyclic } = creationOrder(chain().tables.values());
  assert.deepEqual(tables.map((table) => table.name), ["a", "b", "c"]);
  assert.equal(cyclic.size, 0);
});

Deno.test("creationOrder() takes self-references as they are and breaks cycles", () => {
  const metadata = new MetaData();
  metadata.table("self", { id: integer().primaryKey(), up: integer().references("self.id") });
  metadata.table("x", { id: integer().primaryKey(), y: integer().references("y.id") });
  metadata.table("y", { id: integer().primaryKey(), x: integer().references("x.id") });
  const { tables, cyclic } = creationOrder(metadata.schema().tables.values());
  assert.deepEqual(tables.map((table) => table.name).toSorted(), ["self", "x", "y"]);
  assert.deepEqual([...cyclic], ["x"]);
});

Deno.test("canonical() doesn't see the order of columns and tables", () => {
  const schema = chain();
  const turned = {
    ...schema,
    tables: new Map([...schema.tables].toReversed()),
  };
  const swapped = editTable(turned, { name: "b" }, (table) => ({
    ...table,
    columns: table.columns.toReversed(),
  }));
  assert.equal(canonical(swapped), canonical(schema));
});

Deno.test("renameTable() takes the foreign keys of others along", () => {
  const schema = renameTable(chain(), { name: "a" }, "z");
  assert.equal(schema.tables.get("b")?.foreignKeys[0]?.references.table, "z");
  assert.ok(schema.tables.has("z") && !schema.tables.has("a"));
});

Deno.test("renameColumn() takes keys and the foreign keys of others along", () => {
  const schema = renameColumn(chain(), { name: "a" }, { from: "id", to: "key" });
  assert.deepEqual(schema.tables.get("a")?.primaryKey?.columns, ["key"]);
  assert.deepEqual(schema.tables.get("b")?.foreignKeys[0]?.references.columns, ["key"]);
  assert.deepEqual(schema.tables.get("b")?.primaryKey?.columns, ["id"]);
});
