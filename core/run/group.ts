/**
 * Running the ops of a group.
 *
 * @module
 */
import { count, type Leftover, RetortError } from "../errors/mod.ts";
import type { Connection, Statement } from "../dialect/mod.ts";
import { isBackfill, isRun, type Op, runOf, spec } from "../ops/mod.ts";
import { journalKey } from "../plan/journal.ts";
import type { Migration } from "../plan/migration.ts";
import {
  describeGroup,
  type IndexedOp,
  neededTables,
  planGroup,
  planGroups,
  type PlannedGroup,
  type PlannedOps,
  type RenderSettings,
  touchedTables,
} from "../plan/render.ts";
import { type Schema, unknownSchema } from "../schema/mod.ts";
import { type BackfillRun, runBackfill } from "./backfill.ts";
import { leavesSomething } from "./checkpoints.ts";
import { runDatabase } from "./database.ts";
import { failed, serverData } from "./failure.ts";
import type { RunOps } from "./keep_run.ts";
import { toldStatement } from "./hooks.ts";
import { runClaimed } from "./claimed.ts";
import { guardLosses } from "./loss.ts";
import type { Session } from "./standing.ts";
import type { StepRun } from "./step.ts";
import { namesOf } from "./version.ts";

/** How ops are rendered for a session. */
export function renderSettings(session: Session): RenderSettings {
  return { dialect: session.dialect, names: namesOf(session), offline: false };
}

/** The tables that a renderer has to know, as they are; nothing where it has to know none. */
export async function readLive(ops: readonly Op[], session: Session): Promise<Schema> {
  const { dialect, db } = session;
  const needed = neededTables(ops, renderSettings(session));
  if (!dialect.inspect || needed.length === 0) return unknownSchema;
  if (needed === "everything") return await dialect.inspect(db, { schemas: "all" });
  return await dialect.inspect(db, { tables: touchedTables(ops) });
}

/** What running a group needs to know and keeps. */
export interface GroupRun {
  /** The run. */
  readonly run: StepRun;
  /** All groups of the revision. */
  readonly planned: PlannedOps;
  /** Checks to be run again before the commit. */
  readonly held: { readonly statement: Statement; readonly group: PlannedGroup }[];
  /** How many statements of the group that leave something are done, also by an earlier try. */
  done: number;
  /** Whether an earlier run may have done more of the statements: what is there already is no failure. */
  readonly unsure?: boolean;
  /** Whether a statement met what is there already, or gone. */
  met?: boolean;
  /** What of the revision is committed already, in words. */
  readonly kept: readonly string[];
  /** What the statement that failed has left. */
  leftover?: Leftover | undefined;
  /** The step of the journal that the group is by itself. */
  readonly step?: number | undefined;
}

/** Runs the ops of a group; statements that an earlier try did are left out. */
export async function runGroup(
  group: PlannedGroup,
  migration: Migration,
  progress: GroupRun,
): Promise<void> {
  const { session, losses } = progress.run;
  const far = { rows: 0 };
  const isOpen = session.db.inTransaction;
  try {
    const ops = group.ops.map(({ op }) => op);
    const { attempt } = progress.run;
    if (attempt) attempt.ops = ops;
    const replaced = { migration, progress, run: replacing(group, { migration, progress }) };
    if (await runClaimed(group.ops, replaced)) return;
    await guardLosses(session, ops, losses);
    const [first] = group.ops;
    if (first && isRun(first.op)) return await runFunction(first, migration, progress);
    if (first && isBackfill(first.op)) {
      return await runBackfill(first.op, { ...placeOfStep(migration, progress), migration, far });
    }
    const groups = group.late ? await renderLate(group.ops, session) : [group];
    const statements = groups.flatMap((item) => item.statements);
    refuseLate(statements, group, { migration, progress });
    await runStatements(statements, group, { migration, progress });
  } catch (error) {
    const done = far.rows > 0 ? [`${far.rows} rows of ${describeGroup(group)}`] : [];
    // A transaction that is open still, or that DDL could not end, is rolled back.
    const isUndone = session.db.inTransaction || isOpen && session.dialect.can.transactionalDdl;
    if (progress.done > 0 && !isUndone) {
      done.push(`${count(progress.done, "statement")} of ${describeGroup(group)}`);
    }
    throw failed(error, group, { migration, ...progress, kept: [...progress.kept, ...done] });
  }
}

/** Runs statements behind those that are done already. */
async function runStatements(
  statements: readonly Statement[],
  group: PlannedGroup,
  { migration, progress }: { readonly migration: Migration; readonly progress: GroupRun },
): Promise<void> {
  const { session, hooks } = progress.run;
  const skip = progress.done;
  progress.done = 0;
  for (const statement of statements) {
    if (progress.done >= skip) {
      const run = (): Promise<void> => runStatement(statement, progress.run);
      await toldStatement(hooks, { statement, group, migration }, run).catch(async (error) => {
        if (progress.unsure && isAlready(error, session)) {
          progress.met = true;
          return;
        }
        progress.leftover = await session.dialect.leftover?.(session.db, statement);
        throw error;
      });
    }
    if (leavesSomething(statement)) progress.done++;
    if (statement.lasting) progress.held.push({ statement, group });
  }
}

function placeOfStep(
  migration: Migration,
  { run, step }: GroupRun,
): Pick<BackfillRun, "session" | "listener" | "step" | "waits"> {
  const { session, listener, waits } = run;
  const key = journalKey(migration.step);
  return { session, listener, waits, step: step === undefined ? undefined : { ...key, step } };
}

/** Runs ops in place of those of a group, rendered from what is there. */
function replacing(
  group: PlannedGroup,
  { migration, progress }: { readonly migration: Migration; readonly progress: GroupRun },
): RunOps {
  const { session } = progress.run;
  return async (ops) => {
    for (const statement of await renderNow(ops, session)) {
      refuseLate([statement], group, { migration, progress });
      await toldStatement(progress.run.hooks, { statement, group, migration }, () => {
        return runStatement(statement, progress.run);
      });
      if (statement.lasting) progress.held.push({ statement, group });
    }
  };
}

/** The statements of ops, rendered from what is there now. */
export async function renderNow(
  ops: readonly Op[],
  session: Session,
): Promise<readonly Statement[]> {
  const { groups } = planGroups(ops, await readLive(ops, session), renderSettings(session));
  const found: Statement[] = [];
  for (const group of groups) {
    const ready = group.late ? await renderLate(group.ops, session) : [group];
    found.push(...ready.flatMap(({ statements }) => statements));
  }
  return found;
}

/**
 * Works between the statements that run around a transaction; those after it run whatever becomes of
 * the work.
 */
export async function between<T>(
  db: Connection,
  { before, after }: Pick<PlannedOps, "before" | "after">,
  work: () => Promise<T>,
): Promise<T> {
  try {
    for (const statement of before) await db.execute(statement);
    return await work();
  } finally {
    for (const statement of after) await db.execute(statement);
  }
}

/** Runs the checks that must hold still at the end. */
export async function runHeld(migration: Migration, progress: GroupRun): Promise<void> {
  // Every rebuild holds the same check of the whole database; once is enough.
  const held = new Map(progress.held.map((item) => [item.statement.sql, item]));
  for (const { statement, group } of held.values()) {
    try {
      await runCheck(statement, progress.run.session);
    } catch (error) {
      throw failed(error, group, { migration, ...progress });
    }
  }
}

/** What must run around a transaction can't begin in the middle of one. */
function refuseLate(
  statements: readonly Statement[],
  group: PlannedGroup,
  { migration, progress }: { readonly migration: Migration; readonly progress: GroupRun },
): void {
  const ran = new Set(progress.planned.before.map((statement) => statement.sql));
  const missing = statements.some((item) => item.around === "before" && !ran.has(item.sql));
  if (!missing) return;
  const data = { revision: migration.module.revision, op: describeGroup(group) };
  throw new RetortError("run/late-rebuild", data);
}

/** Whether an error says that an earlier run has done the statement. */
function isAlready(error: unknown, { dialect }: Session): boolean {
  const code = serverData(error)?.code;
  return code !== undefined && (dialect.already?.(code) ?? false);
}

/** Runs a statement, unless it belongs around the transaction; rows of a check are violations. */
export async function runStatement(
  statement: Statement,
  { session, waits, attempt }: Pick<StepRun, "session" | "waits" | "attempt">,
): Promise<void> {
  if (statement.around !== undefined) return;
  if (statement.violations === undefined) await waits.execute(statement, attempt);
  else await runCheck(statement, session);
}

/** Runs a query whose rows are violations. */
export async function runCheck(statement: Statement, session: Session): Promise<void> {
  const rows = await session.db.query(statement);
  const what = statement.violations ?? "a check";
  if (rows.length > 0) throw new RetortError("database/violations", { what, rows });
}

/** The groups of ops whose table may have been changed by SQL: it is read again first. */
async function renderLate(
  ops: readonly IndexedOp[],
  session: Session,
): Promise<readonly PlannedGroup[]> {
  const live = await readLive(ops.map(({ op }) => op), session);
  return planGroup(ops, live, renderSettings(session));
}

/** Runs a function, and the ops that it returns like any others. */
async function runFunction(
  { op, index }: IndexedOp,
  migration: Migration,
  progress: GroupRun,
): Promise<void> {
  const { session, cx, losses, attempt, waits } = progress.run;
  const fn = isRun(op) ? runOf(op) : undefined;
  if (!fn) throw new RetortError("op/unknown-kind", { kind: spec(op).describe(op) });
  if (attempt) attempt.once = spec(op).describe(op);
  const ops = (await waits.alive(async () => await fn(runDatabase(session), cx))) ?? [];
  if (ops.length === 0) return;
  await guardLosses(session, ops, losses);
  const { groups } = planGroups(ops, await readLive(ops, session), renderSettings(session));
  for (const group of groups) {
    const here = { ...group, ops: group.ops.map((item) => ({ ...item, index })) };
    await runGroup(here, migration, { ...progress, done: 0, step: undefined });
  }
}
