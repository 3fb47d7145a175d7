import { integer, op, sql, text, unique, varchar } from "@retort/core";
import type { Cases } from "./case.ts";

const users = op.createTable("users", {
  id: integer().primaryKey(),
  name: varchar(50),
  note: text(),
});
const before = [users];

/** Ops on rows, and raw SQL. */
export const data: Cases = {
  execute: { before, op: op.execute("update users set name = 'nobody' where name is null") },
  execute_fragment: {
    before,
    op: op.execute(sql`update ${sql.name("users")} set name = ${"it's"} where id = ${7}`),
  },
  execute_per_dialect: {
    before,
    op: op.execute("update users set note = now()", {
      on: { sqlite: "update users set note = datetime('now')" },
    }),
  },
  execute_with_reverse: {
    before,
    op: op.execute("update users set note = 'x'", { reverse: "update users set note = null" }),
  },
  execute_with_effects: {
    before,
    op: op.execute("create table pets (id integer)", {
      reverse: "drop table pets",
      effects: [op.createTable("pets", { id: integer() })],
    }),
  },
  execute_several_statements: {
    before,
    op: op.execute("insert into users (id) values (1);\ndelete from users where id = 1;"),
  },
  bulk_insert: {
    before,
    op: op.bulkInsert("users", [
      { id: 1, name: "Ann", note: null },
      { id: 2, name: "it's Bob", note: "a\nb" },
    ]),
  },
  bulk_insert_literals: {
    before: [op.createTable("odd", { a: text(), b: text(), c: text(), d: text(), e: text() })],
    op: op.bulkInsert("odd", [{
      a: true,
      b: 9007199254740993n,
      c: new Uint8Array([0, 255]),
      d: new Date("2026-11-22T12:00:00.000Z"),
      e: -0.5,
    }]),
  },
  bulk_insert_nothing: { before, op: op.bulkInsert("users", []) },
  fill_column: { before, op: op.fillColumn("users", "name", "nobody") },
  fill_column_expression: {
    before,
    op: op.fillColumn("users", "note", sql`upper(${sql.name("name")})`),
  },
  backfill: {
    before,
    op: op.backfill("fill notes", {
      table: "users",
      set: { note: sql`upper(${sql.name("name")})`, name: "it's" },
      where: "note is null or note = ''",
    }),
  },
  backfill_every_option: {
    before: [
      op.createTable("jobs", {
        tenant: integer().notNull(),
        number: integer().notNull(),
        state: varchar(9),
      }, [unique(["tenant", "number"], { name: "uq_jobs" })]),
    ],
    op: op.backfill("close old jobs", {
      table: "jobs",
      set: { state: "done" },
      where: sql`state = ${"old"}`,
      key: ["tenant", "number"],
      batch: 500,
      pause: "50ms",
      reverse: { set: { state: "old" }, where: sql`state = ${"done"}` },
    }),
  },
  run: { before, op: op.run("fill notes", () => {}) },
  run_with_reverse_and_offline: {
    before,
    op: op.run("fill notes", () => {}, {
      reverse: () => {},
      offline: [sql`update users set note = ${""}`],
    }),
  },
};
