/**
 * Operations on rows, and raw SQL.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import {
  compact,
  displayName,
  freeze,
  type Literal,
  literal,
  type LiteralInput,
  type Sql,
} from "../schema/mod.ts";
import type { Op } from "./mod.ts";
import { needEffects } from "./need_builder.ts";
import { type OpSpec, target, trailing, writes } from "./op.ts";
import { applyAll, reverseAll } from "./sequence.ts";

export * from "./execute.ts";

/** Inserts rows. */
export interface BulkInsert {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "bulkInsert";
  /** The table. */
  readonly table: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** The columns, in order. */
  readonly columns: readonly string[];
  /** The rows, each with a value for every column. */
  readonly rows: readonly (readonly Literal[])[];
}

/** Runs a function of the revision; the function hangs beside the data, see {@link runOf}. */
export interface Run {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "run";
  /** The name. */
  readonly name: string;
  /** What it does to the schema, as ops. */
  readonly effects?: readonly Op[];
  /** What an SQL script does instead. */
  readonly offline?: readonly Sql[];
}

/** What the function of `op.run` can ask of the database. */
export interface RunDatabase {
  /** Rows of a query; values of the fragment become placeholders. */
  query<Row extends object = Readonly<Record<string, unknown>>>(
    statement: Sql,
  ): Promise<readonly Row[]>;
  /** Runs a statement and says how many rows it changed. */
  execute(statement: Sql): Promise<number>;
}

/** What a revision's functions know of the run. */
export interface RevisionContext {
  /** `sqlite`, `postgres`, `mysql` … */
  readonly dialect: string;
  /** The product where a dialect has several: `mariadb` or `mysql`. */
  readonly flavour: string;
  /** The `-x` arguments. */
  readonly x: Readonly<Record<string, string>>;
  /** What `--tag` says of this run. */
  readonly tag?: string;
  /** Whether an SQL script is being written. */
  readonly offline: boolean;
  /** The name of the database, where a project has several. */
  readonly database?: string;
  /** The names of all databases, where a project has several. */
  readonly databases?: readonly string[];
}

/** The function of `op.run`: ops that it returns are executed as part of it. */
export type RunFunction = (
  db: RunDatabase,
  cx: RevisionContext,
) => Promise<readonly Op[] | void> | readonly Op[] | void;

const functionKey: unique symbol = Symbol.for("retort.op.run") as never;
const reverseKey: unique symbol = Symbol.for("retort.op.run.reverse") as never;

interface RunFunctions {
  readonly [functionKey]?: RunFunction;
  readonly [reverseKey]?: RunFunction;
}

/** Whether an op runs a function; such an op has no SQL of its own. */
export function isRun(op: Op): op is Run {
  return op.kind === "run";
}

/** Whether nothing says what an op does to the schema: SQL without `effects`. */
export function isOpaque(op: Op): boolean {
  return op.kind === "execute" && op.effects === undefined;
}

/** The ops before the first that may take values away without dropping anything: SQL, code, filling. */
export function untilEmptied(ops: readonly Op[]): readonly Op[] {
  const emptying = new Set(["execute", "run", "backfill", "fillColumn"]);
  const at = ops.findIndex((op) => emptying.has(op.kind));
  return at < 0 ? ops : ops.slice(0, at);
}

/** The ops that say what an op does to the schema: itself, or the effects of SQL and code. */
export function effectsOf(op: Op): readonly Op[] {
  if (op.kind === "execute" || op.kind === "run") return (op.effects ?? []).flatMap(effectsOf);
  return [op];
}

/** Whether an op wants its SQL to run outside a transaction. */
export function isAutocommit(op: Op): boolean {
  return op.kind === "execute" && op.autocommit === true;
}

/** The function of an `op.run`; `undefined` when the op came from JSON. */
export function runOf(op: Run): RunFunction | undefined {
  return (op as Run & RunFunctions)[functionKey];
}

/** The function that undoes an `op.run`. */
export function runReverseOf(op: Run): RunFunction | undefined {
  return (op as Run & RunFunctions)[reverseKey];
}

/** Inserts rows: `op.bulkInsert("roles", [{ id: 1, name: "admin" }])`. */
export function bulkInsert(
  table: string,
  rows: readonly Readonly<Record<string, LiteralInput>>[],
  options: Pick<BulkInsert, "schema"> = {},
): BulkInsert {
  const [first] = rows;
  const columns = first ? Object.keys(first) : [];
  const data = rows.map((row, index) => {
    if (Object.keys(row).length !== columns.length || columns.some((name) => !(name in row))) {
      const problem = `row ${index + 1} has other columns than the first one (${
        columns.join(", ")
      })`;
      throw new RetortError("op/bad-argument", { op: "bulkInsert", problem });
    }
    return columns.map((name) => literal(row[name] ?? null));
  });
  return freeze({ kind: "bulkInsert", table, columns, rows: data, ...compact(options) });
}

/** Options of `op.run`. */
export interface RunOptions {
  /** Undoes it on downgrade. */
  readonly reverse?: RunFunction;
  /** What it does to the schema, as ops; nothing unless declared. */
  readonly effects?: readonly Op[];
  /** What an SQL script does instead; without it `--sql` refuses. */
  readonly offline?: readonly Sql[];
}

/**
 * Runs a function that reads and writes rows in the revision's transaction.
 *
 * ```ts
 * import { op, sql } from "@retort/core";
 *
 * op.run("fill slugs", async (db) => {
 *   for (const { id, title } of await db.query<{ id: number; title: string }>(
 *     sql`select id, title from posts`,
 *   )) {
 *     const slug = title.toLowerCase().replaceAll(" ", "-");
 *     await db.execute(sql`update posts set slug = ${slug} where id = ${id}`);
 *   }
 * });
 * ```
 *
 * @throws {RetortError} `op/bad-argument` where the words or the function are missing.
 */
export function run(name: string, fn: RunFunction, options: RunOptions = {}): Run {
  const { reverse, effects, offline } = options;
  needEffects("run", effects);
  const problem = typeof name !== "string"
    ? "its first argument is what it does, in words"
    : typeof fn !== "function"
    ? `"${name}" is given no function to run`
    : undefined;
  if (problem !== undefined) throw new RetortError("op/bad-argument", { op: "run", problem });
  const op = compact({ kind: "run", name, effects, offline }) as Run;
  Object.defineProperty(op, functionKey, { value: fn });
  if (reverse) Object.defineProperty(op, reverseKey, { value: reverse });
  return freeze(op);
}

/** Behaviour of `bulkInsert`. */
export const bulkInsertSpec: OpSpec<BulkInsert> = {
  describe: (op) =>
    `insert ${op.rows.length} row${op.rows.length === 1 ? "" : "s"} into ${
      displayName(target(op.table, op.schema))
    }`,
  reverse: () => null,
  apply: (_op, schema) => schema,
  args: ({ table, columns, rows, schema }) => [
    table,
    rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i] ?? null]))),
    ...trailing({ schema }),
  ],
  touches: (op) => writes(target(op.table, op.schema)),
};

/** Behaviour of `run`. */
export const runSpec: OpSpec<Run> = {
  describe: (op) => `run "${op.name}"`,
  reverse(op, before) {
    const undo = runReverseOf(op);
    if (!undo) return null;
    const effects = op.effects && reverseAll(op.effects, before);
    if (effects === null) return null;
    return run(op.name, undo, compact({ reverse: runOf(op), effects }));
  },
  apply: (op, schema) => applyAll(op.effects ?? [], schema),
  args: ({ name, effects, offline }) => [name, ...trailing({ effects, offline })],
  touches: () => ({ reads: [], writes: [], all: true }),
};
