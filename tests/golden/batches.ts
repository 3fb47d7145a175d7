import { check, index, integer, op, sql, text, unique, varchar } from "@retort/core";
import type { Cases } from "./case.ts";

const users = op.createTable("users", {
  id: integer().primaryKey({ name: "pk_users" }),
  name: varchar(50),
  email: varchar(120).notNull(),
}, [index("ix_users_name", ["name"])]);
const unnamed = op.createTable("teams", { id: integer(), name: varchar(50).unique() });
const before = [users];

/** Several ops on one table with common options. */
export const batches: Cases = {
  batch_alter_table: {
    before,
    op: op.batchAlterTable("users", {}, [
      op.alterColumn("users", "name", { nullable: false }),
      op.addColumn("users", "age", integer()),
      op.createUniqueConstraint("uq_users_email", "users", ["email"]),
      op.createIndex("ix_users_age", "users", ["age"]),
    ]),
  },
  batch_alter_table_rename_and_change: {
    before,
    op: op.batchAlterTable("users", {}, [
      op.alterColumn("users", "name", { name: "full_name", nullable: false }),
      op.alterColumn("users", "full_name", { type: text() }),
    ]),
  },
  batch_alter_table_nothing_to_rebuild: {
    before,
    op: op.batchAlterTable("users", {}, [op.addColumn("users", "age", integer())]),
  },
  batch_alter_table_always: {
    before,
    op: op.batchAlterTable("users", { recreate: "always" }, [
      op.addColumn("users", "age", integer()),
    ]),
  },
  batch_alter_table_always_and_nothing_else: {
    before,
    op: op.batchAlterTable("users", { recreate: "always" }, []),
  },
  batch_alter_table_never: {
    before,
    op: op.batchAlterTable("users", { recreate: "never" }, [
      op.addColumn("users", "age", integer()),
      op.dropIndex("ix_users_name", "users"),
    ]),
  },
  batch_alter_table_never_but_needed: {
    before,
    op: op.batchAlterTable("users", { recreate: "never" }, [
      op.alterColumn("users", "name", { type: text() }),
    ]),
  },
  batch_alter_table_insert_before_and_after: {
    before,
    op: op.batchAlterTable("users", { recreate: "always" }, [
      op.addColumn("users", "age", integer(), { before: "name" }),
      op.addColumn("users", "nick", text(), { after: "name" }),
    ]),
  },
  batch_alter_table_partial_reordering: {
    before,
    op: op.batchAlterTable("users", { partialReordering: [["email", "name"]] }, []),
  },
  batch_alter_table_table_args: {
    before,
    op: op.batchAlterTable("users", {
      tableArgs: [check("ck_users_name", sql`name <> ''`), unique(["name"], { name: "uq_name" })],
    }, [op.addColumn("users", "age", integer())]),
  },
  batch_alter_table_naming: {
    before: [unnamed],
    op: op.batchAlterTable("teams", { naming: { unique: "uniq_{table}_{columns}" } }, [
      op.dropConstraint("teams", "uniq_teams_name", { type: "unique" }),
    ]),
  },
  batch_alter_table_in_schema: {
    before: [op.createTable("events", { id: integer() }, [], { schema: "audit" })],
    op: op.batchAlterTable("events", { schema: "audit" }, [
      op.addColumn("events", "what", text(), { schema: "audit" }),
    ]),
  },
};

/** The comment of a table. */
export const comments: Cases = {
  comment_table: { before, op: op.createTableComment("users", "who it's for") },
  comment_table_changed: {
    before: [op.createTable("notes", { id: integer() }, [], { comment: "old" })],
    op: op.createTableComment("notes", "new"),
  },
  comment_table_dropped: {
    before: [op.createTable("notes", { id: integer() }, [], { comment: "old" })],
    op: op.dropTableComment("notes"),
  },
  comment_table_in_schema: {
    before: [op.createTable("events", { id: integer() }, [], { schema: "audit" })],
    op: op.createTableComment("events", "what happened", { schema: "audit" }),
  },
};
