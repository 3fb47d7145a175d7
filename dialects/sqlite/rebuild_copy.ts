/**
 * The statements of one rebuild: create, copy, swap, and everything that hangs on the table.
 *
 * @module
 */
import { type Parts, typeFor } from "@retort/ansi";
import type { RenderContext, Statement } from "@retort/core/dialect";
import { type Column, sql, type Table } from "@retort/core/schema";
import { textOf, triggerText } from "./dependents.ts";
import { unqualify } from "./expressions.ts";
import { foreignKeyCheck } from "./foreign_keys.ts";
import { indexSql } from "./indexes.ts";
import type { Target } from "./rebuild_target.ts";
import { isAutoincrement, isStrict, isWithoutRowid, own, rowidAlias } from "./table_options.ts";
import { createTable } from "./tables.ts";
import { affinity, strictType, types } from "./type_system.ts";
import { sameName } from "./tokens.ts";

/** How the new table is called until it takes the old one's place. */
export function temporaryName(name: string): string {
  return `_retort_new_${name}`;
}

/** The statements that turn a table into its target, inside a transaction with foreign keys off. */
export function copyStatements(
  parts: Parts,
  target: Target,
  cx: RenderContext,
): readonly Statement[] {
  const { before, after } = target;
  const { writer } = parts;
  const name = temporaryName(after.name);
  const temporary = writer.table({ ...after, name });
  const inside = (text: string, cost: Statement["cost"] = "catalog"): Statement => ({
    sql: text,
    transaction: "required",
    cost,
  });
  return [
    inside(createTable(parts, withOwnNames(after), { names: cx.names, as: name })),
    inside(copySql(parts, target, cx), "rewrite"),
    ...sequenceStatements(parts, target).map((text) => inside(text)),
    inside(`DROP TABLE ${writer.table(before)}`),
    // Without it, renaming stumbles over views that name the table which has just been dropped.
    inside("PRAGMA legacy_alter_table = ON"),
    inside(`ALTER TABLE ${temporary} RENAME TO ${writer.name(after.name)}`),
    inside("PRAGMA legacy_alter_table = OFF"),
    ...after.indexes.map((index): Statement => ({
      ...indexSql(parts, after, { index }),
      transaction: "required",
    })),
    ...(after.triggers ?? []).map((trigger) => inside(triggerText(trigger))),
    ...(target.drops || after.triggers?.length ? wholeSchemaCheck.map((text) => inside(text)) : []),
    foreignKeyCheck,
  ];
}

/**
 * SQLite looks at every view and trigger when a column is dropped; this drops one that nobody needs.
 * Without it a trigger or view that names a column which is gone would fail only when it is used.
 */
const wholeSchemaCheck = [
  "CREATE TABLE _retort_check (a, b)",
  "ALTER TABLE _retort_check DROP COLUMN b",
  "DROP TABLE _retort_check",
];

/** Expressions must not call the table by its name while it has another one. */
function withOwnNames(table: Table): Table {
  const free = (text: string): string => unqualify(text, table.name);
  return {
    ...table,
    columns: table.columns.map((column) =>
      column.computed
        ? {
          ...column,
          computed: {
            ...column.computed,
            expression: sql.raw(free(textOf(column.computed.expression))),
          },
        }
        : column
    ),
    checks: table.checks.map((item) => ({
      ...item,
      expression: sql.raw(free(textOf(item.expression))),
    })),
  };
}

function copySql(parts: Parts, target: Target, cx: RenderContext): string {
  const { before, after } = target;
  const { writer } = parts;
  const pairs: [string, string][] = [];
  const rowid = keptRowid(before, after);
  if (rowid !== undefined) pairs.push([rowid, rowid]);
  for (const column of after.columns) {
    const source = target.sources.get(column.name);
    const old = before.columns.find((item) => item.name === source?.column);
    if (column.computed || !source || !old) continue;
    const text = source.using ??
      converted(writer.name(old.name), [old, column], [before, after], cx);
    pairs.push([writer.name(column.name), text]);
  }
  const first = after.columns.find((column) => !column.computed);
  if (pairs.length === 0 && first) pairs.push([writer.name(first.name), "NULL"]);
  // A constraint's own ON CONFLICT could make rows vanish while they are copied.
  const abort = hasConflictClause(after) ? "INSERT OR ABORT" : "INSERT";
  const into = writer.table({ ...after, name: temporaryName(after.name) });
  const columns = pairs.map(([to]) => to).join(", ");
  const values = pairs.map(([, from]) => from).join(", ");
  return `${abort} INTO ${into} (${columns})\nSELECT ${values} FROM ${writer.table(before)}`;
}

function hasConflictClause(table: Table): boolean {
  const items = [table.primaryKey, ...table.uniques, ...table.columns];
  return items.some((item) => own(item)["onConflict"] !== undefined);
}

/** The name of the hidden rowid where both tables have one; other tables may point at it. */
function keptRowid(before: Table, after: Table): string | undefined {
  const hidden = [before, after].every((table) => !isWithoutRowid(table) && !rowidAlias(table));
  if (!hidden) return undefined;
  const taken = [...before.columns, ...after.columns].map((column) => column.name);
  return ["rowid", "_rowid_", "oid"].find((name) => !taken.some((item) => sameName(item, name)));
}

/**
 * The value of a column for its new type.
 *
 * SQLite's affinities convert between numbers and text where nothing is lost, and CAST would make 0
 * of `abc`; only between text and bytes is a CAST needed, and it loses nothing.
 */
function converted(
  name: string,
  [old, next]: readonly [Column, Column],
  [before, after]: readonly [Table, Table],
  { names }: { readonly names: readonly string[] },
): string {
  const kind = (column: Column, table: Table): string => {
    const type = typeFor(column.type, names);
    return affinity(types.format(isStrict(table) ? strictType(type) : type));
  };
  const from = kind(old, before);
  const to = kind(next, after);
  if (from === "text" && to === "blob" && next.type.name !== "untyped") {
    return `CAST(${name} AS BLOB)`;
  }
  return from === "blob" && to === "text" && old.type.name !== "untyped"
    ? `CAST(${name} AS TEXT)`
    : name;
}

/** AUTOINCREMENT never gives a number twice, also not one of a row that is gone. */
function sequenceStatements(parts: Parts, { before, after }: Target): readonly string[] {
  if (!isAutoincrement(before) || !isAutoincrement(after)) return [];
  const { writer } = parts;
  const { schema } = after;
  const sequence = writer.table(
    schema === undefined ? { name: "sqlite_sequence" } : { name: "sqlite_sequence", schema },
  );
  const name = writer.literal(temporaryName(after.name));
  return [
    `DELETE FROM ${sequence} WHERE name = ${name}`,
    `INSERT INTO ${sequence} (name, seq)\nSELECT ${name}, seq FROM ${sequence} WHERE name = ${
      writer.literal(before.name)
    }`,
  ];
}
