/**
 * Columns of the serial types: an integer, NOT NULL, and a sequence of their own for a default.
 *
 * @module
 */
import { tableOfOp, typeFor, unsupported } from "@retort/ansi";
import type { Statement } from "@retort/core/dialect";
import type { AlterColumn } from "@retort/core/ops";
import type { Type } from "@retort/core/schema";
import { block } from "./blocks.ts";
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

/** What a change of a column that is, or becomes, serial has to know. */
export interface SerialChange {
  /** The type that it has, if that is known. */
  readonly old: Type | undefined;
  /** The type that it gets. */
  readonly wanted: Type;
  /** `ALTER TABLE … ALTER COLUMN …`. */
  readonly start: string;
  /** What changes the type itself. */
  readonly change: readonly Statement[];
}

const catalog = (sql: string): Statement => ({ sql, cost: "catalog" });

/** What turns a column into a serial one, or a serial one into another type. */
export function serialStatements(op: AlterColumn, given: SerialChange): readonly Statement[] {
  const { old, wanted, start, change } = given;
  const kind = plainType(wanted).name.toUpperCase();
  if (!isSerial(wanted)) {
    return [catalog(`${start} DROP DEFAULT`), ...change, onSequence(op, "DROP SEQUENCE")];
  }
  if (old && isSerial(old)) {
    return [...change, onSequence(op, "ALTER SEQUENCE", ` AS ${kind}`)];
  }
  const table = tableOfOp(op);
  const sequence = writer.table({ ...table, name: sequenceName(op.table, op.column) });
  const column = `${writer.table(table)}.${writer.name(op.column)}`;
  return [
    ...change,
    catalog(`CREATE SEQUENCE ${sequence} AS ${kind} OWNED BY ${column}`),
    numbering(op, writer.literal(sequence)),
    catalog(`${start} SET DEFAULT nextval(${writer.literal(sequence)})`),
  ];
}

/** The sequence of the column by what the server says: tables and columns may have been renamed. */
function ownSequence(op: AlterColumn): string {
  const table = writer.literal(writer.table(tableOfOp(op)));
  return `pg_get_serial_sequence(${table}, ${writer.literal(op.column)})`;
}

function onSequence(op: AlterColumn, verb: string, rest = ""): Statement {
  const sequence = ownSequence(op);
  const text = `'${verb} ' || ${sequence}${rest && ` || '${rest}'`}`;
  return catalog(block(`IF ${sequence} IS NOT NULL THEN\n  EXECUTE ${text};\nEND IF;`));
}

/** Lets a sequence go on behind the highest number that there is. */
function numbering(op: AlterColumn, sequence: string): Statement {
  const next = `coalesce(max(${writer.name(op.column)}), 0) + 1`;
  const sql = `SELECT setval(${sequence}, ${next}, false) FROM ${writer.table(tableOfOp(op))}`;
  return { sql, cost: "scan" };
}

/** What an identity in the place of a serial needs to go on with its numbers. */
export function goOn(op: AlterColumn, old: Type | undefined): readonly Statement[] {
  const { identity } = op.set;
  if (!identity || identity.start !== undefined || (identity.increment ?? 1) < 0) return [];
  return old && isSerial(old) ? [numbering(op, ownSequence(op))] : [];
}

/** Refuses a change of a serial column that doesn't say what becomes of its numbers. */
export function refuseUnclear(op: AlterColumn, old: Type | undefined): void {
  if (!old || !isSerial(old)) return;
  const { type, default: value, identity } = op.set;
  const said = value !== undefined || identity !== undefined;
  const wanted = type && typeFor(type, ["postgres"]);
  const change = (text: string): string =>
    `op.alterColumn("${op.table}", "${op.column}", { ${text} })`;
  if (!wanted && said) {
    const what = `change the default of the ${old.name} column "${op.column}" without its type`;
    const plain = `type: ${plainType(old).name}()`;
    const rest = identity ? "identity: …" : "default: …";
    unsupported("postgres", what, `give the type too: ${change(`${plain}, ${rest}`)}`);
  }
  const serial = wanted && serialOver(wanted);
  if (!wanted || !serial || said || wanted.name === plainType(old).name) return;
  unsupported(
    "postgres",
    `change the ${old.name} column "${op.column}" to ${wanted.name} and know what becomes of its numbers`,
    `${change(`type: ${serial.name}()`)} keeps them, ${
      change(`type: ${wanted.name}(), default: null`)
    } ends them`,
  );
}
