/**
 * Columns of the serial types: an integer, NOT NULL, and a sequence of their own for a default.
 *
 * @module
 */
import { tableOfOp } from "@retort/ansi";
import type { Statement } from "@retort/core/dialect";
import type { AlterColumn } from "@retort/core/ops";
import type { Type } from "@retort/core/schema";
import { from } from "./type_system.ts";
import { writer } from "./writer.ts";

const integers: Readonly<Record<string, string>> = {
  serial: "integer",
  bigserial: "bigint",
  smallserial: "smallint",
};

/** Whether a type is one of the serial ones. */
export function isSerial(type: Type): boolean {
  return Object.hasOwn(integers, type.name) && type.from === from;
}

/** The type of the values: `integer` for `serial`. */
export function plainType(type: Type): Type {
  const name = isSerial(type) ? integers[type.name] : undefined;
  return name === undefined ? type : { name };
}

/** The serial type over an integer type; `undefined` for other types. */
export function serialOver(type: Type): Type | undefined {
  const found = Object.entries(integers).find(([, name]) => name === type.name);
  return found && { name: found[0], from };
}

/** The name that the server gives to the sequence of a serial column, if it is free. */
export function sequenceName(table: string, column: string): string {
  const encoder = new TextEncoder();
  const size = (text: string): number => encoder.encode(text).length;
  const cut = (text: string): string => [...text].slice(0, -1).join("");
  let [first, second] = [table, column];
  while (size(first) + size(second) + "__seq".length > 63) {
    if (size(first) > size(second)) first = cut(first);
    else second = cut(second);
  }
  return `${first}_${second}_seq`;
}

/** What turns a column into a serial one, or a serial one into another type. */
export function serialStatements(
  op: AlterColumn,
  { old, wanted, start, change }: {
    readonly old: Type | undefined;
    readonly wanted: Type;
    readonly start: string;
    readonly change: readonly Statement[];
  },
): readonly Statement[] {
  const table = tableOfOp(op);
  const sequence = writer.table({ ...table, name: sequenceName(op.table, op.column) });
  const column = `${writer.table(table)}.${writer.name(op.column)}`;
  const catalog = (sql: string): Statement => ({ sql, cost: "catalog" });
  if (!isSerial(wanted)) {
    return [
      catalog(`${start} DROP DEFAULT`),
      ...change,
      catalog(`DROP SEQUENCE IF EXISTS ${sequence}`),
    ];
  }
  const kind = plainType(wanted).name.toUpperCase();
  if (old && isSerial(old)) {
    return [...change, catalog(`ALTER SEQUENCE IF EXISTS ${sequence} AS ${kind}`)];
  }
  const next = `coalesce(max(${writer.name(op.column)}), 0) + 1`;
  return [
    ...change,
    catalog(`CREATE SEQUENCE ${sequence} AS ${kind} OWNED BY ${column}`),
    {
      sql: `SELECT setval(${writer.literal(sequence)}, ${next}, false) FROM ${writer.table(table)}`,
      cost: "scan",
    },
    catalog(`${start} SET DEFAULT nextval(${writer.literal(sequence)})`),
  ];
}
