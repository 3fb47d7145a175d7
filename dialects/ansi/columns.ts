/**
 * Columns in standard SQL.
 *
 * @module
 */
import type { RenderContext, RenderTable, Statement } from "@retort/core/dialect";
import type { AddColumn, AlterColumn, ColumnChanges } from "@retort/core/ops";
import {
  type Column,
  type Default,
  type Identity,
  isSql,
  tableKey,
  type TableName,
} from "@retort/core/schema";
import { addConstraintSql } from "./constraints.ts";
import {
  collationName,
  type Parts,
  refuseNewOptions,
  tableOfOp,
  typeFor,
  unsupported,
  words,
} from "./parts.ts";

/** A column as it stands in CREATE TABLE and ADD COLUMN. */
export function columnDefinition(parts: Parts, column: Column, names: readonly string[]): string {
  const { writer } = parts;
  const { identity, computed } = column;
  return words(
    writer.name(column.name),
    parts.types.format(typeFor(column.type, names)),
    column.collation !== undefined && `COLLATE ${collationName(parts, column.collation)}`,
    column.default !== undefined && `DEFAULT ${defaultText(parts, column.default)}`,
    computed && computedText(writer.text(computed.expression), computed.stored),
    identity && identityText(identity),
    !column.nullable && identity === undefined && "NOT NULL",
  );
}

/** The definition of a column, by the dialect's own way if it has one. */
export function columnText(parts: Parts, column: Column, names: readonly string[]): string {
  return parts.column?.(column, names) ?? columnDefinition(parts, column, names);
}

/** A default without the word DEFAULT. */
export function defaultText(parts: Parts, value: Default): string {
  if (!isSql(value)) return parts.writer.literal(value.value);
  const text = parts.writer.text(value);
  return parts.expressionDefault?.(text) ?? text;
}

function computedText(expression: string, stored: boolean): string {
  return `GENERATED ALWAYS AS (${expression}) ${stored ? "STORED" : "VIRTUAL"}`;
}

/** `GENERATED … AS IDENTITY` with its options. */
export function identityText(identity: Identity): string {
  const options = words(...identityOptions(identity));
  const kind = identity.always ? "ALWAYS" : "BY DEFAULT";
  return words(`GENERATED ${kind} AS IDENTITY`, options !== "" && `(${options})`);
}

/** The options of an identity, each by itself. */
export function identityOptions(identity: Identity): readonly string[] {
  const { start, increment, minValue, maxValue, cache, cycle } = identity;
  return [
    start !== undefined && `START WITH ${start}`,
    increment !== undefined && `INCREMENT BY ${increment}`,
    minValue !== undefined && `MINVALUE ${minValue}`,
    maxValue !== undefined && `MAXVALUE ${maxValue}`,
    cache !== undefined && `CACHE ${cache}`,
    cycle !== undefined && (cycle ? "CYCLE" : "NO CYCLE"),
  ].filter((item) => item !== false);
}

/** `COMMENT ON COLUMN …`. */
export function columnComment(
  parts: Parts,
  table: TableName,
  column: { readonly name: string; readonly comment: string | null },
): Statement {
  const { writer } = parts;
  const target = `${writer.table(table)}.${writer.name(column.name)}`;
  return {
    sql: `COMMENT ON COLUMN ${target} IS ${writer.literal(column.comment)}`,
    cost: "catalog",
  };
}

/** Renderers of the ops on columns. */
export function columnOps(
  parts: Parts,
): Pick<RenderTable, "addColumn" | "dropColumn" | "alterColumn" | "renameColumn"> {
  const { writer } = parts;
  return {
    addColumn(op, cx) {
      const table = tableOfOp(op);
      const place = op.before === undefined && op.after === undefined ? "" : placeOf(parts, op, cx);
      const exists = op.ifNotExists ? "IF NOT EXISTS " : "";
      const definition = words(columnText(parts, op.column, cx.names), place);
      const { comment, name } = op.column;
      return [
        { sql: `ALTER TABLE ${writer.table(table)} ADD COLUMN ${exists}${definition}` },
        ...(op.constraints ?? []).map((item) => addConstraintSql(parts, table, item)),
        ...(comment !== undefined && parts.can.comments
          ? [columnComment(parts, table, { name, comment })]
          : []),
      ];
    },
    dropColumn(op) {
      const exists = op.ifExists ? "IF EXISTS " : "";
      const table = writer.table(tableOfOp(op));
      return [{ sql: `ALTER TABLE ${table} DROP COLUMN ${exists}${writer.name(op.column)}` }];
    },
    alterColumn: (op, cx) => alterColumn(parts, op, cx),
    renameColumn: (op) => [renameColumn(parts, op)],
  };
}

function placeOf(parts: Parts, op: AddColumn, cx: RenderContext): string {
  if (parts.place) return parts.place(op, cx);
  const where = op.before === undefined ? `after "${op.after}"` : `before "${op.before}"`;
  const what = `put column "${op.column.name}" ${where}`;
  return unsupported(parts.dialect, what, "leave before and after away; order has no meaning");
}

function alterColumn(parts: Parts, op: AlterColumn, cx: RenderContext): readonly Statement[] {
  const { writer } = parts;
  const table = tableOfOp(op);
  const start = `ALTER TABLE ${writer.table(table)} ALTER COLUMN ${writer.name(op.column)}`;
  refuseNewOptions(parts.dialect, op);
  const { nullable, comment, identity, name } = op.set;
  const found: Statement[] = [];
  if (nullable !== undefined) {
    const cost = nullable ? "catalog" : "scan";
    found.push({ sql: `${start} ${nullable ? "DROP" : "SET"} NOT NULL`, cost });
  }
  if (op.set.default !== undefined) {
    const value = op.set.default;
    const change = value === null ? "DROP DEFAULT" : `SET DEFAULT ${defaultText(parts, value)}`;
    found.push({ sql: `${start} ${change}`, cost: "catalog" });
  }
  const type = typeChange(parts, op, cx);
  if (type !== undefined) found.push({ sql: `${start} TYPE ${type}` });
  if (identity !== undefined) {
    found.push({ sql: `${start} ${identityChange(op, identity, cx)}`, cost: "catalog" });
  }
  if (comment !== undefined && parts.can.comments) {
    found.push(columnComment(parts, table, { name: op.column, comment }));
  }
  if (name !== undefined) found.push(renameColumn(parts, { ...op, to: name }));
  return found;
}

/** What ALTER COLUMN says of an identity: a column that has one gets another, one without its first. */
function identityChange(op: AlterColumn, identity: Identity | null, cx: RenderContext): string {
  if (identity === null) return "DROP IDENTITY";
  const before = cx.before.tables.get(tableKey(tableOfOp(op)));
  const old = before?.columns.find((item) => item.name === op.column);
  if (!old?.identity) return `ADD ${identityText(identity)}`;
  const kind = identity.always ? "ALWAYS" : "BY DEFAULT";
  return words(
    `SET GENERATED ${kind}`,
    ...identityOptions(identity).map((option) => `SET ${option}`),
  );
}

function renameColumn(
  { writer }: Parts,
  op: { readonly table: string; readonly schema?: string; column: string; to: string },
): Statement {
  const names = `${writer.name(op.column)} TO ${writer.name(op.to)}`;
  const sql = `ALTER TABLE ${writer.table(tableOfOp(op))} RENAME COLUMN ${names}`;
  return { sql, cost: "catalog" };
}

/** The new type with its collation; a collation alone needs the type that the column has. */
function typeChange(parts: Parts, op: AlterColumn, cx: RenderContext): string | undefined {
  const { type, collation }: ColumnChanges = op.set;
  if (type === undefined && collation === undefined) return undefined;
  const before = cx.before.tables.get(tableKey(tableOfOp(op)));
  const wanted = type ?? before?.columns.find((item) => item.name === op.column)?.type;
  if (wanted === undefined) {
    const what = `change the collation of "${op.column}" without knowing its type`;
    return unsupported(parts.dialect, what, "give the type too: op.alterColumn(…, { type: … })");
  }
  return words(
    parts.types.format(typeFor(wanted, cx.names)),
    typeof collation === "string" && `COLLATE ${collationName(parts, collation)}`,
  );
}
