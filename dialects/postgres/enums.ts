/**
 * Enumerated types.
 *
 * @module
 */
import { defaultText, type EnumOps, unsupported } from "@retort/ansi";
import type { RenderContext, Statement } from "@retort/core/dialect";
import { type EnumColumn, enumColumns, knownValues, type RemoveEnumValue } from "@retort/core/ops";
import { displayName, tableKey, type TableName } from "@retort/core/schema";
import { shortName } from "./names.ts";
import { onlyIfMissing } from "./missing.ts";
import { parts } from "./parts.ts";
import { writer } from "./writer.ts";

const catalog = (sql: string): Statement => ({ sql, cost: "catalog" });

function nameOf({ name, schema }: TableName): TableName {
  return schema === undefined ? { name } : { name, schema };
}

function createType(type: TableName, values: readonly string[]): Statement {
  const list = values.map((value) => writer.literal(value)).join(", ");
  return catalog(`CREATE TYPE ${writer.table(type)} AS ENUM (${list})`);
}

/** The renderers of the ops on enums. */
export const enumOps: EnumOps = {
  createEnum({ type, ifNotExists }, cx) {
    const create = [createType(type, type.values)];
    if (!ifNotExists) return create;
    const what = `create enum ${displayName(type)} if it does not exist`;
    return onlyIfMissing(cx, { map: "enums", key: tableKey(nameOf(type)), what }, create);
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

/**
 * There is no statement for it: the type is made anew and its columns are converted, which fails
 * where a row still holds the value.
 */
function removeEnumValue(op: RemoveEnumValue, cx: RenderContext): readonly Statement[] {
  const values = knownValues(cx.before, op);
  if (values === undefined) {
    const what = `remove value "${op.value}" from enum ${
      displayName(op)
    } without knowing the others`;
    return unsupported("postgres", what, "create the enum by op.createEnum, or declare effects");
  }
  const columns = enumColumns(cx.before, op);
  const old = { ...nameOf(op), name: shortName(`${op.name}_before_retort`) };
  return [
    ...(op.replaceWith === undefined
      ? []
      : columns.map((item) => replacement(item, op.value, op.replaceWith ?? ""))),
    catalog(`ALTER TYPE ${writer.table(op)} RENAME TO ${writer.name(old.name)}`),
    createType(nameOf(op), values.filter((value) => value !== op.value)),
    ...columns.flatMap((item) => conversion(item, nameOf(op))),
    catalog(`DROP TYPE ${writer.table(old)}`),
  ];
}

function replacement({ table, column }: EnumColumn, from: string, to: string): Statement {
  const name = writer.name(column.name);
  const values = `${name} = ${writer.literal(to)} WHERE ${name} = ${writer.literal(from)}`;
  return { sql: `UPDATE ${writer.table(table)} SET ${values}`, cost: "scan" };
}

function conversion({ table, column }: EnumColumn, type: TableName): readonly Statement[] {
  const name = writer.name(column.name);
  const start = `ALTER TABLE ${writer.table(table)} ALTER COLUMN ${name}`;
  const to = writer.table(type);
  const { default: value } = column;
  return [
    ...(value === undefined ? [] : [catalog(`${start} DROP DEFAULT`)]),
    { sql: `${start} TYPE ${to} USING ${name}::text::${to}`, cost: "rewrite" },
    ...(value === undefined ? [] : [catalog(`${start} SET DEFAULT ${defaultText(parts, value)}`)]),
  ];
}
