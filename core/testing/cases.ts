/**
 * Cases of all kinds of op: what each is tried with on a server.
 *
 * @module
 */
import * as op from "../ops/builders.ts";
import type { CoreOp } from "../ops/mod.ts";
import {
  bigint,
  check,
  columns,
  enumeration,
  foreignKey,
  index,
  integer,
  numeric,
  primaryKey,
  sql,
  text,
  unique,
  varchar,
} from "../schema/mod.ts";
import type { OpCase } from "./ground.ts";

const users = op.createTable("users", {
  id: integer().notNull().primaryKey({ name: "pk_users" }),
  name: varchar(50),
  age: integer(),
});
const full = op.createTable("people", {
  id: integer().notNull().primaryKey({ name: "pk_people" }),
  email: varchar(120).notNull().unique({ name: "uq_people_email" }),
  age: integer(),
}, [check("ck_people_age", sql`age > 0`), index("ix_people_age", ["age"])]);
const orders = op.createTable("orders", {
  id: integer().notNull().primaryKey({ name: "pk_orders" }),
  user_id: integer(),
  total: integer(),
});
const owned = op.createTable("orders", { id: integer().notNull(), user_id: integer() }, [
  primaryKey(["id"], { name: "pk_orders" }),
  foreignKey(["user_id"]).references("users", ["id"], { name: "fk_orders_user_id_users" }),
]);
const filled = op.bulkInsert("users", [
  { id: 1, name: "it's", age: 3 },
  { id: 2, name: null, age: null },
]);
const moods = ["happy", "so so", "it's sad"];
const mood = op.createEnum("mood", moods);
const felt = op.createTable("feelings", {
  id: integer().notNull().primaryKey({ name: "pk_feelings" }),
  mood: enumeration("mood", moods),
});
const named = op.createView("named", "select id, name from users where name is not null");
const double = "create function double_it(n integer) returns integer return n * 2";
const alter = (changes: Parameters<typeof op.alterColumn>[2]): OpCase => ({
  before: [users],
  op: op.alterColumn("users", "age", changes),
});

type Cases = Readonly<Record<CoreOp["kind"], readonly OpCase[]>>;

const onTables: Pick<
  Cases,
  "createTable" | "dropTable" | "renameTable" | "alterTable" | "commentTable" | "batchAlterTable"
> = {
  createTable: [
    { op: users },
    { op: full },
    { before: [users], op: owned },
    { op: op.createTable("users", { id: integer() }, [], { comment: "it's who" }) },
    {
      op: op.createTable(
        "order",
        columns([["select", integer()], ["Mixed Case", text()], ["Ünï", integer()]]),
      ),
    },
    {
      op: op.createTable("boxes", {
        side: integer().notNull().default(2),
        label: varchar(20).default("it's new"),
        price: numeric(10, 2).default(1.5),
        area: integer().computed(sql`side * side`, { stored: true }),
      }),
    },
    { op: op.createTable("numbered", { id: integer().identity().primaryKey({ name: "pk_n" }) }) },
  ],
  dropTable: [{ before: [full], op: op.dropTable("people") }],
  renameTable: [{ before: [users], op: op.renameTable("users", "members") }],
  alterTable: [{ before: [users], op: op.alterTable("users", { options: null }) }],
  commentTable: [{ before: [users], op: op.commentTable("users", "it's who") }],
  batchAlterTable: [{
    before: [users],
    op: op.batchAlterTable("users", {}, [op.addColumn("users", "nick", varchar(20))]),
  }],
};

const onColumns: Pick<Cases, "addColumn" | "dropColumn" | "alterColumn" | "renameColumn"> = {
  addColumn: [
    { before: [users], op: op.addColumn("users", "nick", varchar(20)) },
    { before: [full], op: op.addColumn("people", "level", integer().notNull().default(3)) },
    { before: [users, owned], op: op.addColumn("users", "nick", varchar(20).default("it's")) },
  ],
  dropColumn: [
    { before: [users], op: op.dropColumn("users", "name") },
    { before: [users, owned], op: op.dropColumn("users", "age") },
  ],
  alterColumn: [
    alter({ nullable: false }),
    alter({ default: 7 }),
    alter({ type: bigint() }),
    alter({ name: "years" }),
    alter({ comment: "in years" }),
    { before: [full], op: op.alterColumn("people", "email", { nullable: true }) },
    { before: [users, owned], op: op.alterColumn("users", "age", { nullable: false }) },
  ],
  renameColumn: [{ before: [full], op: op.renameColumn("people", "age", "years") }],
};

const onKeys: Pick<Cases, "createIndex" | "dropIndex" | "addConstraint" | "dropConstraint"> = {
  createIndex: [
    { before: [users], op: op.createIndex("ix_users_name", "users", ["name"]) },
    { before: [users], op: op.createIndex("ux_users_name", "users", ["name"], { unique: true }) },
    {
      before: [users],
      op: op.createIndex("ix_users_two", "users", [{ column: "age", order: "desc" }, "name"]),
    },
  ],
  dropIndex: [{ before: [full], op: op.dropIndex("ix_people_age", "people") }],
  addConstraint: [
    { before: [users], op: op.createUniqueConstraint("uq_users_name", "users", ["name"]) },
    { before: [users], op: op.createCheckConstraint("ck_users_age", "users", sql`age > ${0}`) },
    {
      before: [users, orders],
      op: op.addConstraint(
        "orders",
        foreignKey(["user_id"]).references("users", ["id"], { name: "fk_orders_user_id_users" }),
      ),
    },
    {
      before: [op.createTable("bare", { id: integer().notNull() })],
      op: op.createPrimaryKey("pk_bare", "bare", ["id"]),
    },
    { before: [users], op: op.addConstraint("users", unique(["name", "age"], { name: "uq_two" })) },
  ],
  dropConstraint: [
    { before: [full], op: op.dropConstraint("people", "uq_people_email", { type: "unique" }) },
    { before: [full], op: op.dropConstraint("people", "ck_people_age", { type: "check" }) },
    {
      before: [users, owned],
      op: op.dropConstraint("orders", "fk_orders_user_id_users", { type: "foreignKey" }),
    },
  ],
};

const onTypes: Pick<
  Cases,
  "createEnum" | "dropEnum" | "addEnumValue" | "renameEnumValue" | "removeEnumValue"
> = {
  createEnum: [{ op: mood }],
  dropEnum: [{ before: [mood], op: op.dropEnum("mood") }],
  addEnumValue: [
    { before: [mood, felt], op: op.addEnumValue("mood", "great") },
    { before: [mood, felt], op: op.addEnumValue("mood", "fine", { before: "so so" }) },
  ],
  renameEnumValue: [{ before: [mood, felt], op: op.renameEnumValue("mood", "so so", "fine") }],
  removeEnumValue: [{ before: [mood, felt], op: op.removeEnumValue("mood", "so so") }],
};

/** Where a schema is a database, others may see it. */
const aside = `retort_testing_${crypto.randomUUID().slice(0, 8)}`;
const numbers = op.createSequence("numbers", { start: 10, increment: 5 });

const besides: Omit<
  Cases,
  | keyof typeof onTables
  | keyof typeof onColumns
  | keyof typeof onKeys
  | keyof typeof onTypes
  | keyof typeof onRows
> = {
  createSequence: [{ op: numbers }],
  alterSequence: [{ before: [numbers], op: op.alterSequence("numbers", { increment: 2 }) }],
  dropSequence: [{ before: [numbers], op: op.dropSequence("numbers") }],
  createSchema: [{ op: op.createSchema(aside) }],
  dropSchema: [{
    before: [op.createSchema(aside)],
    op: op.dropSchema(aside),
  }],
  createExtension: [],
  dropExtension: [],
  createView: [{ before: [users], op: named }],
  replaceView: [{
    before: [users, named],
    op: op.replaceView("named", "select id, name from users"),
  }],
  dropView: [{ before: [users, named], op: op.dropView("named") }],
  createRoutine: [{
    op: op.createRoutine("double_it", double, {
      arguments: "integer",
      // A server that keeps a log of changes takes no other.
      on: { mysql: double.replace("return n", "deterministic return n") },
    }),
  }],
  replaceRoutine: [],
  dropRoutine: [],
  createTrigger: [],
  dropTrigger: [],
};

const onRows: Pick<Cases, "fillColumn" | "execute" | "bulkInsert" | "backfill" | "run"> = {
  fillColumn: [{ before: [users, filled], op: op.fillColumn("users", "name", "no name") }],
  execute: [
    {
      before: [users, filled],
      op: op.execute(sql`update users set name = ${"it's"} where id = 2`),
    },
  ],
  bulkInsert: [{ before: [users], op: filled }],
  backfill: [{
    before: [users, filled],
    op: op.backfill("double ages", { table: "users", set: { age: sql`age * 2` }, batch: 1 }),
  }],
  run: [],
};

/** The cases that all dialects are tried with, by the kind of op. */
export const cases: Cases = {
  ...onTables,
  ...onColumns,
  ...onKeys,
  ...onTypes,
  ...besides,
  ...onRows,
};
