/**
 * Ops on a live database, without versions, history and locks around them.
 *
 * @module
 */
import { type Connection, type Dialect, type Statement, variantNames } from "../dialect/mod.ts";
import type { Op } from "../ops/mod.ts";
import { type PlannedOps, planOps, type RenderSettings } from "../plan/render.ts";
import { emptySchema, type Schema } from "../schema/mod.ts";
import { expect } from "./expect.ts";

/** A dialect and a connection to a database. */
export interface Live {
  /** The dialect. */
  readonly dialect: Dialect;
  /** The connection. */
  readonly db: Connection;
}

/** Ops, and the schema that they begin with. */
export interface OpsOn {
  /** The ops. */
  readonly ops: readonly Op[];
  /** The schema before them. */
  readonly state: Schema;
}

/**
 * Runs ops as the runner does: what stands around the transaction, then the rest inside it, split
 * around what no transaction may hold, and what only the database knows read from it.
 *
 * @throws {RetortError} `dialect/unsupported`, `database/…`, `testing/not-kept` for violations.
 */
export async function runOps(live: Live, { ops, state }: OpsOn): Promise<void> {
  const late = lateIn(live, { ops, state });
  await runPlanned(live, planOps(ops.slice(0, late), state, settingsOf(live)));
  if (late === undefined) return;
  const rest = { ops: ops.slice(late), state: await inspectAll(live) };
  if (lateIn(live, rest) !== 0) return await runOps(live, rest);
  // The database does not tell what the renderer asks for; as for a script, it says so itself.
  await runPlanned(live, planOps(rest.ops, rest.state, { ...settingsOf(live), offline: true }));
}

function settingsOf({ db, dialect }: Live): RenderSettings {
  return { dialect, names: variantNames(dialect, db.server.flavour), offline: false };
}

/** The first op that only the database knows how to render. */
function lateIn(live: Live, { ops, state }: OpsOn): number | undefined {
  const { groups } = planOps(ops, state, settingsOf(live));
  return groups.find((group) => group.late)?.ops[0]?.index;
}

async function runPlanned(live: Live, { before, groups, after }: PlannedOps): Promise<void> {
  const { db } = live;
  for (const item of before) await db.execute(item);
  try {
    for (const part of parts(groups.flatMap((group) => group.statements))) {
      const work = async (): Promise<void> => {
        for (const item of part) await runStatement(db, item);
      };
      if (part.some((item) => item.transaction === "forbidden")) await work();
      else await db.transaction(work);
    }
  } finally {
    for (const item of after) await db.execute(item);
  }
}

/** All that a database has. */
export async function inspectAll({ db, dialect }: Live): Promise<Schema> {
  const scope = dialect.can.schemas ? { schemas: "all" as const } : {};
  return await dialect.inspect?.(db, scope) ?? emptySchema;
}

function parts(statements: readonly Statement[]): readonly (readonly Statement[])[] {
  const found: Statement[][] = [];
  let open = false;
  for (const item of statements) {
    const forbidden = item.transaction === "forbidden";
    if (open && !forbidden) found.at(-1)?.push(item);
    else found.push([item]);
    open = !forbidden;
  }
  return found;
}

async function runStatement(db: Connection, item: Statement): Promise<void> {
  if (item.violations === undefined) return void await db.execute(item);
  const rows = await db.query(item);
  expect(rows.length === 0, `no rows break ${item.violations}`, rows.map((row) => text(row)));
}

function text(row: object): string {
  return JSON.stringify(row, (_key, value) => typeof value === "bigint" ? String(value) : value);
}
