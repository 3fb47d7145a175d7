import assert from "node:assert/strict";
import { foreignKey, index, integer, sql, tableOf, unique, varchar } from "../schema/mod.ts";
import { addColumn, dropColumn } from "./columns.ts";
import { createIndex } from "./indexes.ts";
import {
  givenBy,
  isAbout,
  itemsMade,
  missingItems,
  namedItems,
  stillOptions,
  takenBy,
} from "./keeping.ts";
import { dropTable } from "./tables.ts";

const table = tableOf({
  name: "users",
  columns: { id: integer(), name: varchar(9), team: integer() },
  constraints: [
    unique(["name"]),
    foreignKey(["team"]).references("teams", ["id"], { name: "ix_team" }),
    index("ix_team", ["team"]),
    index("ix_lower", [sql`lower(${sql.name("name")})`]),
  ],
});

Deno.test("what has no name is dropped by the one that it would be given, and comes back without", () => {
  const [first] = namedItems(table);
  assert.deepEqual([first?.name, first?.item.name], ["uq_users_name", undefined]);
});

Deno.test("expressions are about the columns that they name", () => {
  const about = namedItems(table).filter(({ item }) => isAbout(item, "name"));
  assert.deepEqual(about.map(({ name }) => name), ["uq_users_name", "ix_lower"]);
});

Deno.test("an index that shares the name of a foreign key does not stand for it", () => {
  const without = { ...table, foreignKeys: [] };
  const missing = missingItems(without, namedItems(table).map(({ item }) => item));
  assert.deepEqual(missing.map(({ kind }) => kind), ["foreignKey"]);
});

Deno.test("only single drops are asked, and what is made is known with its items", () => {
  assert.equal(takenBy(dropColumn("users", "name"))?.column, "name");
  assert.equal(takenBy(dropTable("users"))?.column, undefined);
  assert.equal(takenBy(addColumn("users", "x", integer())), undefined);
  const given = givenBy(addColumn("users", "x", integer().unique({ name: "uq_x" })));
  assert.deepEqual(given?.items.map(({ name }) => name), ["uq_x"]);
  const made = itemsMade([createIndex("ix", "users", ["x"]), createIndex("iy", "other", ["y"])], {
    name: "users",
  });
  assert.deepEqual(made.map(({ name }) => name), ["ix"]);
});

Deno.test("options that change values by themselves go, others stay", () => {
  assert.equal(stillOptions({ mysql: { onUpdate: "current_timestamp" } }), null);
  const options = { mysql: { onUpdate: "current_timestamp", charset: "latin1" } };
  assert.deepEqual(stillOptions(options), { mysql: { charset: "latin1" } });
});
