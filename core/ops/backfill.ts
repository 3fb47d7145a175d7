/**
 * The operation that changes the rows of a large table in batches.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import {
  compact,
  displayName,
  freeze,
  isSql,
  type Literal,
  literal,
  type LiteralInput,
  type Schema,
  type Sql,
  type Table,
} from "../schema/mod.ts";
import type { Op } from "./mod.ts";
import { needColumn, needTable, type OpSpec, target, trailing, writes } from "./op.ts";
import { fragment, plainSql } from "./fragment.ts";

/** What the columns of a row become: values, or expressions over the columns of the same row. */
export type RowValues = Readonly<Record<string, Literal | Sql>>;

/** Which rows are changed, and how. */
export interface RowChange {
  /** What columns become. */
  readonly set: RowValues;
  /** Which rows; absent: all. */
  readonly where?: Sql;
}

/** Changes rows in batches, each a transaction of its own. */
export interface Backfill extends RowChange {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "backfill";
  /** The name, under which a run goes on after it was interrupted. */
  readonly name: string;
  /** The table. */
  readonly table: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** The columns by which the rows are walked through; absent: those of the primary key. */
  readonly key?: readonly string[];
  /** How many rows are a batch; absent: 5,000. */
  readonly batch?: number;
  /** How long to wait after a batch, such as `50ms`. */
  readonly pause?: string;
  /** What takes it back, on the same rows by the same key. */
  readonly reverse?: RowChange;
}

/** A change of rows as it is written. */
export interface RowChangeInput {
  /** What columns become: values, or expressions over the columns of the same row. */
  readonly set: Readonly<Record<string, LiteralInput | Sql>>;
  /** Which rows; all unless told. */
  readonly where?: string | Sql;
}

/** What `op.backfill` is told. */
export interface BackfillOptions extends RowChangeInput {
  /** The table. */
  readonly table: string;
  /** The schema it is in; the default one unless told. */
  readonly schema?: string;
  /** Columns that are unique and not null together: the primary key unless told. */
  readonly key?: readonly string[];
  /** How many rows are a batch: 5,000 unless told. */
  readonly batch?: number;
  /** How long to wait after a batch: `50ms`, `1s`. */
  readonly pause?: string;
  /** What a downgrade does instead; without it none is derived. */
  readonly reverse?: RowChangeInput;
}

const standardBatch = 5_000;

/**
 * Changes the rows of a large table in batches along a key. Each batch is a transaction of its own,
 * which also writes down how far it came: a run that was interrupted goes on there.
 *
 * ```ts
 * import { op, sql } from "@retort/core";
 *
 * op.backfill("fill slugs", {
 *   table: "posts",
 *   set: { slug: sql`lower(title)` },
 *   where: sql`slug is null`,
 *   pause: "50ms",
 * });
 * ```
 *
 * @throws {RetortError} `op/bad-argument`
 */
export function backfill(name: string, options: BackfillOptions): Backfill {
  const { table, schema, key, batch, pause, reverse } = options;
  const op = freeze(compact({
    kind: "backfill",
    name,
    table,
    schema,
    ...changeOf(options),
    key: key && [...key],
    batch,
    pause,
    reverse: reverse && changeOf(reverse),
  })) as Backfill;
  refuseBad(op);
  return op;
}

function changeOf({ set, where }: RowChangeInput): RowChange {
  const values = Object.entries(set).map(([column, value]): [string, Literal | Sql] => [
    column,
    isSql(value) ? value : literal(value),
  ]);
  return compact({
    set: Object.fromEntries(values),
    where: where === undefined ? undefined : fragment(where),
  }) as RowChange;
}

function refuseBad(op: Backfill): void {
  const { name, set, reverse, key, batch = standardBatch, pause } = op;
  const columns = [set, reverse?.set].map((values) => values && Object.keys(values));
  const problems: readonly (string | false)[] = [
    name.trim() === "" && "it needs a name, under which a run that was interrupted goes on",
    columns.some((names) => names?.length === 0) && "set names no column",
    key?.length === 0 && "key names no column",
    !(Number.isSafeInteger(batch) && batch > 0) && `batch is ${batch}, not a number of rows`,
    pause !== undefined && milliseconds(pause) === undefined &&
    `pause is "${pause}", not a time such as "50ms" or "1s"`,
  ];
  const problem = problems.find((item) => item !== false) ??
    keyProblem(op, key ?? []);
  if (problem) throw new RetortError("op/bad-argument", { op: "backfill", problem });
}

function keyProblem({ set, reverse }: Backfill, key: readonly string[]): string | undefined {
  const moved = key.find((name) =>
    Object.hasOwn(set, name) || Object.hasOwn(reverse?.set ?? {}, name)
  );
  return moved === undefined
    ? undefined
    : `"${moved}" is a column of the key, by which the rows are found, and cannot be set`;
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

function milliseconds(text: string): number | undefined {
  const { number, unit = "" } = /^(?<number>\d{1,9})(?<unit>ms|s|m)$/.exec(text)?.groups ?? {};
  return number === undefined ? undefined : Number(number) * (units[unit] ?? 1);
}

/** Whether an op changes rows in batches, outside any other transaction. */
export function isBackfill(op: Op): op is Backfill {
  return op.kind === "backfill";
}

/** How many rows are a batch of it. */
export function batchOf({ batch }: Backfill): number {
  return batch ?? standardBatch;
}

/** How long it waits after a batch, in milliseconds. */
export function pauseOf({ pause }: Backfill): number {
  return pause === undefined ? 0 : milliseconds(pause) ?? 0;
}

/**
 * The columns by which the rows of a table are walked through, in the order of their index.
 *
 * @throws {RetortError} `op/no-key` where there is no such key, `op/bad-argument` where it is set.
 */
export function keyOf(op: Backfill, table: Table): readonly string[] {
  const key = op.key === undefined ? table.primaryKey?.columns : ordered(op.key, table);
  if (key === undefined) {
    refuseKey(
      op,
      op.key === undefined ? "it has no primary key" : `nothing keeps ${op.key.join(", ")} unique`,
    );
  }
  const problem = keyProblem(op, key);
  if (problem !== undefined) {
    throw new RetortError("op/bad-argument", { op: "backfill", problem });
  }
  return key;
}

/** Refuses a key: `op/no-key`. */
export function refuseKey(op: Backfill, problem: string): never {
  const table = displayName(target(op.table, op.schema));
  throw new RetortError("op/no-key", { op: backfillSpec.describe(op), table, problem });
}

/** The columns in the order that their index has. */
function ordered(
  key: readonly string[],
  { primaryKey, uniques, indexes }: Table,
): readonly string[] | undefined {
  const plain = indexes
    .filter(({ unique, where }) => unique && where === undefined)
    // Under another collation than the column's, rows may be equal that the index tells apart.
    .map(({ parts }) =>
      parts.map(({ column = "", collation }) => collation === undefined ? column : "")
    );
  const keys = [primaryKey?.columns ?? [], ...uniques.map(({ columns }) => columns), ...plain];
  return keys.find((columns) =>
    columns.length === key.length && key.every((name) => columns.includes(name))
  );
}

/** Behaviour of `backfill`. */
export const backfillSpec: OpSpec<Backfill> = {
  describe: (op) => `backfill "${op.name}" of ${displayName(target(op.table, op.schema))}`,
  reverse(op) {
    const { set, where, reverse, ...rest } = op;
    if (!reverse) return null;
    return freeze({ ...rest, ...reverse, reverse: compact({ set, where }) }) as Backfill;
  },
  apply(op, schema: Schema) {
    const table = needTable(schema, target(op.table, op.schema), this.describe(op));
    for (const name of Object.keys(op.set)) needColumn(table, name, this.describe(op));
    keyOf(op, table);
    return schema;
  },
  args({ name, table, schema, set, where, key, batch, pause, reverse }) {
    const written = (change: RowChange): object =>
      compact({ set: change.set, where: change.where && plainSql(change.where) });
    const change = written(compact({ set, where }) as RowChange);
    const back = reverse && written(reverse);
    return [name, ...trailing({ table, schema, ...change, key, batch, pause, reverse: back })];
  },
  touches: (op) => writes(target(op.table, op.schema)),
};
