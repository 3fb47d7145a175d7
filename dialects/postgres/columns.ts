/**
 * Columns, where PostgreSQL differs.
 *
 * @module
 */
import {
  collationName,
  columnComment,
  columnDefinition,
  columnOps as standard,
  defaultText,
  tableOfOp,
  typeFor,
  unsupported,
  words,
} from "@retort/ansi";
import type { Cost, RenderContext, RenderTable, Statement } from "@retort/core/dialect";
import { type AlterColumn, columnPlace, findTable, spec } from "@retort/core/ops";
import { type Column, isHole, type Type } from "@retort/core/schema";
import { RetortError } from "@retort/core/errors";
import { addConstraint } from "./constraints.ts";
import { conversion, fromTo } from "./conversion.ts";
import { identityChange } from "./identity.ts";
import { own, parts } from "./parts.ts";
import { goOn, isSerial, plainType, refuseUnclear, serialStatements } from "./serial.ts";
import { canonicalType, types } from "./type_system.ts";
import { writer } from "./writer.ts";

/** A column as it stands in CREATE TABLE and ADD COLUMN. */
export function columnLine(column: Column, names: readonly string[]): string {
  if (column.computed && !column.computed.stored) {
    const what = `compute column "${column.name}" each time it is read`;
    unsupported("postgres", what, "keep it: computed(…, { stored: true })");
  }
  return columnDefinition(parts, column, names);
}

/** The renderers of the ops on columns. */
export const columnOps: Pick<RenderTable, "addColumn" | "alterColumn"> = {
  addColumn(op, cx) {
    // Which refuses a place among the columns.
    if (op.before !== undefined || op.after !== undefined) return standard(parts).addColumn(op, cx);
    const table = tableOfOp(op);
    const { name, comment } = op.column;
    const exists = op.ifNotExists ? "IF NOT EXISTS " : "";
    const definition = columnLine(op.column, cx.names);
    return [
      { sql: `ALTER TABLE ${writer.table(table)} ADD COLUMN ${exists}${definition}` },
      ...(op.constraints ?? []).map((item) => addConstraint(table, item)),
      ...(comment === undefined ? [] : [columnComment(parts, table, { name, comment })]),
    ];
  },
  alterColumn,
};

/**
 * One statement for each change, in an order in which each can be done: NOT NULL goes first and
 * comes last, and a default makes way for a type that it may not fit.
 */
function alterColumn(op: AlterColumn, cx: RenderContext): readonly Statement[] {
  const { nullable, comment, default: value, identity, name } = op.set;
  const table = tableOfOp(op);
  const column = findTable(cx.before, table)?.columns.find((item) => item.name === op.column);
  const start = `ALTER TABLE ${writer.table(table)} ALTER COLUMN ${writer.name(op.column)}`;
  const catalog = (change: string): Statement => ({ sql: `${start} ${change}`, cost: "catalog" });
  const old = column && typeFor(column.type, cx.names);
  refuseUnclear(op, old);
  const using = usingOf(op, column);
  const type = typeStatements(op, { cx, column, start, using });
  const kept = using !== undefined && makesWay(op) ? column?.default : undefined;
  const wanted = value === undefined ? kept : value ?? undefined;
  const drops = type.length > 0 && (kept !== undefined || mayHaveDefault(op, column));
  const drop = (value === null || drops) && !(old && isSerial(old));
  const numbers = identity === undefined
    ? []
    : [catalog(identityChange(identity, column?.identity)), ...goOn(op, old)];
  return [
    // A column can't have an identity and a default, not even for a moment.
    ...(identity === null ? numbers : []),
    ...(nullable === true ? [catalog("DROP NOT NULL")] : []),
    ...(drop ? [catalog("DROP DEFAULT")] : []),
    ...type,
    ...(wanted === undefined ? [] : [catalog(`SET DEFAULT ${defaultText(parts, wanted)}`)]),
    ...(nullable === false ? [{ sql: `${start} SET NOT NULL`, cost: "scan" as const }] : []),
    ...(identity === null ? [] : numbers),
    ...(comment === undefined ? [] : [columnComment(parts, table, { name: op.column, comment })]),
    ...(name === undefined ? [] : standard(parts).alterColumn({ ...op, set: { name } }, cx)),
  ];
}

/** What USING says: the author's words, or else the way that there is between the two types. */
function usingOf(op: AlterColumn, column: Column | undefined): string | undefined {
  const given: unknown = own(op)["using"];
  if (isHole(given)) {
    throw new RetortError("op/unfilled", { op: spec(op).describe(op), hole: given.hole });
  }
  const { type } = op.set;
  if (typeof given === "string") return given;
  // A computed column is computed anew.
  if (type === undefined || column === undefined || column.computed) return undefined;
  const change = { column: op.column, place: columnPlace(op), from: column.type, to: type };
  const found = conversion(change);
  const using = found?.["postgres"]?.["using"];
  if (!isHole(using)) return typeof using === "string" ? using : undefined;
  const say = `op.alterColumn("${op.table}", "${op.column}", …, { postgres: { using: "…" } })`;
  return unsupported("postgres", `know how to turn ${fromTo(change)}`, `say it: ${say}`);
}

/** Whether a default that stays must be taken away for a new type: USING converts only rows. */
function makesWay(op: AlterColumn): boolean {
  return op.set.type !== undefined && op.set.default === undefined;
}

/** Whether an old default is in the way of a new type and a new default. */
function mayHaveDefault(op: AlterColumn, column: Column | undefined): boolean {
  if (op.set.type === undefined || op.set.default === undefined) return false;
  return column === undefined || column.default !== undefined;
}

function typeStatements(
  op: AlterColumn,
  { cx, column, start, using }: {
    readonly cx: RenderContext;
    readonly column: Column | undefined;
    readonly start: string;
    readonly using: string | undefined;
  },
): readonly Statement[] {
  const { type, collation } = op.set;
  if (type === undefined && collation === undefined) return [];
  const given = type ?? column?.type;
  if (given === undefined) {
    const what = `change the collation of "${op.column}" without knowing its type`;
    return unsupported("postgres", what, "give the type too: op.alterColumn(…, { type: … })");
  }
  const wanted = typeFor(given, cx.names);
  const old = column && typeFor(column.type, cx.names);
  const kept = collation === undefined ? column?.collation : collation ?? undefined;
  const sql = words(
    `${start} TYPE ${types.format(plainType(wanted))}`,
    kept !== undefined && isCollatable(wanted) && `COLLATE ${collationName(parts, kept)}`,
    using !== undefined && `USING ${using}`,
  );
  const cost = using === undefined && old && collation === undefined
    ? typeCost(old, wanted)
    : "rewrite";
  const same = old !== undefined && collation === undefined && using === undefined &&
    types.same(plainType(old), plainType(wanted));
  const change: readonly Statement[] = same ? [] : [{ sql, cost }];
  return isSerial(wanted) || (old && isSerial(old))
    ? serialStatements(op, { old, wanted, start, change })
    : change;
}

/** Whether a collation can stand behind a type. */
function isCollatable(type: Type): boolean {
  const { name } = canonicalType(type);
  return ["text", "varchar", "char", "citext", "sql type", "array"].includes(name);
}

/** Longer text and more digits before the same scale need no look at the rows. */
function typeCost(from: Type, to: Type): Cost {
  const [a, b] = [canonicalType(from), canonicalType(to)];
  const [old, next] = [a.args ?? [], b.args ?? []];
  if (a.name === "varchar" && b.name === "text") return "catalog";
  if (a.name === "varchar" && b.name === "varchar") {
    return next.length === 0 || Number(next[0]) >= Number(old[0]) ? "catalog" : "rewrite";
  }
  if (a.name !== "numeric" || b.name !== "numeric") return "rewrite";
  if (next.length === 0) return "catalog";
  return old[1] === next[1] && Number(next[0]) >= Number(old[0]) ? "catalog" : "rewrite";
}
