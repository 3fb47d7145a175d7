/**
 * Filling the tables of a scratch database with generated rows.
 *
 * @module
 */
import { isRetortError } from "../errors/mod.ts";
import { nameOf } from "../plan/bookkeeping.ts";
import type { Session } from "../run/standing.ts";
import {
  creationOrder,
  displayName,
  type Schema,
  sql,
  stableJson,
  type Table,
  tableKey,
} from "../schema/mod.ts";
import { makeRow, type RowPlan, triesOf } from "./generated_row.ts";
import { planRows } from "./row_plan.ts";

/** How daring generated rows are: edges of all types, harmless values only, or no rows at all. */
export type Daring = "edges" | "tame" | "none";

/** A table that no generated row went into. */
export interface NotFilled {
  /** The table. */
  readonly table: string;
  /** Why. */
  readonly reason: string;
}

/** What is known of tables that were filled, from one filling to the next. */
export interface FillState {
  /** The tables as they were when rows were put into them, as text. */
  readonly filled: Map<string, string>;
  /** The tables that could not be filled. */
  readonly notFilled: Map<string, NotFilled>;
}

/** How a filling is done. */
export interface FillOptions {
  /** How daring the rows are. */
  readonly daring: Daring;
  /** What is known of fillings before. */
  readonly state: FillState;
  /** Another state of the schema whose constraints the rows shall keep too. */
  readonly also?: Schema | undefined;
}

/** So many rows are put into a table each time. */
export const rowsEach = 6;

/** Puts rows into tables that are new or were changed since rows were last put into them. */
export async function fillTables(
  session: Session,
  schema: Schema,
  { daring, state, also }: FillOptions,
): Promise<void> {
  if (daring === "none") {
    const reason = "generated rows are in the way of this revision";
    for (const table of schema.tables.values()) {
      state.notFilled.set(tableKey(table), { table: displayName(table), reason });
    }
    return;
  }
  for (const table of creationOrder(schema.tables.values()).tables) {
    const key = tableKey(table);
    const text = stableJson(table);
    if (state.filled.get(key) === text) continue;
    const reason = await fillTable(session, table, {
      daring,
      schema,
      also: also?.tables.get(key),
    });
    state.filled.set(key, text);
    if (reason === undefined) state.notFilled.delete(key);
    else state.notFilled.set(key, { table: displayName(table), reason });
  }
}

interface TableFill {
  readonly daring: Daring;
  readonly schema: Schema;
  readonly also: Table | undefined;
}

/** Puts rows into a table; gives the reason where not one could be. */
async function fillTable(
  session: Session,
  table: Table,
  { daring, schema, also }: TableFill,
): Promise<string | undefined> {
  const there = await countRows(session, table);
  const parents = new Map<string, number>();
  for (const { references } of [...table.foreignKeys, ...also?.foreignKeys ?? []]) {
    const name = { name: references.table, ...schemaOf(references) };
    const known = schema.tables.get(tableKey(name));
    parents.set(tableKey(name), known ? await countRows(session, known) : 0);
  }
  const plan = planRows(table, { dialect: session.dialect, also, parents });
  if (typeof plan === "string") return there > 0 ? undefined : plan;
  let reason: string | undefined;
  let made = 0;
  for (let row = 0; row < rowsEach; row++) {
    const problem = await insertRow(session, plan, { row, seq: there + row, daring });
    if (problem === undefined) made++;
    else reason ??= problem;
  }
  return made > 0 ? undefined : reason;
}

/** Tries a row, and more harmless ones where the server refuses it; gives its last words. */
async function insertRow(
  { db, dialect }: Session,
  plan: RowPlan,
  at: { readonly row: number; readonly seq: number; readonly daring: Daring },
): Promise<string | undefined> {
  let problem: string | undefined;
  for (const attempt of triesOf(plan, at.daring === "edges")) {
    try {
      const statement = makeRow(plan, { ...at, attempt });
      await db.execute({ sql: dialect.writer.text(statement) });
      return undefined;
    } catch (error) {
      if (!isRetortError(error) || !/^(?:database|schema)\//.test(error.code)) throw error;
      // What a harmless row is refused for says more than what a guess is.
      if (problem === undefined || attempt.pick === undefined) problem = error.message;
    }
  }
  return problem;
}

async function countRows({ db, dialect }: Session, table: Table): Promise<number> {
  const query = sql`SELECT count(*) AS n FROM ${nameOf(table)}`;
  const [row] = await db.query<{ n: unknown }>(dialect.writer.query(query));
  return Number(row?.n ?? 0);
}

function schemaOf({ schema }: { readonly schema?: string }): { readonly schema?: string } {
  return schema === undefined ? {} : { schema };
}
