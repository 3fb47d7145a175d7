import { index, integer, op, sql, varchar } from "@retort/core";
import type { Cases } from "./case.ts";

const users = op.createTable("users", {
  id: integer().primaryKey(),
  name: varchar(50),
  email: varchar(120).notNull(),
}, [
  index("ix_users_name", ["name"]),
  index("ix_users_lower_email", [sql`lower(email)`], {
    unique: true,
    where: sql`name is not null`,
  }),
]);
const before = [users];
const inSchema = [op.createTable("events", { id: integer() }, [index("ix_events_id", ["id"])], {
  schema: "audit",
})];

/** Ops on indexes. */
export const indexes: Cases = {
  create_index: { before, op: op.createIndex("ix_users_email", "users", ["email"]) },
  create_index_unique: {
    before,
    op: op.createIndex("ix_users_email", "users", ["email"], { unique: true }),
  },
  create_index_many_parts: {
    before,
    op: op.createIndex("ix_users_all", "users", [
      { column: "name", order: "desc", nulls: "last" },
      { column: "email", collation: "NOCASE" },
      { column: "id", order: "asc" },
    ]),
  },
  create_index_descending: {
    before,
    op: op.createIndex("ix_users_email", "users", [{ column: "email", order: "desc" }, "id"]),
  },
  create_index_expression: {
    before,
    op: op.createIndex("ix_users_upper", "users", [sql`upper(name)`, "id"]),
  },
  create_index_partial: {
    before,
    op: op.createIndex("ix_users_known", "users", ["email"], {
      where: sql`name is not null and name <> ${"it's"}`,
    }),
  },
  create_index_include: {
    before,
    op: op.createIndex("ix_users_email", "users", ["email"], { include: ["name"] }),
  },
  create_index_if_not_exists: {
    before,
    op: op.createIndex("ix_users_email", "users", ["email"], { ifNotExists: true }),
  },
  create_index_dialect_options: {
    before,
    op: op.createIndex("ix_users_email", "users", ["email"], {
      options: { postgres: { using: "hash", concurrently: true } },
    }),
  },
  create_index_in_schema: {
    before: inSchema,
    op: op.createIndex("ix_events_more", "events", ["id"], { schema: "audit" }),
  },
  drop_index: { before, op: op.dropIndex("ix_users_name", "users") },
  drop_index_expression: { before, op: op.dropIndex("ix_users_lower_email", "users") },
  drop_index_if_exists: {
    before,
    op: op.dropIndex("ix_users_name", "users", { ifExists: true }),
  },
  drop_index_dialect_options: {
    before,
    op: op.dropIndex("ix_users_name", "users", { options: { postgres: { concurrently: true } } }),
  },
  drop_index_in_schema: {
    before: inSchema,
    op: op.dropIndex("ix_events_id", "events", { schema: "audit" }),
  },
};
