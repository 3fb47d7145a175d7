/**
 * What every operation answers for itself.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import {
  type Column,
  displayName,
  isUnknown,
  type Schema,
  type Table,
  tableKey,
  type TableName,
} from "../schema/mod.ts";
import type { RunDatabase } from "./data.ts";
import type { Op } from "./mod.ts";

/** The names that an op reads and writes, as keys; in doubt, more. */
export interface Touches {
  /** Keys of tables that it looks at. */
  readonly reads: readonly string[];
  /** Keys of tables that it changes. */
  readonly writes: readonly string[];
  /** Keys (`objectKey`) of other objects that it makes, changes or drops. */
  readonly objects?: readonly string[];
  /** Keys (`objectKey`) of other objects that must be there. */
  readonly uses?: readonly string[];
  /** It may touch anything. */
  readonly all?: boolean;
}

/** Rows or values that cannot come back. */
export interface Loss {
  /** The table that loses rows or values. */
  readonly table: TableName;
  /** Absent: all rows of the table. */
  readonly column?: string;
  /** Why the author of the revision accepts it. */
  readonly allowed?: string;
  /** Whether SQL of the user's own does it, which nothing can be put in the place of. */
  readonly bySql?: true;
}

/** Where the function that builds an op is imported from. */
export interface OpSource {
  /** The module: `@retort/policies`. */
  readonly from: string;
  /** What it exports: `createPolicy`, or `policies.create` for a function of an object. */
  readonly name: string;
}

/** The behaviour of one kind of op, beside its type. */
export interface OpSpec<O> {
  /** The op in words, as in `add column users.email`. */
  describe(op: O): string;
  /** The op that undoes it, given the schema before it; `null` where information is lost. */
  reverse(op: O, before: Schema): Op | null;
  /** The schema after it. Throws `op/…` errors if it can't be applied. */
  apply(op: O, schema: Schema): Schema;
  /** The arguments that rebuild it: `op.addColumn(...args)`. */
  args(op: O): readonly unknown[];
  /** The tables that it reads and writes. */
  touches(op: O): Touches;
  /** What it destroys, if it does. */
  destroys?(op: O): Loss | readonly Loss[] | undefined;
  /** This op and the next one as fewer ops; `undefined` where they can't be joined. */
  reduce?(op: O, next: Op): readonly Op[] | undefined;
  /** Where its builder is imported from; absent: it is `op.<kind>`. */
  readonly source?: OpSource;
  /**
   * Whether its whole effect is in the database, asked after a run that nobody saw the end of;
   * `undefined` leaves it to the comparison of schemas.
   */
  probe?(op: O, db: Pick<RunDatabase, "query">): Promise<boolean | undefined>;
}

/** A name and a schema from an op, without an absent schema. */
export function target(name: string, schema: string | undefined): TableName {
  return schema === undefined ? { name } : { name, schema };
}

/** The table an op needs, or a typed refusal. */
export function needTable(schema: Schema, name: TableName, op: string): Table {
  if (isUnknown(schema, name)) {
    throw new RetortError("op/unknown-state", { op, table: displayName(name) });
  }
  const table = schema.tables.get(tableKey(name));
  if (table) return table;
  const known = [...schema.tables.values()].map(displayName).slice(0, 8);
  throw new RetortError("op/missing", { op, noun: "table", name: displayName(name), known });
}

/** The column an op needs, or a typed refusal. */
export function needColumn(table: Table, name: string, op: string): Column {
  const column = table.columns.find((item) => item.name === name);
  if (column) return column;
  const known = table.columns.map((item) => item.name);
  throw new RetortError("op/missing", { op, noun: "column", name, known });
}

/** A column as it is shown to people: `users.email`. */
export function columnPlace(
  op: { readonly table: string; readonly schema?: string; readonly column: string },
): string {
  return `${displayName(target(op.table, op.schema))}.${op.column}`;
}

/** The table if it is known; `undefined` where it isn't there or may have changed. */
export function findTable(schema: Schema, name: TableName): Table | undefined {
  return isUnknown(schema, name) ? undefined : schema.tables.get(tableKey(name));
}

/** Options for the end of an argument list: nothing if there are none. */
export function trailing(options: object): readonly unknown[] {
  const given = Object.fromEntries(Object.entries(options).filter(([, v]) => v !== undefined));
  return Object.keys(given).length === 0 ? [] : [given];
}

/** Touches of an op that changes one table and may look at others. */
export function writes(name: TableName, reads: readonly TableName[] = []): Touches {
  return { reads: reads.map(tableKey), writes: [tableKey(name)] };
}
