import assert from "node:assert/strict";
import { check, index } from "./constraint.ts";
import { editTable, renameColumn, renameTable } from "./edit.ts";
import { MetaData } from "./metadata.ts";
import { canonical, creationOrder } from "./order.ts";
import { sql } from "./sql.ts";
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

Deno.test("renameColumn() follows the name into expressions, and back", () => {
  const metadata = new MetaData();
  metadata.table("t", { age: integer(), b: integer().computed(sql`age + 1`) }, [
    check("ck", sql`age > ${0} and "age" <> 7 and 'age' <> age(age) and x.age = 1`),
    index("ix", [sql`abs(age)`], { where: sql`age is not null` }),
  ]);
  const schema = metadata.schema();
  const renamed = renameColumn(schema, { name: "t" }, { from: "age", to: "years" });
  const table = renamed.tables.get("t");
  assert.deepEqual(table?.columns[1]?.computed?.expression, {
    sql: [{ name: ["years"] }, " + 1"],
  });
  assert.deepEqual(table?.checks[0]?.expression.sql, [
    { name: ["years"] },
    " > ",
    { value: 0 },
    " and ",
    { name: ["years"] },
    " <> 7 and 'age' <> age(",
    { name: ["years"] },
    ") and x.age = 1",
  ]);
  assert.deepEqual(table?.indexes[0]?.where, { sql: [{ name: ["years"] }, " is not null"] });
  const back = renameColumn(renamed, { name: "t" }, { from: "years", to: "age" });
  assert.equal(
    canonical(back).replace('\\"age\\" <> 7', "age <> 7"),
    canonical(schema).replace('\\"age\\" <> 7', "age <> 7"),
  );
});
