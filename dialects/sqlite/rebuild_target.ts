/**
 * What a table looks like after some ops, and where each of its columns comes from.
 *
 * @module
 */
import {
  type DropConstraint,
  findConstraint,
  needTable,
  type Op,
  spec,
  target,
} from "@retort/core/ops";
import {
  applyNaming,
  defaultNaming,
  type Schema,
  schemaOf,
  type Table,
  tableKey,
  type TableName,
  withTable,
} from "@retort/core/schema";
import { refuseMentions, withoutOwnChecks } from "./dependents.ts";

/** A table on its way from one shape to another. */
export interface Target {
  readonly before: Table;
  readonly after: Table;
  /** The old column or the expression that fills a column; columns without one get their default. */
  readonly sources: ReadonlyMap<string, Source>;
  /** Whether a column goes, so that views and triggers have to be looked at. */
  readonly drops: boolean;
}

/** Where the values of a column come from. */
export interface Source {
  readonly column: string;
  /** An expression in SQL instead of the column, as `options: { sqlite: { using } }` gives it. */
  readonly using?: string;
}

/** The table that an op changes, if it is one that a rebuild can do. */
export function changedTable(op: Op): TableName | undefined {
  switch (op.kind) {
    case "addColumn":
    case "dropColumn":
    case "alterColumn":
    case "renameColumn":
    case "createIndex":
    case "dropIndex":
    case "addConstraint":
    case "dropConstraint":
    case "commentTable":
    case "alterTable":
    case "batchAlterTable": {
      return target(op.table, op.schema);
    }
    default:
      return undefined;
  }
}

/** Applies ops, none of which renames a column, to a table. */
export function targetOf(name: TableName, ops: readonly Op[], before: Schema): Target {
  const what = ops[0] ? spec(ops[0]).describe(ops[0]) : "rebuild";
  const start = needTable(before, name, what);
  const sources = new Map<string, Source>(
    start.columns.map((column) => [column.name, { column: column.name }]),
  );
  let schema = before;
  let drops = false;
  for (const op of ops) {
    const table = needTable(schema, name, what);
    if (op.kind === "dropColumn" && has(table, op.column)) {
      refuseMentions(table, op.column);
      schema = withTable(schema, withoutOwnChecks(table, op.column));
      sources.delete(op.column);
      drops = true;
    }
    schema = applyOne(op, schema);
    trackUsing(op, sources);
  }
  return { before: start, after: needTable(schema, name, what), sources, drops };
}

function has(table: Table, column: string): boolean {
  return table.columns.some((item) => item.name === column);
}

function trackUsing(op: Op, sources: Map<string, Source>): void {
  if (op.kind !== "alterColumn") return;
  const using = op.options?.["sqlite"]?.["using"];
  const source = sources.get(op.column);
  if (typeof using === "string" && source) sources.set(op.column, { ...source, using });
}

/** The schema after an op; a constraint without a name answers to the name it would be given. */
export function applyOne(op: Op, schema: Schema): Schema {
  if (op.kind !== "dropConstraint") return spec(op).apply(op, schema);
  return spec(op).apply(op, withTheName(op, schema));
}

function withTheName(op: DropConstraint, schema: Schema): Schema {
  const table = schema.tables.get(tableKey(target(op.table, op.schema)));
  if (!table || findConstraint(table, op.name)) return schema;
  const named = applyNaming(schemaOf([table]), defaultNaming).tables.get(tableKey(table));
  if (!named || !findConstraint(named, op.name)) return schema;
  const only = <T extends { readonly name?: string }>(items: readonly T[], own: readonly T[]) =>
    items.map((item, index) => (item.name === op.name ? item : own[index] ?? item));
  const { primaryKey } = named;
  return withTable(schema, {
    ...table,
    ...(primaryKey && primaryKey.name === op.name ? { primaryKey } : {}),
    uniques: only(named.uniques, table.uniques),
    foreignKeys: only(named.foreignKeys, table.foreignKeys),
  });
}
