/**
 * What `upgrade` and `downgrade` share: going from where the database stands to a target.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { downgradePath, upgradePath } from "../graph/path.ts";
import { parseTarget } from "../graph/reference.ts";
import { beginsAtFirstRow } from "../graph/target.ts";
import { readRevisions, type RevisionSet } from "../plan/revisions.ts";
import type { Step } from "../graph/mod.ts";
import type { FinishedStep, Listener, PathReport, Session } from "../run/mod.ts";
import { refuseHalfDone } from "../run/half_done.ts";
import { type EditParts, obstaclesOf } from "./obstacles.ts";
import { isPast } from "./past.ts";
import type { Project } from "./project.ts";
import { type Standing, withStanding, withStandingOr } from "./session.ts";

export type { EditParts } from "./obstacles.ts";
export type { Standing } from "./session.ts";

/** Options of `upgrade` and `downgrade`. */
export interface MoveOptions {
  /** Where to go: a reference. */
  readonly target: string;
  /** Objects whose loss is right: `users`, `users.name`. */
  readonly allowLoss?: readonly string[];
  /** Whether what would be lost otherwise is kept under another name; as the settings say unless told. */
  readonly keep?: boolean;
  /** The hash of the plan that was reviewed: just that is run, with the losses that it names. */
  readonly plan?: string;
  /** Is told what happens. */
  readonly listener?: Listener;
  /** Whether only what can be known beforehand is checked, and nothing changed. */
  readonly rehearse?: boolean;
}

/** Where a database was and is. */
export interface MoveReport {
  /** The database, as shown to people. */
  readonly target: string;
  /** The version rows before. */
  readonly from: readonly string[];
  /** The version rows now. */
  readonly to: readonly string[];
  /** The revisions that ran, in order. */
  readonly steps: readonly FinishedStep[];
  /**
   * `true` where an upgrade had nothing to do because its target lies below where the database
   * stands; `downgrade` goes there. Absent otherwise.
   */
  readonly past?: true;
  /**
   * The row that a downgrade like `-1` began at, where the database stands at several and the
   * target names no branch: a guess. Absent otherwise.
   */
  readonly guessedStart?: string;
}

/** A direction. */
export type Direction = "upgrade" | "downgrade";

/** The path of a direction. */
export const paths: {
  readonly upgrade: typeof upgradePath;
  readonly downgrade: typeof downgradePath;
} = { upgrade: upgradePath, downgrade: downgradePath };

/** A move that is under way. */
export interface Move extends MoveOptions {
  /** The project. */
  readonly project: Project;
  /** Its revisions. */
  readonly set: RevisionSet;
  /** The direction. */
  readonly direction: Direction;
}

/** What only a move with something to do takes: `./move_run.ts`. */
export interface MoveParts {
  /** Loads what tells edits apart. */
  readonly loadEdits: () => Promise<EditParts>;
  /** Runs the steps of a path. */
  readonly runMove: (
    wanted: Move,
    session: Session,
    path: readonly Step[],
  ) => Promise<PathReport>;
  /** Makes a database that is not there, if the upgrade can begin. */
  readonly createFor: (
    wanted: Move,
    go: (standing: Standing) => Promise<MoveReport>,
  ) => Promise<MoveReport>;
}

/** Which way to go, and how what runs revisions is loaded: at the target nothing of it is. */
export interface Way {
  /** The direction. */
  readonly direction: Direction;
  /**
   * Loads the parts. Deno loads what a literal `import()` names at every start, so that the command
   * line brings a loader of its own.
   */
  readonly load: () => Promise<MoveParts>;
}

/** Goes to a target and says what was done. */
export async function move(
  project: Project,
  { direction, load }: Way,
  options: MoveOptions,
): Promise<MoveReport> {
  const { target } = options;
  if (parseTarget(target).kind === "range") {
    throw new RetortError("run/range-needs-sql", { reference: target });
  }
  // The files come first: a broken one is told before a database is touched.
  const set = await readRevisions(project.store);
  const wanted: Move = { ...options, project, set, direction };
  const begin = (standing: Standing): Promise<MoveReport> => go(wanted, load, standing);
  if (direction === "downgrade") return await withStanding(project, begin);
  const create = async () => (await load()).createFor(wanted, begin);
  return await withStandingOr(project, begin, create);
}

async function go(
  wanted: Move,
  load: Way["load"],
  standing: Standing,
): Promise<MoveReport> {
  const { project, set, direction, target, listener } = wanted;
  const { db, rows, session } = standing;
  const edits = async (): Promise<EditParts> => await (await load()).loadEdits();
  const { code, halves } = await obstaclesOf(project, set, { ...standing, edits });
  const path = paths[direction](set.graph, target, rows);
  refuseHalfDone(halves, { graph: set.graph, direction, path });
  if (code.length > 0) listener?.({ kind: "code-edited", revisions: code });
  if (path.length === 0) {
    const report = { target: db.server.target, from: rows, to: rows, steps: [] };
    return direction === "upgrade" && isPast(set.graph, target, rows)
      ? { ...report, past: true }
      : report;
  }
  const guess = direction === "downgrade" && beginsAtFirstRow(target, rows) ? rows[0] : undefined;
  if (guess !== undefined) listener?.({ kind: "guessed-start", target, row: guess, rows });
  const { runMove } = await load();
  const report = await runMove(wanted, await session(), path);
  const guessed = guess === undefined ? {} : { guessedStart: guess };
  return { target: db.server.target, ...report, ...guessed };
}
