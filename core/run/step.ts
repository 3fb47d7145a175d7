/**
 * Running one revision: everything of it, or nothing.
 *
 * @module
 */
import { isRetortError, RetortError } from "../errors/mod.ts";
import type { Statement } from "../dialect/mod.ts";
import { isRun, type Op, type RevisionContext, type Run, runOf, spec } from "../ops/mod.ts";
import { describeGroup, historyWrite, type IndexedOp, type Migration } from "../plan/mod.ts";
import { placeOf, planGroup, type PlannedGroup, type PlannedOps, planOps } from "../plan/mod.ts";
import { rebuildTables, type RevisionSet } from "../plan/mod.ts";
import { type Schema, tableOfKey, unknownSchema } from "../schema/mod.ts";
import { guardLosses, type LossPolicy } from "./loss.ts";
import { runDatabase } from "./database.ts";
import type { Session } from "./standing.ts";
import { expectVersions, variantNames, writeVersions } from "./version.ts";

/** What running a step needs. */
export interface StepRun {
  /** The database. */
  readonly session: Session;
  /** All revisions, to find places in files. */
  readonly set: RevisionSet;
  /** What revisions are told. */
  readonly cx: RevisionContext;
  /** What may be lost. */
  readonly losses: LossPolicy;
  /** Tells the time. */
  readonly now: () => Date;
  /** The version of retort. */
  readonly tool: string;
  /** The revisions that this run has finished. */
  readonly done: readonly string[];
}

/** Runs a migration in a transaction together with its version rows and its history. */
export async function runStep(migration: Migration, run: StepRun): Promise<void> {
  const { session, now, tool } = run;
  const { step } = migration;
  const planned = planOps(migration.ops, await readLive(migration.ops, session), settings(session));
  for (const statement of planned.before) await session.db.execute(statement);
  try {
    await session.db.transaction(async () => {
      await expectVersions(session, step.rowsBefore);
      const held: Statement[] = [];
      for (const group of planned.groups) await runGroup(group, migration, { run, planned, held });
      for (const statement of held) await check(statement, session);
      await writeVersions(session, step.writes);
      await session.db.execute(session.dialect.writer.query(historyWrite(session.tables, {
        event: "finished",
        revision: step.revision.id,
        direction: directionOf(migration),
        at: now(),
        tool,
      })));
    });
  } finally {
    for (const statement of planned.after) await session.db.execute(statement);
  }
}

/** The word for a step's direction. */
export function directionOf({ step }: Migration): "upgrade" | "downgrade" {
  return step.direction === "up" ? "upgrade" : "downgrade";
}

function settings({ db, dialect }: Session) {
  return { dialect, names: variantNames(db, dialect), offline: false };
}

/** The tables that may have to be rebuilt, as they are; nothing where the dialect never rebuilds. */
async function readLive(ops: readonly Op[], session: Session): Promise<Schema> {
  const { dialect, db } = session;
  if (!dialect.inspect || rebuildTables(ops, dialect).length === 0) return unknownSchema;
  const keys = ops.flatMap((op) => {
    const { reads, writes } = spec(op).touches(op);
    return [...reads, ...writes];
  });
  return await dialect.inspect(db, { tables: [...new Set(keys)].map(tableOfKey) });
}

async function runGroup(
  group: PlannedGroup,
  migration: Migration,
  { run, planned, held }: {
    readonly run: StepRun;
    readonly planned: PlannedOps;
    readonly held: Statement[];
  },
): Promise<void> {
  const { session } = run;
  try {
    const ops = group.ops.map(({ op }) => op);
    await guardLosses(session, ops, run.losses);
    const [first] = ops;
    if (first && isRun(first)) return await runFunction(first, migration, { run, planned });
    const groups = group.late ? await renderLate(group.ops, session) : [group];
    for (const item of groups) {
      await runStatements(item.statements, session);
      held.push(...item.statements.filter((statement) => statement.lasting));
    }
  } catch (error) {
    throw failed(error, group, { migration, run });
  }
}

async function runStatements(statements: readonly Statement[], session: Session): Promise<void> {
  for (const statement of statements) {
    if (statement.around !== undefined) continue;
    if (statement.violations === undefined) await session.db.execute(statement);
    else await check(statement, session);
  }
}

async function check(statement: Statement, session: Session): Promise<void> {
  const rows = await session.db.query(statement);
  const what = statement.violations ?? "a check";
  if (rows.length > 0) throw new RetortError("database/violations", { what, rows });
}

/** Ops on a table that SQL of this revision may have changed: it is read again first. */
async function renderLate(
  ops: readonly IndexedOp[],
  session: Session,
): Promise<readonly PlannedGroup[]> {
  const live = await readLive(ops.map(({ op }) => op), session);
  return planGroup(ops, live, settings(session));
}

async function runFunction(
  op: Run,
  migration: Migration,
  { run, planned }: { readonly run: StepRun; readonly planned: PlannedOps },
): Promise<void> {
  const { session, cx, losses } = run;
  const fn = runOf(op);
  if (!fn) throw new RetortError("op/unknown-kind", { kind: `run "${op.name}"` });
  const ops = (await fn(runDatabase(session), cx)) ?? [];
  if (ops.length === 0) return;
  await guardLosses(session, ops, losses);
  const late = planOps(ops, await readLive(ops, session), settings(session));
  // What must run around a transaction can't begin in the middle of one.
  const missing = late.before.some((item) => !planned.before.some((had) => had.sql === item.sql));
  if (missing) {
    const data = { revision: migration.module.revision, op: spec(op).describe(op) };
    throw new RetortError("run/late-rebuild", data);
  }
  for (const group of late.groups) await runStatements(group.statements, session);
}

/** The error of a group with the revision, the op and its place. */
function failed(
  error: unknown,
  group: PlannedGroup,
  { migration, run }: { readonly migration: Migration; readonly run: StepRun },
): unknown {
  if (isRetortError(error) && error.code === "run/data-loss") return error;
  const [first] = group.ops;
  const revision = migration.module.revision;
  const direction = directionOf(migration);
  const known = isRetortError(error) ? error : undefined;
  const server = known?.code === "database/statement-failed"
    ? known.data as {
      readonly sql: string;
      readonly problem: string;
      readonly code?: string;
      readonly position?: number;
    }
    : undefined;
  const problem = server?.problem ?? (error instanceof Error ? error.message : String(error));
  const data = {
    revision,
    direction,
    op: describeGroup(group),
    problem,
    ...(server?.sql === undefined ? {} : { sql: server.sql }),
    ...(server?.position === undefined ? {} : { position: server.position }),
    ...(server?.code === undefined ? {} : { code: server.code }),
    done: run.done,
  };
  const at = migration.derived || !first
    ? {}
    : placeOf(run.set, revision, { direction, index: first.index });
  return new RetortError("run/op-failed", data, { ...at, cause: error });
}
