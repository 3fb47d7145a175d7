/**
 * Bringing a database back to what is recorded: ops that belong to no revision.
 *
 * Nothing needs to be known of an earlier try: what is to be done is always found from what is there.
 *
 * @module
 */
import type { Statement } from "../dialect/mod.ts";
import { type LossCount, messageOf, RetortError } from "../errors/mod.ts";
import { canonicalOps, type Op } from "../ops/mod.ts";
import { type Author, historyWrite } from "../plan/history.ts";
import { leaseBeat } from "../plan/lease.ts";
import { describeGroup, type PlannedGroup, planOps } from "../plan/render.ts";
import { type Segment, segmentsOf } from "../plan/segments.ts";
import { compact, type Schema } from "../schema/mod.ts";
import { serverData } from "./failure.ts";
import { between, renderSettings, runCheck } from "./group.ts";
import { guardLosses, type LossPolicy } from "./loss.ts";
import { writeHeld } from "./lease.ts";
import type { Session } from "./standing.ts";

/** What is to be done. */
export interface HealRun extends Author {
  /** The ops. */
  readonly ops: readonly Op[];
  /** What is there, in the server's own words. */
  readonly live: Schema;
  /** What may be lost. */
  readonly losses: LossPolicy;
  /** The rows of the version table, which stay. */
  readonly rows: readonly string[];
}

/**
 * Runs ops that belong to no revision, and writes into the history what was done; gives what was
 * destroyed, as allowed.
 *
 * @throws {RetortError} `run/data-loss`, `drift/heal-failed`, `lock/lost`.
 */
export async function runHeal(held: Session, run: HealRun): Promise<readonly LossCount[]> {
  const { db, dialect } = held;
  const lost = await guardLosses(held, run.ops, run.losses);
  const planned = planOps(run.ops, run.live, renderSettings(held));
  const done: string[] = [];
  await between(db, planned, async () => {
    for (const segment of segmentsOf(planned.groups, dialect)) {
      await runSegment(held, segment, done);
    }
  });
  const { ops, live: _live, losses: _losses, rows, ...author } = run;
  const { text, hash } = canonicalOps(ops);
  const applied = { opsHash: hash, told: "{}", ops: text };
  const event = historyWrite(held.tables, {
    event: "healed",
    revision: rows.length === 0 ? null : rows.join(", "),
    direction: "heal",
    applied,
    ...author,
  }, held.token);
  await db.transaction(() => writeHeld(held, event));
  return lost;
}

async function runSegment(held: Session, segment: Segment, done: string[]): Promise<void> {
  const { db, tables, token } = held;
  const work = async (): Promise<void> => {
    // A run that was taken for dead must not go on.
    if (token !== undefined) await writeHeld(held, leaseBeat(tables, token));
    for (const group of segment.groups) await runGroup(held, group, segment.atomic ? [] : done);
  };
  if (segment.transaction) await db.transaction(work);
  else await work();
  if (segment.atomic) done.push(...segment.groups.map(describeGroup));
}

async function runGroup(held: Session, group: PlannedGroup, done: string[]): Promise<void> {
  try {
    for (const statement of group.statements) await runStatement(held, statement);
  } catch (error) {
    throw failed(error, group, done);
  }
  done.push(describeGroup(group));
}

async function runStatement(held: Session, statement: Statement): Promise<void> {
  if (statement.violations === undefined) await held.db.execute(statement);
  else await runCheck(statement, held);
}

function failed(error: unknown, group: PlannedGroup, done: readonly string[]): RetortError {
  const { sql, problem = messageOf(error) } = serverData(error) ?? {};
  const data = { op: describeGroup(group), problem, ...compact({ sql }), done };
  return new RetortError("drift/heal-failed", data, { cause: error });
}
