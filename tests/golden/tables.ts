import {
  bigint,
  blob,
  boolean,
  char,
  check,
  columns,
  date,
  doublePrecision,
  enumeration,
  exclude,
  foreignKey,
  index,
  integer,
  interval,
  json,
  numeric,
  op,
  primaryKey,
  real,
  smallint,
  sql,
  sqlType,
  text,
  time,
  timestamp,
  timestamptz,
  unique,
  uuid,
  varbinary,
  varchar,
} from "@retort/core";
import type { Cases } from "./case.ts";

const users = op.createTable("users", {
  id: integer().primaryKey(),
  email: varchar(120).notNull().unique({ name: "uq_users_email" }),
});

const orders = op.createTable("orders", {
  id: integer().primaryKey({ name: "pk_orders" }),
  user_id: integer().references("users.id", { name: "fk_orders_user_id_users" }),
}, [index("ix_orders_user_id", ["user_id"])]);

const jobs = op.createTable("jobs", { id: integer() }, [], {
  options: { postgres: { unlogged: true, with: { fillfactor: 70, autovacuum_enabled: false } } },
});

/** Ops on tables. */
export const tables: Cases = {
  alter_table_options: {
    before: [users],
    op: op.alterTable("users", {
      options: { postgres: { unlogged: true, with: { fillfactor: 70 } } },
    }),
  },
  alter_table_options_changed: {
    before: [jobs],
    op: op.alterTable("jobs", {
      options: { postgres: { with: { "toast.autovacuum_enabled": false, fillfactor: 80 } } },
    }),
  },
  alter_table_options_gone: { before: [jobs], op: op.alterTable("jobs", { options: null }) },
  alter_table_options_in_schema: {
    before: [op.createTable("events", { id: integer() }, [], { schema: "audit" })],
    op: op.alterTable("events", { options: { postgres: { unlogged: true } } }, { schema: "audit" }),
  },
  alter_table_options_of_others: {
    before: [
      op.createTable("notes", { id: integer().primaryKey(), text: varchar(20) }, [], {
        options: { mysql: { rowFormat: "dynamic" } },
      }),
    ],
    op: op.alterTable("notes", {
      options: { mysql: { engine: "Aria", charset: "latin1" }, sqlite: { strict: true } },
    }),
  },
  create_table: {
    op: op.createTable("users", { id: integer().primaryKey(), name: varchar(50) }),
  },
  create_table_if_not_exists: {
    op: op.createTable("users", { id: integer() }, [], { ifNotExists: true }),
  },
  create_table_if_not_exists_and_it_does: {
    before: [users],
    op: op.createTable("users", { id: integer() }, [], { ifNotExists: true }),
  },
  create_table_with_every_type: {
    op: op.createTable("everything", {
      a_bigint: bigint(),
      a_blob: blob(),
      a_boolean: boolean(),
      a_char: char(3),
      a_date: date(),
      a_double: doublePrecision(),
      an_enumeration: enumeration("mood", ["happy", "it's sad"]),
      an_integer: integer(),
      an_interval: interval(),
      a_json: json(),
      a_numeric: numeric(10, 2),
      a_plain_numeric: numeric(),
      a_real: real(),
      a_smallint: smallint(),
      a_text: text(),
      a_time: time(),
      a_precise_time: time(3),
      a_timestamp: timestamp(),
      a_timestamptz: timestamptz(6),
      a_uuid: uuid(),
      a_varbinary: varbinary(16),
      a_varchar: varchar(),
      a_type_by_its_text: sqlType("decimal(4)"),
    }),
  },
  create_table_with_defaults: {
    op: op.createTable("settings", {
      flag: boolean().notNull().default(true),
      level: integer().default(-1),
      ratio: numeric(4, 2).default(0.25),
      big: bigint().default(9007199254740993n),
      label: varchar(20).notNull().default("it's new"),
      empty: text().default(""),
      nothing: text().default(null),
      raw: blob().default(new Uint8Array([0, 255])),
      day: timestamp().default(new Date("2026-11-22T12:00:00.000Z")),
      made: timestamp().default(sql`current_timestamp`),
    }),
  },
  create_table_composite_key: {
    op: op.createTable("lines", { order_id: integer(), line: integer(), note: text() }, [
      primaryKey(["order_id", "line"], { name: "pk_lines" }),
    ]),
  },
  create_table_unnamed_constraints: {
    op: op.createTable("people", {
      id: integer().primaryKey(),
      email: varchar(120).unique(),
      boss: integer().references("people.id"),
    }, [check(undefined, sql`id > 0`), unique(["email", "boss"])]),
  },
  create_table_with_constraints: {
    before: [users],
    op: op.createTable("memberships", {
      tenant: integer().notNull(),
      user_id: integer().notNull(),
      role: varchar(10).notNull().default("guest"),
    }, [
      primaryKey(["tenant", "user_id"], { name: "pk_memberships" }),
      unique(["user_id", "role"], { name: "uq_memberships_role" }),
      check("ck_memberships_role", sql`role in (${"guest"}, ${"admin"})`),
      foreignKey(["user_id"]).references("users", ["id"], {
        name: "fk_memberships_user_id_users",
        onDelete: "cascade",
        onUpdate: "restrict",
      }),
      index("ix_memberships_role", ["role"]),
    ]),
  },
  create_table_deferrable: {
    before: [users],
    op: op.createTable("notes", {
      id: integer().primaryKey(),
      author: integer().references("users.id", {
        name: "fk_notes_author_users",
        deferrable: true,
        initially: "deferred",
        onDelete: "set null",
      }),
    }),
  },
  create_table_computed_and_identity: {
    op: op.createTable("boxes", {
      id: integer().identity({ always: true, start: 10, increment: 5 }).primaryKey(),
      width: integer().notNull(),
      height: integer().notNull(),
      area: integer().computed(sql`width * height`, { stored: true }),
      edge: integer().computed(sql`2 * (width + height)`),
    }),
  },
  create_table_collation_and_comments: {
    op: op.createTable(
      "labels",
      {
        id: integer().primaryKey().comment("the number"),
        label: varchar(20).collate("NOCASE").comment("it's shown"),
      },
      [],
      { comment: "labels of things" },
    ),
  },
  create_table_in_schema: {
    op: op.createTable("events", { id: integer().primaryKey() }, [], { schema: "audit" }),
  },
  create_table_excluding: {
    op: op.createTable("bookings", { room: integer(), during: sqlType("int4range") }, [
      exclude("ex_bookings_during", [["during", "&&"]], { using: "gist" }),
    ]),
  },
  create_table_odd_names: {
    op: op.createTable(
      'or"der by',
      columns([["2024", integer()], ["select", integer()], ["__proto__", text()], ["Ünï", text()]]),
    ),
  },
  create_table_dialect_options: {
    op: op.createTable(
      "words",
      {
        id: integer().primaryKey().options({ sqlite: { autoincrement: true } }),
        word: text().notNull(),
      },
      [],
      { options: { sqlite: { strict: true } } },
    ),
  },
  create_table_without_rowid: {
    op: op.createTable("pairs", { key: text().primaryKey(), value: text() }, [], {
      options: { sqlite: { withoutRowid: true } },
    }),
  },
  drop_table: { before: [users], op: op.dropTable("users") },
  drop_table_with_everything: { before: [users, orders], op: op.dropTable("orders") },
  drop_table_if_exists: { before: [users], op: op.dropTable("users", { ifExists: true }) },
  drop_table_allow_loss: {
    before: [users],
    op: op.dropTable("users", { allowLoss: "moved to people" }),
  },
  drop_table_in_schema: {
    before: [op.createTable("events", { id: integer() }, [], { schema: "audit" })],
    op: op.dropTable("events", { schema: "audit" }),
  },
  rename_table: { before: [users], op: op.renameTable("users", "people") },
  rename_table_that_is_referenced: {
    before: [users, orders],
    op: op.renameTable("users", "people"),
  },
  rename_table_in_schema: {
    before: [op.createTable("events", { id: integer() }, [], { schema: "audit" })],
    op: op.renameTable("events", "happenings", { schema: "audit" }),
  },
};
