/**
 * `repair` and `restore`: ways on where what is recorded and what is there differ.
 *
 * @module
 */
import { type HalfDone, RetortError } from "../errors/mod.ts";
import { resolveRevisions } from "../graph/mod.ts";
import { wholeId } from "../graph/prefix.ts";
import { type HistoryEvent, historyWrite } from "../plan/history.ts";
import { journalClear, type JournalRow, journalUpdate } from "../plan/journal.ts";
import { migrationsOf } from "../plan/migration.ts";
import { recordOf } from "../plan/record.ts";
import { type RevisionSet, surveyRevisions } from "../plan/revisions.ts";
import { type Edits, editsOf } from "../run/edited.ts";
import { halfDone, isGivenUp, journalRows } from "../run/half_done.ts";
import { writeHeld } from "../run/lease.ts";
import { withLock } from "../run/lock.ts";
import { revisionContext } from "../run/prepare.ts";
import type { Session } from "../run/standing.ts";
import { forgetRecorded, forgottenOps } from "./forget.ts";
import { suspectsOf } from "../run/suspects.ts";
import { authorOf, lockOf, type Project } from "./project.ts";
import { withSession } from "./session.ts";
import { withState } from "./state.ts";

export type { Edits };

/** What was declared to be what was applied. */
export interface AcceptReport {
  /** The database, as shown to people. */
  readonly target: string;
  /** The revision. */
  readonly revision: string;
}

/**
 * Declares that an edited revision, as it is now, is what was applied; nothing of it is run.
 *
 * @throws {RetortError} `run/not-edited` where there is nothing to accept.
 */
export async function acceptEdit(project: Project, reference: string): Promise<AcceptReport> {
  return await withState(project, async ({ session, set, rows }) => {
    const { target } = session.db.server;
    const [found] = resolveRevisions(set.graph, reference, { rows });
    const revision = found?.id ?? reference;
    const suspects = await suspectsOf(session, set, rows);
    if (!suspects.includes(revision)) throw new RetortError("run/not-edited", { revision });
    await withLock(
      session,
      await lockOf(project),
      (held) => accept(project, held, { set, revision }),
    );
    return { target, revision };
  });
}

async function accept(
  project: Project,
  held: Session,
  { set, revision }: { readonly set: RevisionSet; readonly revision: string },
): Promise<void> {
  const cx = revisionContext(held, project);
  const node = set.graph.get(revision);
  if (node === undefined) throw new RetortError("run/not-edited", { revision });
  const step = {
    revision: node,
    direction: "up",
    writes: [],
    rowsBefore: [],
    rowsAfter: [],
  } as const;
  const [migration] = await migrationsOf(set, [step], cx);
  const event = historyWrite(held.tables, {
    event: "accepted",
    revision,
    direction: "upgrade",
    at: project.clock.now(),
    ...authorOf(project),
    applied: migration && recordOf(migration, set, cx),
  }, held.token);
  await held.db.transaction(() => writeHeld(held, event));
}

/** A step of a revision that stopped half-way. */
export interface OpenStep {
  /** The revision. */
  readonly revision: string;
  /** `upgrade` or `downgrade`. */
  readonly direction: string;
  /** Which step it is, from 1. */
  readonly step: number;
  /** What it does, in words. */
  readonly op: string;
}

/** Where the record of a database and the revisions differ. */
export interface RepairReport extends Edits {
  /** The database, as shown to people. */
  readonly target: string;
  /** Revisions of which something is committed and the rest is not. */
  readonly half: readonly HalfDone[];
}

/** Says where the record of a database and the revisions differ. It changes nothing. */
export async function repair(project: Project, reference?: string): Promise<RepairReport> {
  return await withState(project, async ({ session, set, rows }) => {
    const { target } = session.db.server;
    const only = reference === undefined
      ? undefined
      : resolveRevisions(set.graph, reference, { rows }).map(({ id }) => id);
    const wanted = (id: string): boolean => only === undefined || only.includes(id);
    const suspects = (await suspectsOf(session, set, rows)).filter(wanted);
    const half = (await halfDone(session, set.graph, rows)).filter((item) => wanted(item.revision));
    if (suspects.length === 0) return { target, edits: [], code: [], half };
    return { target, half, ...await editsOf(session, set, suspects) };
  });
}

/** What was declared of a step. */
export interface SettleReport extends OpenStep {
  /** The database, as shown to people. */
  readonly target: string;
  /** What was declared. */
  readonly settled: "done" | "again";
}

/**
 * Declares what became of the step that a revision stopped at: it is `done`, or it is to be run
 * `again`. Nothing is run.
 *
 * @throws {RetortError} `run/not-open` where no run has stopped in the middle of the revision.
 */
export async function settleStep(
  project: Project,
  reference: string,
  settled: "done" | "again",
): Promise<SettleReport> {
  return await withJournal(project, reference, async (held, { revision, rows }) => {
    const found = rows.find(({ state }) => state === "started") ??
      rows.find((row) => settled === "done" && isGivenUp(row));
    if (!found) throw new RetortError("run/not-open", { revision });
    const state = settled === "done" ? "done" : "failed";
    const { direction, step, op } = found;
    await held.db.transaction(async () => {
      await writeHeld(held, journalUpdate(held.tables, { ...found, state }, held.token));
      await note(project, held, { event: "declared", revision, direction });
    });
    return { target: held.db.server.target, revision, direction, step: step + 1, op, settled };
  });
}

/** The steps that were forgotten. */
export interface ForgetReport {
  /** The database, as shown to people. */
  readonly target: string;
  /** The revision. */
  readonly revision: string;
  /** The steps, in words. */
  readonly forgotten: readonly string[];
  /** What is still there of them, or was left out: objects that `status` tells from now on. */
  readonly left: readonly string[];
  /**
   * Steps of which nothing tells whether they are undone: what they changed is recorded as it is now.
   */
  readonly unclear: readonly string[];
  /** Whether the schema stays recorded as the steps left it, since the revision can't be read. */
  readonly unread?: true;
}

/**
 * Forgets how far a revision came that stopped half-way: what was committed of it has been undone by
 * hand. Nothing is run; what is still there belongs to no revision any more.
 *
 * @throws {RetortError} `run/not-open` where no run has stopped in the middle of the revision.
 */
export async function forgetSteps(project: Project, reference: string): Promise<ForgetReport> {
  return await withJournal(project, reference, async (held, { revision, rows }) => {
    const { db, dialect, tables } = held;
    const set = await surveyRevisions(project.store);
    const forgotten = await forgottenOps(project, held, { set, rows });
    await db.transaction(async () => {
      for (const direction of new Set(rows.map((row) => row.direction))) {
        const clear = journalClear(tables, { revision, direction });
        await db.execute({ sql: dialect.writer.text(clear) });
        await note(project, held, { event: "forgotten", revision, direction });
      }
    });
    const after = forgotten
      ? await forgetRecorded(project, held, { set, forgotten })
      : { left: [], unclear: [] };
    return {
      target: db.server.target,
      revision,
      forgotten: rows.map(({ op }) => op),
      ...after,
      ...(forgotten ? {} : { unread: true as const }),
    };
  });
}

/** Writes down who has answered for a revision that stopped half-way. */
async function note(
  project: Project,
  held: Session,
  about: Pick<HistoryEvent, "event" | "revision"> & Pick<JournalRow, "direction">,
): Promise<void> {
  const direction = about.direction === "downgrade" ? "downgrade" : "upgrade";
  const event = { ...about, direction, at: project.clock.now(), ...authorOf(project) } as const;
  await writeHeld(held, historyWrite(held.tables, event, held.token));
}

/** Works with the rows of the journal about a revision while no run does; there must be some. */
async function withJournal<T>(
  project: Project,
  reference: string,
  work: (
    held: Session,
    found: { readonly revision: string; readonly rows: readonly JournalRow[] },
  ) => Promise<T>,
): Promise<T> {
  return await withSession(project, async (session) => {
    return await withLock(session, await lockOf(project), async (held) => {
      const all = await journalRows(held);
      const revision = wholeId(reference, all.map((row) => row.revision));
      const rows = all.filter((row) => row.revision === revision);
      if (rows.length === 0) throw new RetortError("run/not-open", { revision });
      return await work(held, { revision, rows });
    });
  }, { create: false });
}
