/**
 * Revisions of many steps, to be cut off at each.
 *
 * @module
 */
import { check, foreignKey, integer, op, sql, varchar } from "@retort/core";
import type { Dialect } from "@retort/core/dialect";
import { mysql } from "@retort/mysql";
import { postgres } from "@retort/postgres";
import type { Fault } from "./faults.ts";

const first = {
  revision: "a",
  downRevision: null,
  upgrade: [
    op.createTable("users", { id: integer().primaryKey(), name: varchar(20), old: integer() }),
    op.bulkInsert("users", [{ id: 1, name: "Ann" }, { id: 2, name: "Bob" }]),
  ],
};

const steps = [
  op.addColumn("users", "age", integer().notNull().default(1)),
  op.bulkInsert("users", [{ id: 3, name: "Cid", age: 9 }]),
  op.alterColumn("users", "name", { type: varchar(40) }),
  op.addConstraint("users", check("grown", sql`age >= 0`)),
  op.renameColumn("users", "age", "years"),
  op.createTable(
    "orders",
    { id: integer().primaryKey(), user_id: integer().notNull() },
    [foreignKey(["user_id"]).references("users", ["id"], { name: "orders_user" })],
  ),
  op.dropColumn("users", "old"),
];

/** Seven steps and an index; on PostgreSQL that is made without locking writers out. */
function revisionsFor(name: string): readonly unknown[] {
  const options = name === "postgres" ? { options: { postgres: { concurrently: true } } } : {};
  const index = op.createIndex("users_name", "users", ["name"], options);
  const upgrade = [...steps.slice(0, 3), index, ...steps.slice(3)];
  return [first, { revision: "b", downRevision: "a", upgrade }];
}

const dialects: Readonly<Record<string, Dialect>> = { mysql, postgres };

/** What is cut off on a database. */
export function faultOf(name: string): Fault {
  const dialect = dialects[name];
  if (!dialect) throw new Error(name);
  const rows = ["SELECT id, name, years FROM users ORDER BY id"];
  return { name, dialect, revisions: revisionsFor(name), rows };
}
