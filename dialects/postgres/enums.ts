/**
 * Enumerated types.
 *
 * @module
 */
import type { EnumOps } from "@retort/ansi";
import type { Statement } from "@retort/core/dialect";
import { unlessThere } from "./blocks.ts";
import { createType, removeEnumValue } from "./enum_removal.ts";
import { writer } from "./writer.ts";

const catalog = (sql: string): Statement => ({ sql, cost: "catalog" });

/** The renderers of the ops on enums. */
export const enumOps: EnumOps = {
  createEnum({ type, ifNotExists }) {
    const create = createType(type, type.values);
    if (!ifNotExists) return [create];
    return [catalog(unlessThere(create.sql, "duplicate_object"))];
  },
  dropEnum(op) {
    return [catalog(`DROP TYPE ${op.ifExists ? "IF EXISTS " : ""}${writer.table(op)}`)];
  },
  addEnumValue(op) {
    const { value, before, after, ifNotExists } = op;
    const place = before !== undefined
      ? ` BEFORE ${writer.literal(before)}`
      : after === undefined
      ? ""
      : ` AFTER ${writer.literal(after)}`;
    const exists = ifNotExists ? "IF NOT EXISTS " : "";
    const sql = `ALTER TYPE ${writer.table(op)} ADD VALUE ${exists}${
      writer.literal(value)
    }${place}`;
    // A transaction can't use a value that it has added itself.
    return [{ sql, cost: "catalog", transaction: "forbidden" }];
  },
  renameEnumValue(op) {
    const names = `${writer.literal(op.value)} TO ${writer.literal(op.to)}`;
    return [catalog(`ALTER TYPE ${writer.table(op)} RENAME VALUE ${names}`)];
  },
  removeEnumValue,
};
