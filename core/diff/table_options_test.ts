import assert from "node:assert/strict";
import { applyAll, type Op, spec } from "../ops/mod.ts";
import {
  canonical,
  type DialectOptions,
  foreignKey,
  integer,
  MetaData,
  same,
  type Schema,
} from "../schema/mod.ts";
import { chooseComparators, type DiffContext, diffSchemas } from "./mod.ts";

const cx: DiffContext = {
  types: { same },
  comments: true,
  tableOptions: { unlogged: "bound", with: "free" },
};
const words = (ops: readonly Op[]): readonly string[] => ops.map((op) => spec(op).describe(op));

function models(parent: DialectOptions, child: DialectOptions = parent): Schema {
  const metadata = new MetaData();
  metadata.table("parents", { id: integer().primaryKey(), other: integer() }, [
    foreignKey(["other"]).references("parents", ["id"], { name: "fk_self" }),
  ], { options: parent });
  metadata.table("children", { id: integer() }, [
    foreignKey(["id"]).references("parents", ["id"], { name: "fk_parent" }),
  ], { options: child });
  return metadata.schema();
}

const unlogged = { postgres: { unlogged: true } };

Deno.test("diffSchemas() changes the options of tables without a foreign key between them", () => {
  const [from, to] = [models({}), models(unlogged)];
  const there = diffSchemas(from, to, cx).ops;
  assert.deepEqual(words(there), [
    "drop foreign key fk_parent on children",
    "alter table children: set options",
    "alter table parents: set options",
    "add foreign key fk_parent on children",
  ]);
  assert.equal(canonical(applyAll(there, from)), canonical(to));
  const free = models({ postgres: { with: { fillfactor: 70 } } });
  assert.deepEqual(words(diffSchemas(from, free, cx).ops), [
    "alter table children: set options",
    "alter table parents: set options",
  ]);
  const one = diffSchemas(from, models({}, unlogged), cx).ops;
  assert.deepEqual(words(one), ["alter table children: set options"]);
});

Deno.test("diffSchemas() compares only options that the database can change, and if it shall", () => {
  const other = { postgres: { partitionBy: "RANGE (id)" }, sqlite: { strict: true } };
  assert.deepEqual(diffSchemas(models({}), models(other), cx).ops, []);
  const { tableOptions: _none, ...unable } = cx;
  assert.deepEqual(diffSchemas(models({}), models(unlogged), unable).ops, []);
  assert.ok(!chooseComparators(["!options"]).has("options"));
});
