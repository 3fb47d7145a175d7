import {
  check,
  exclude,
  foreignKey,
  integer,
  op,
  primaryKey,
  sql,
  sqlType,
  unique,
  varchar,
} from "@retort/core";
import type { Cases } from "./case.ts";

const users = op.createTable("users", {
  id: integer().primaryKey({ name: "pk_users" }),
  email: varchar(120).notNull(),
});
const orders = op.createTable("orders", {
  id: integer().notNull(),
  line: integer().notNull(),
  user_id: integer(),
  total: integer(),
});
const guarded = op.createTable("guarded", {
  id: integer(),
  user_id: integer(),
  total: integer(),
}, [
  primaryKey(["id"], { name: "pk_guarded" }),
  unique(["user_id"], { name: "uq_guarded_user_id" }),
  check("ck_guarded_total", sql`total > 0`),
  foreignKey(["user_id"]).references("users", ["id"], { name: "fk_guarded_user_id_users" }),
]);
const rooms = op.createTable("bookings", {
  room: integer(),
  during: sqlType("int4range"),
  note: varchar(20),
});
const before = [users, orders];
const strict = [users, guarded];

/** Ops on constraints. */
export const constraints: Cases = {
  add_constraint_primary_key: {
    before,
    op: op.createPrimaryKey("pk_orders", "orders", ["id", "line"]),
  },
  add_constraint_unique: {
    before,
    op: op.createUniqueConstraint("uq_orders_user_id", "orders", ["user_id", "line"]),
  },
  add_constraint_unique_deferrable: {
    before,
    op: op.createUniqueConstraint("uq_orders_user_id", "orders", ["user_id"], {
      deferrable: true,
      initially: "immediate",
    }),
  },
  add_constraint_unique_unnamed: {
    before,
    op: op.createUniqueConstraint(undefined, "orders", ["user_id"]),
  },
  add_constraint_foreign_key: {
    before,
    op: op.createForeignKey("fk_orders_user_id_users", "orders", {
      columns: ["user_id"],
      references: { table: "users" },
      referencedColumns: ["id"],
    }),
  },
  add_constraint_foreign_key_with_actions: {
    before,
    op: op.createForeignKey("fk_orders_user_id_users", "orders", {
      columns: ["user_id"],
      references: { table: "users" },
      referencedColumns: ["id"],
      onDelete: "cascade",
      onUpdate: "no action",
      deferrable: true,
      initially: "deferred",
      match: "full",
    }),
  },
  add_constraint_check: {
    before,
    op: op.createCheckConstraint("ck_orders_total", "orders", sql`total > ${0}`),
  },
  add_constraint_check_with_text: {
    before: [users],
    op: op.createCheckConstraint("ck_users_email", "users", sql`email like ${"%@%"}`),
  },
  add_constraint_written_as_data: {
    before,
    op: op.addConstraint("orders", unique(["line"], { name: "uq_orders_line" })),
  },
  add_constraint_exclude: {
    before: [rooms],
    op: op.createExcludeConstraint("ex_bookings", "bookings", [["room", "="], ["during", "&&"]], {
      using: "gist",
    }),
  },
  add_constraint_exclude_with_everything: {
    before: [rooms],
    op: op.createExcludeConstraint(
      "ex_bookings_lower",
      "bookings",
      [[sql`lower(note)`, "="], ["room", "<>"]],
      {
        using: "gist",
        where: sql`note is not null`,
        deferrable: true,
        initially: "deferred",
      },
    ),
  },
  drop_constraint_exclude: {
    before: [
      op.createTable("bookings", { room: integer(), during: sqlType("int4range") }, [
        exclude("ex_bookings_during", [["during", "&&"]], { using: "gist" }),
      ]),
    ],
    op: op.dropConstraint("bookings", "ex_bookings_during", { type: "exclude" }),
  },
  drop_constraint_primary_key: {
    before: strict,
    op: op.dropConstraint("guarded", "pk_guarded", { type: "primaryKey" }),
  },
  drop_constraint_unique: {
    before: strict,
    op: op.dropConstraint("guarded", "uq_guarded_user_id", { type: "unique" }),
  },
  drop_constraint_foreign_key: {
    before: strict,
    op: op.dropConstraint("guarded", "fk_guarded_user_id_users", { type: "foreignKey" }),
  },
  drop_constraint_check: {
    before: strict,
    op: op.dropConstraint("guarded", "ck_guarded_total", { type: "check" }),
  },
  drop_constraint_without_type: {
    before: strict,
    op: op.dropConstraint("guarded", "uq_guarded_user_id"),
  },
  drop_constraint_if_exists: {
    before: strict,
    op: op.dropConstraint("guarded", "ck_guarded_total", { type: "check", ifExists: true }),
  },
};
