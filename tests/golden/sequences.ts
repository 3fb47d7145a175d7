import { integer, op } from "@retort/core";
import type { Cases } from "./case.ts";

const numbers = op.createSequence("order_numbers", { start: 1000, increment: 10 });
const orders = op.createTable("orders", { id: integer().primaryKey({ name: "pk_orders" }) });
const before = [numbers];
const inSchema = [op.createSchema("audit"), op.createSequence("events", { schema: "audit" })];

/** Ops on sequences. */
export const sequences: Cases = {
  create_sequence: { op: op.createSequence("order_numbers") },
  create_sequence_with_options: {
    op: op.createSequence("order_numbers", {
      type: "bigint",
      start: 1000,
      increment: 10,
      minValue: 1,
      maxValue: 9007199254740993n,
      cache: 20,
      cycle: true,
    }),
  },
  create_sequence_downwards: {
    op: op.createSequence("countdown", { start: -1, increment: -1, cycle: false }),
  },
  create_sequence_if_not_exists: {
    op: op.createSequence("order_numbers", { ifNotExists: true }),
  },
  create_sequence_owned: {
    before: [orders],
    op: op.createSequence("order_numbers", { ownedBy: { table: "orders", column: "id" } }),
  },
  create_sequence_in_schema: {
    before: [op.createSchema("audit")],
    op: op.createSequence("events", { schema: "audit" }),
  },
  alter_sequence: {
    before,
    op: op.alterSequence("order_numbers", { increment: 5, maxValue: 100000, cycle: true }),
  },
  alter_sequence_back_to_defaults: {
    before,
    op: op.alterSequence("order_numbers", { increment: null, maxValue: null }),
  },
  alter_sequence_restart: { before, op: op.alterSequence("order_numbers", { restart: true }) },
  alter_sequence_restart_with: {
    before,
    op: op.alterSequence("order_numbers", { restart: 5000n }),
  },
  alter_sequence_in_schema: {
    before: inSchema,
    op: op.alterSequence("events", { increment: 2 }, { schema: "audit" }),
  },
  drop_sequence: { before, op: op.dropSequence("order_numbers") },
  drop_sequence_if_exists: { before, op: op.dropSequence("order_numbers", { ifExists: true }) },
  drop_sequence_in_schema: {
    before: inSchema,
    op: op.dropSequence("events", { schema: "audit" }),
  },
};
