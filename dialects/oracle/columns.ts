/**
 * Columns, where Oracle differs from standard SQL.
 *
 * @module
 */
import {
  collationName,
  columnBefore,
  columnOps as standard,
  defaultText,
  refuseNewOptions,
  tableOfOp,
  typeFor,
  unsupported,
  words,
} from "@retort/ansi";
import type { RenderContext, RenderTable, Statement } from "@retort/core/dialect";
import type { AddColumn, AlterColumn } from "@retort/core/ops";
import type { Column, Identity, Type } from "@retort/core/schema";
import { columnDefinition, identityText } from "./column_text.ts";
import { commentStatement } from "./comments.ts";
import { addConstraintSql } from "./constraints.ts";
import { checkedOptions, errorNumbers, parts, unlessError } from "./parts.ts";
import { canonicalType, types } from "./type_system.ts";
import { writer } from "./writer.ts";

const own = standard(parts);

/** The renderers of the ops on columns. */
export const columnOps: Pick<
  RenderTable,
  "addColumn" | "dropColumn" | "alterColumn" | "renameColumn"
> = {
  ...own,
  addColumn,
  dropColumn(op, cx) {
    const { ifExists, ...rest } = op;
    const statements = own.dropColumn(rest, cx);
    if (!ifExists) return statements;
    return statements.map((statement) => unlessError(statement, errorNumbers.noColumn));
  },
  alterColumn(op, cx) {
    const { name } = op.set;
    const rest = alterColumn(op, cx);
    if (name === undefined) return rest;
    const { set: _set, options: _options, ...place } = op;
    return [...rest, ...own.renameColumn({ ...place, kind: "renameColumn", to: name }, cx)];
  },
};

function addColumn(op: AddColumn, { names }: RenderContext): readonly Statement[] {
  const table = tableOfOp(op);
  const { column, constraints = [], ifNotExists } = op;
  if (op.before !== undefined || op.after !== undefined) {
    const where = op.before === undefined ? `after "${op.after}"` : `before "${op.before}"`;
    const what = `put column "${column.name}" ${where}`;
    unsupported("oracle", what, "leave before and after away; order has no meaning");
  }
  if (ifNotExists && constraints.length > 0) {
    const what = `add column "${column.name}" with its constraints if it does not exist`;
    unsupported("oracle", what, "leave ifNotExists away, or add the constraints in their own ops");
  }
  const definition = columnDefinition(column, names);
  const add: Statement = { sql: `ALTER TABLE ${writer.table(table)} ADD ${definition}` };
  return [
    ifNotExists ? unlessError(add, errorNumbers.column) : add,
    ...constraints.map((item) => addConstraintSql(table, item)),
    ...(column.comment === undefined ? [] : [commentStatement(table, column.name, column.comment)]),
  ];
}

/** A change for each thing; what MODIFY doesn't name stays as it is. */
function alterColumn(op: AlterColumn, cx: RenderContext): readonly Statement[] {
  const table = tableOfOp(op);
  const before = columnBefore(table, op.column, cx);
  refuseNewOptions("oracle", op);
  const { nullable, default: value, identity, comment } = op.set;
  const modify = (text: string, cost?: Statement["cost"]): Statement => {
    const sql = `ALTER TABLE ${writer.table(table)} MODIFY ${writer.name(op.column)} ${text}`;
    return cost === undefined ? { sql } : { sql, cost };
  };
  const found: Statement[] = [];
  // The server refuses to make a column what it is already.
  if (nullable !== undefined && nullable !== before?.nullable) {
    found.push(modify(nullable ? "NULL" : "NOT NULL", nullable ? "catalog" : "scan"));
  }
  if (value !== undefined) {
    const text = value === null ? "NULL" : defaultText(parts, value);
    found.push(modify(`DEFAULT ${text}`, "catalog"));
  }
  const type = typeChange(op, before, cx);
  if (type !== "") found.push(modify(type));
  if (identity !== undefined) found.push(modify(identityChange(op, before, identity), "catalog"));
  if (comment !== undefined) found.push(commentStatement(table, op.column, comment));
  return found;
}

function typeChange(
  { set, column, options }: AlterColumn,
  before: Column | undefined,
  { names }: RenderContext,
): string {
  const { type, collation } = set;
  checkedOptions(options, [], `the change of "${column}"`);
  if (type && before && (isLarge(type, names) !== isLarge(before.type, names))) {
    const what = `turn column "${column}" into or out of a large object`;
    unsupported("oracle", what, "add a new column, copy the values, drop this one and rename");
  }
  return words(
    type && types.format(typeFor(type, names)),
    typeof collation === "string" && `COLLATE ${collationName(parts, collation)}`,
    collation === null && "COLLATE USING_NLS_COMP",
  );
}

/** Whether values are kept outside the row, as text and bytes of any length are. */
function isLarge(type: Type, names: readonly string[]): boolean {
  return ["text", "blob", "nclob"].includes(canonicalType(typeFor(type, names)).name);
}

/** A column is born with its numbers: they can be changed and dropped, never added. */
function identityChange(
  op: AlterColumn,
  before: Column | undefined,
  identity: Identity | null,
): string {
  if (identity === null) return "DROP IDENTITY";
  if (before && !before.identity) {
    const what = `begin to number column "${op.column}"`;
    unsupported("oracle", what, "add a new column with identity(), or take a sequence as default");
  }
  return identityText(identity);
}
