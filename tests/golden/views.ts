import { integer, op, sql, varchar } from "@retort/core";
import type { Cases } from "./case.ts";

const users = op.createTable("users", {
  id: integer().primaryKey({ name: "pk_users" }),
  name: varchar(50),
  age: integer(),
});
const adults = op.createView("adults", "select id, name from users where age >= 18");
const counts = op.createView("counts", "select age, count(*) as n from users group by age", {
  materialized: true,
});
const before = [users, adults];
const inSchema = [op.createTable("events", { id: integer() }, [], { schema: "audit" })];
const recent = op.createView("recent", "select id from audit.events", { schema: "audit" });

/** Ops on views. */
export const views: Cases = {
  create_view: { before: [users], op: adults },
  create_view_from_fragment: {
    before: [users],
    op: op.createView("known", sql`select id from ${sql.name("users")} where name <> ${"it's"}`),
  },
  create_view_per_dialect: {
    before: [users],
    op: op.createView("named", "select id from users where name is not null", {
      on: { sqlite: sql`select id from users where name notnull` },
    }),
  },
  create_view_with_columns: {
    before: [users],
    op: op.createView("names", "select id, name from users;", { columns: ["no", "Full Name"] }),
  },
  create_view_if_not_exists: {
    before: [users],
    op: op.createView("adults", "select id from users", { ifNotExists: true }),
  },
  create_view_in_schema: { before: inSchema, op: recent },
  create_view_materialized: { before: [users], op: counts },
  replace_view: {
    before,
    op: op.replaceView("adults", "select id, name from users where age >= 21"),
  },
  replace_view_that_is_new: {
    before: [users],
    op: op.replaceView("adults", "select id, name from users"),
  },
  replace_view_materialized: {
    before: [users, counts],
    op: op.replaceView("counts", "select count(*) as n from users", { materialized: true }),
  },
  drop_view: { before, op: op.dropView("adults") },
  drop_view_if_exists: { before, op: op.dropView("adults", { ifExists: true }) },
  drop_view_in_schema: {
    before: [...inSchema, recent],
    op: op.dropView("recent", { schema: "audit" }),
  },
  drop_view_materialized: {
    before: [users, counts],
    op: op.dropView("counts", { materialized: true }),
  },
};
