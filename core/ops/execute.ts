/**
 * The operation that runs SQL as it is.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import {
  compact,
  forget,
  freeze,
  hole,
  isHole,
  plainText,
  type Schema,
  type Sql,
} from "../schema/mod.ts";
import { fragment, fragments, plainSql, plainVariants, variantOf } from "./fragment.ts";
import { type Op, spec } from "./mod.ts";
import { needEffects, needSql } from "./need_builder.ts";
import { applyOpaque } from "./opaque.ts";
import { type OpSpec, trailing } from "./op.ts";
import { applyAll, reverseAll, touchesOf } from "./sequence.ts";

/** Runs SQL as it is. */
export interface Execute {
  /** Tells the ops, or the forms, apart. */
  readonly kind: "execute";
  /** The SQL. */
  readonly sql: Sql;
  /** Other SQL for some dialects. */
  readonly on?: Readonly<Record<string, Sql>>;
  /** What it does to the schema, as ops. */
  readonly effects?: readonly Op[];
  /** The SQL that undoes it. */
  readonly reverse?: Sql;
  /** Other SQL that undoes it, for some dialects. */
  readonly reverseOn?: Readonly<Record<string, Sql>>;
  /** Whether it must run outside a transaction, and so does its reverse. */
  readonly autocommit?: boolean;
  /** What somebody has to write in its place; then it can't run, and what it does is not known. */
  readonly hole?: string;
}

/** Options of `op.execute`. */
export interface ExecuteOptions {
  /** Other SQL for some dialects. */
  readonly on?: Readonly<Record<string, string | Sql>>;
  /** What it does to the schema, as ops. */
  readonly effects?: readonly Op[];
  /** The SQL that undoes it. */
  readonly reverse?: string | Sql;
  /** Other SQL that undoes it, for some dialects; wanted by a `reverse` beside `on`. */
  readonly reverseOn?: Readonly<Record<string, string | Sql>>;
  /** Runs it outside a transaction, as `VACUUM` wants; its reverse too. */
  readonly autocommit?: boolean;
}

/**
 * Runs SQL: text as it is, or a fragment whose values and names the dialect quotes.
 *
 * ```ts
 * import { op, sql } from "@retort/core";
 *
 * op.execute("update users set active = true");
 * op.execute(sql`update users set role = ${"guest"} where role is null`);
 * op.execute("vacuum", { autocommit: true }); // outside a transaction
 * ```
 *
 * @throws {RetortError} `op/bad-argument` for what is no SQL.
 */
export function execute(statement: string | Sql, options: ExecuteOptions = {}): Execute {
  const given: unknown = statement;
  if (isHole(given)) return unwritten(given.hole);
  const { on, effects, reverse, reverseOn, autocommit } = options;
  needSql("execute", "its statement", statement);
  needEffects("execute", effects);
  if (reverse !== undefined) needSql("execute", "reverse", reverse);
  for (const [place, variants] of Object.entries({ on, reverseOn })) {
    for (const [name, text] of Object.entries(variants ?? {})) {
      needSql("execute", `${place}.${name}`, text);
    }
  }
  return freeze(compact({
    kind: "execute",
    sql: fragment(statement),
    on: fragments(on),
    effects,
    reverse: reverse === undefined ? undefined : fragment(reverse),
    reverseOn: fragments(reverseOn),
    autocommit: autocommit === true ? true : undefined,
  })) as Execute;
}

/**
 * SQL that somebody has to write: printed as `op.execute(hole(…))`, which `deno check` refuses.
 *
 * It is an op all the same, since a revision that is applied already may stay unwritten: replaying it
 * makes the state unknown, and only running it fails.
 */
export function unwritten(wanted: string): Execute {
  return freeze({ kind: "execute", sql: fragment(""), hole: wanted }) as Execute;
}

/**
 * The SQL that runs: the variant of the first name that has one.
 *
 * @throws {RetortError} `op/unfilled` where nobody has written it yet.
 */
export function variant(op: Execute, names: readonly string[]): Sql {
  if (op.hole !== undefined) {
    throw new RetortError("op/unfilled", { op: "execute SQL", hole: op.hole });
  }
  return variantOf(op.sql, op.on, names);
}

function shorten(text: string): string {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}

/** Behaviour of `execute`. */
export const executeSpec: OpSpec<Execute> = {
  describe: (op) => `execute ${shorten(op.hole ?? plainText(op.sql))}`,
  reverse(op, before) {
    const { sql: statement, on, reverse, reverseOn, autocommit } = op;
    // What undoes the SQL of one dialect need not undo that of another.
    const covered = Object.keys(on ?? {}).every((name) => reverseOn?.[name] !== undefined);
    if (!reverse || !covered) return null;
    const effects = op.effects && reverseAll(op.effects, before);
    if (effects === null) return null;
    const back = { on: reverseOn, reverse: statement, reverseOn: on, effects, autocommit };
    return execute(reverse, compact(back));
  },
  apply(op, schema: Schema) {
    if (op.hole !== undefined) return forget(schema);
    if (op.effects) return applyAll(op.effects, schema);
    return applyOpaque(plainText(op.sql), schema);
  },
  args({ sql: statement, on, effects, reverse, reverseOn, autocommit, hole: wanted }) {
    if (wanted !== undefined) return [hole(wanted)];
    return [
      plainSql(statement),
      ...trailing({
        on: plainVariants(on),
        effects,
        reverse: reverse && plainSql(reverse),
        reverseOn: plainVariants(reverseOn),
        autocommit,
      }),
    ];
  },
  touches: ({ effects }) =>
    effects === undefined ? { reads: [], writes: [], all: true } : touchesOf(effects),
  destroys({ effects = [] }) {
    const losses = effects.flatMap((effect) => spec<Op>(effect).destroys?.(effect) ?? []);
    return losses.length === 0 ? undefined : losses.map((loss) => ({ ...loss, bySql: true }));
  },
};
