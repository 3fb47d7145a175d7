import {
  boolean,
  check,
  date,
  index,
  integer,
  numeric,
  op,
  sql,
  text,
  timestamp,
  unique,
  varchar,
} from "@retort/core";
import type { Cases } from "./case.ts";

const users = op.createTable("users", {
  id: integer().primaryKey({ name: "pk_users" }),
  name: varchar(50),
  email: varchar(120).notNull(),
  active: boolean().notNull().default(true),
});

const orders = op.createTable("orders", {
  id: integer().primaryKey({ name: "pk_orders" }),
  user_id: integer().notNull().references("users.id", { name: "fk_orders_user_id_users" }),
  total: numeric(8, 2).default(0),
  note: text(),
}, [
  check("ck_orders_total", sql`total >= 0`),
  unique(["user_id", "note"], { name: "uq_orders_note" }),
  index("ix_orders_user_id", ["user_id"]),
]);

const numbered = op.createTable("numbered", {
  id: integer().identity({ always: true, start: 5 }).primaryKey({ name: "pk_numbered" }),
});

const before = [users];
const inSchema = [op.createTable("events", { id: integer(), at: timestamp() }, [], {
  schema: "audit",
})];

/** Ops on columns. */
export const columns: Cases = {
  add_column: { before, op: op.addColumn("users", "dob", date()) },
  add_column_not_null_with_default: {
    before,
    op: op.addColumn("users", "role", varchar(10).notNull().default("guest")),
  },
  add_column_not_null_without_default: {
    before,
    op: op.addColumn("users", "role", varchar(10).notNull()),
  },
  add_column_default_expression: {
    before,
    op: op.addColumn("users", "seen", timestamp().default(sql`current_timestamp`)),
  },
  add_column_unique: {
    before,
    op: op.addColumn("users", "login", varchar(20).unique({ name: "uq_users_login" })),
  },
  add_column_references: {
    before,
    op: op.addColumn(
      "users",
      "boss",
      integer().references("users.id", { name: "fk_users_boss_users", onDelete: "set null" }),
    ),
  },
  add_column_computed: {
    before,
    op: op.addColumn("users", "shout", text().computed(sql`upper(name)`)),
  },
  add_column_computed_stored: {
    before,
    op: op.addColumn("users", "shout", text().computed(sql`upper(name)`, { stored: true })),
  },
  add_column_collation_and_comment: {
    before,
    op: op.addColumn("users", "nick", varchar(20).collate("NOCASE").comment("for friends")),
  },
  add_column_if_not_exists: {
    before,
    op: op.addColumn("users", "dob", date(), { ifNotExists: true }),
  },
  add_column_type_per_dialect: {
    before,
    op: op.addColumn("users", "bio", varchar(2000).on({ sqlite: text() })),
  },
  add_column_in_schema: {
    before: inSchema,
    op: op.addColumn("events", "what", text(), { schema: "audit" }),
  },
  add_column_before: {
    before,
    op: op.addColumn("users", "dob", date(), { before: "name" }),
  },
  add_column_after: {
    before,
    op: op.addColumn("users", "dob", date(), { after: "id" }),
  },
  drop_column: { before, op: op.dropColumn("users", "name") },
  drop_column_if_exists: { before, op: op.dropColumn("users", "name", { ifExists: true }) },
  drop_column_allow_loss: {
    before,
    op: op.dropColumn("users", "name", { allowLoss: "moved to full_name" }),
  },
  drop_column_with_dependents: {
    before: [users, orders],
    op: op.dropColumn("orders", "user_id"),
  },
  drop_column_looking_up_constraints: {
    before,
    op: op.dropColumn("users", "name", {
      options: { mssql: { dropCheck: true, dropForeignKey: true } },
    }),
  },
  drop_column_in_schema: {
    before: inSchema,
    op: op.dropColumn("events", "at", { schema: "audit" }),
  },
  alter_column_type: { before, op: op.alterColumn("users", "name", { type: varchar(200) }) },
  alter_column_type_using: {
    before: [users, orders],
    op: op.alterColumn("orders", "note", { type: integer() }, {
      options: { postgres: { using: "note::integer" } },
    }),
  },
  alter_column_set_not_null: {
    before,
    op: op.alterColumn("users", "name", { nullable: false }),
  },
  alter_column_drop_not_null: {
    before,
    op: op.alterColumn("users", "email", { nullable: true }),
  },
  alter_column_set_default: {
    before,
    op: op.alterColumn("users", "name", { default: "nobody" }),
  },
  alter_column_set_default_expression: {
    before: [users],
    op: op.alterColumn("users", "name", { default: sql`lower('NOBODY')` }),
  },
  alter_column_drop_default: { before, op: op.alterColumn("users", "active", { default: null }) },
  alter_column_collation: { before, op: op.alterColumn("users", "name", { collation: "NOCASE" }) },
  alter_column_options: {
    before: [op.createTable("visits", { id: integer(), at: timestamp().notNull() })],
    op: op.alterColumn("visits", "at", {
      default: sql`CURRENT_TIMESTAMP`,
      options: { mysql: { onUpdate: "current_timestamp" } },
    }),
  },
  alter_column_comment: { before, op: op.alterColumn("users", "name", { comment: "in full" }) },
  alter_column_everything: {
    before,
    op: op.alterColumn("users", "name", { type: text(), nullable: false, default: "x" }),
  },
  alter_column_of_a_table_with_everything: {
    before: [users, orders],
    op: op.alterColumn("orders", "total", { type: numeric(12, 2), nullable: false }),
  },
  alter_column_of_a_referenced_table: {
    before: [users, orders],
    op: op.alterColumn("users", "email", { type: text() }),
  },
  alter_column_rename: { before, op: op.alterColumn("users", "name", { name: "full_name" }) },
  alter_column_rename_and_more: {
    before,
    op: op.alterColumn("users", "name", { name: "full_name", nullable: false, comment: "all" }),
  },
  alter_column_add_identity: {
    before,
    op: op.alterColumn("users", "id", { identity: { always: true, start: 7 } }),
  },
  alter_column_change_identity: {
    before: [numbered],
    op: op.alterColumn("numbered", "id", {
      identity: { start: 99, increment: 3, minValue: 1, maxValue: 999, cache: 4, cycle: true },
    }),
  },
  alter_column_drop_identity: {
    before: [numbered],
    op: op.alterColumn("numbered", "id", { identity: null }),
  },
  rename_column: { before, op: op.renameColumn("users", "name", "full_name") },
  rename_column_that_is_referenced: {
    before: [users, orders],
    op: op.renameColumn("users", "id", "user_id"),
  },
  rename_column_in_schema: {
    before: inSchema,
    op: op.renameColumn("events", "at", "moment", { schema: "audit" }),
  },
};
