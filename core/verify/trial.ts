/**
 * Up, down and up again: one revision on a scratch database.
 *
 * @module
 */
import { isRetortError, messageOf } from "../errors/mod.ts";
import type { RowWrite, Step } from "../graph/mod.ts";
import { advance, lossesOf, type Op } from "../ops/mod.ts";
import { type Migration, migrationsOf } from "../plan/migration.ts";
import type { RevisionSet } from "../plan/revisions.ts";
import { revisionContext } from "../run/prepare.ts";
import { type RunOptions, runPath } from "../run/runner.ts";
import type { Session } from "../run/standing.ts";
import { displayName, type Schema } from "../schema/mod.ts";
import { addedRows, lostRows } from "./comparison.ts";
import { type Daring, type FillState, fillTables, type NotFilled } from "./filling.ts";
import { differences, lookAt, readRows, type TableRows } from "./snapshot.ts";
import type { Verdict } from "./verdict.ts";

/** What a trial needs. */
export interface TrialContext {
  /** The revisions. */
  readonly set: RevisionSet;
  /** How steps are run. */
  readonly run: RunOptions;
  /** What is known of the rows that were generated. */
  readonly fill: FillState;
  /** How daring they are. */
  readonly daring: Daring;
}

/** What a trial showed. */
export interface TrialReport {
  /** What became of the rows. */
  readonly verdict: Verdict;
  /** Why the downgrade is not right: what it would still have to do, or what made it fail. */
  readonly wrong: readonly string[];
  /** Tables that a lossy revision is told of by its ops only, since no rows were in them. */
  readonly notFilled: readonly NotFilled[];
}

/** Where a trial failed. */
export type Phase = "upgrade" | "downgrade" | "second upgrade";

/** A statement that failed in a trial. */
export class TrialFailure extends Error {
  /** Where. */
  readonly phase: Phase;
  /** The failure itself. */
  override readonly cause: unknown;

  /** Makes one. */
  constructor(phase: Phase, cause: unknown) {
    super(messageOf(cause));
    this.phase = phase;
    this.cause = cause;
  }
}

/** The step that takes another one back. */
export function backOf(step: Step): Step {
  return {
    direction: "down",
    revision: step.revision,
    writes: step.writes.map(undone).toReversed(),
    rowsBefore: step.rowsAfter,
    rowsAfter: step.rowsBefore,
  };
}

function undone(write: RowWrite): RowWrite {
  if (write.kind === "update") return { kind: "update", from: write.to, to: write.from };
  return { kind: write.kind === "insert" ? "delete" : "insert", revision: write.revision };
}

/**
 * Tries a revision; the scratch database stands right below it.
 *
 * @throws {TrialFailure} where a direction fails.
 */
export async function tryRevision(
  session: Session,
  step: Step,
  cx: TrialContext,
): Promise<TrialReport> {
  const [up] = await migrationsOf(cx.set, [step], revisionContext(session, cx.run));
  const down = await downOf(session, step, cx);
  const ops = up?.ops ?? [];
  const before = await stateOf(session, cx, (schema) => replayed(schema, ops));
  await move(session, step, { ...cx, phase: "upgrade" });
  if (down === undefined) return { verdict: { kind: "irreversible" }, wrong: [], notFilled: [] };
  const after = await stateOf(session, cx, () => before.schema);
  await move(session, backOf(step), { ...cx, phase: "downgrade" });
  const back = await lookAt(session);
  const lost = [...lostRows(before.rows, await readRows(session, back))];
  const left = differences(back, before.schema, session);
  if (left.length > 0) {
    return { verdict: { kind: "irreversible" }, wrong: left.map(stillToDo), notFilled: [] };
  }
  await move(session, step, { ...cx, phase: "second upgrade" });
  const again = await lookAt(session);
  const rowsAgain = await readRows(session, again);
  lost.push(...lostRows(after.rows, rowsAgain));
  forgetLost(cx.fill, again, lost);
  const unseen = [...cx.fill.notFilled.values()];
  const told = toldLosses([...ops, ...down.ops], unseen);
  const wrong = [
    ...differences(again, after.schema, session)
      .map((what) => `the second upgrade leaves another schema: ${what}`),
    ...addedRows(after.rows, rowsAgain).map((table) =>
      `the downgrade leaves rows of ${table} that the upgrade writes again`
    ),
  ];
  return { verdict: verdictOf([...lost, ...told]), wrong, notFilled: unseen };
}

/** Tables that lost something get new rows before the next revision. */
function forgetLost({ filled }: FillState, schema: Schema, lost: readonly string[]): void {
  for (const [key, table] of schema.tables) {
    const name = displayName(table);
    if (lost.some((item) => item === name || item.startsWith(`${name}.`))) filled.delete(key);
  }
}

function stillToDo(what: string): string {
  return `the downgrade leaves to be done: ${what}`;
}

interface FilledState {
  readonly schema: Schema;
  readonly rows: readonly TableRows[];
}

/** The schema as it is and its rows, after new ones were put in. */
async function stateOf(
  session: Session,
  { daring, fill: state }: TrialContext,
  other: (schema: Schema) => Schema | undefined,
): Promise<FilledState> {
  const schema = await lookAt(session);
  const also = daring === "tame" ? other(schema) : undefined;
  await fillTables(session, schema, { daring, state, also });
  return { schema, rows: await readRows(session, schema) };
}

/** The way back, if there is one. */
async function downOf(
  session: Session,
  step: Step,
  { set, run }: TrialContext,
): Promise<Migration | undefined> {
  try {
    const [found] = await migrationsOf(set, [backOf(step)], revisionContext(session, run));
    return found;
  } catch (error) {
    if (isRetortError(error) && error.code === "source/irreversible") return undefined;
    throw error;
  }
}

async function move(
  session: Session,
  step: Step,
  { set, run, phase }: TrialContext & { readonly phase: Phase },
): Promise<void> {
  try {
    await runPath(session, set, { ...run, path: [step] });
  } catch (error) {
    throw new TrialFailure(phase, error);
  }
}

/** What the schema will be, as far as that can be known before. */
function replayed(before: Schema, ops: readonly Op[]): Schema | undefined {
  try {
    return ops.reduce(advance, before);
  } catch {
    return undefined;
  }
}

/** What ops say that they destroy in tables without rows. */
function toldLosses(ops: readonly Op[], unseen: readonly NotFilled[]): readonly string[] {
  const tables = new Set(unseen.map(({ table }) => table));
  return lossesOf(ops).flatMap(({ table, column }) => {
    const name = displayName(table);
    if (!tables.has(name)) return [];
    return [column === undefined ? name : `${name}.${column}`];
  });
}

/** A table that loses its rows loses its values with them. */
function verdictOf(lost: readonly string[]): Verdict {
  const all = [...new Set(lost)];
  const objects = all.filter((name) => !all.some((other) => name.startsWith(`${other}.`)));
  return objects.length === 0 ? { kind: "lossless" } : { kind: "lossy", objects: objects.sort() };
}
