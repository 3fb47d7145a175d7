/**
 * What `upgrade` and `downgrade` share: going from where the database stands to a target.
 *
 * @module
 */
import type { Step } from "../graph/mod.ts";
import { bookkeepingOf } from "../plan/bookkeeping.ts";
import type { RevisionSet } from "../plan/revisions.ts";
import type { Listener } from "../run/events.ts";
import type { FinishedStep, PathReport } from "../run/runner.ts";
import type { Session } from "../run/standing.ts";
import { filesHash, isSettled } from "../run/settled.ts";
import type { SourceFile } from "../source/mod.ts";
import type { EditParts } from "./obstacles.ts";
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

/** What is wanted. */
export interface Wanted extends MoveOptions {
  /** The project. */
  readonly project: Project;
  /** Its revision files. */
  readonly files: readonly SourceFile[];
  /** Which way to go. */
  readonly way: Way;
}

/** A move whose revisions are read. */
export interface Move extends Wanted {
  /** The revisions. */
  readonly set: RevisionSet;
  /** The version rows at which no applied revision is edited; absent where one is. */
  readonly unedited?: readonly string[] | undefined;
}

/** A move that only waits for a database. */
export interface Begun {
  /** Goes from where the database stands. */
  go(standing: Standing): Promise<MoveReport>;
  /** Makes a database that is not there, if the upgrade can begin. */
  create(): Promise<MoveReport>;
}

/** What only a move that is not settled takes: `./move_path.ts`. */
export interface PathParts {
  /** Reads the revisions. */
  readonly beginMove: (wanted: Wanted) => Promise<Begun>;
}

/** What only a move with something to do takes: `./move_run.ts`. */
export interface RunParts {
  /** Loads what tells edits apart. */
  readonly loadEdits: () => Promise<EditParts>;
  /** Runs the steps of a path. */
  readonly runMove: (
    wanted: Move,
    session: Session,
    path: readonly Step[],
  ) => Promise<PathReport>;
  /** Makes a database that is not there, if the upgrade can begin. */
  readonly createFor: (wanted: Move, go: Begun["go"]) => Promise<MoveReport>;
}

/**
 * Which way to go, and how the parts are loaded. Deno loads what a literal `import()` names at every
 * start, so that the command line brings loaders of its own.
 */
export interface Way {
  /** The direction. */
  readonly direction: Direction;
  /** Loads what finds the path. */
  readonly loadPath: () => Promise<PathParts>;
  /** Loads what runs it. */
  readonly loadRun: () => Promise<RunParts>;
}

/** Goes to a target and says what was done. */
export async function move(
  project: Project,
  way: Way,
  options: MoveOptions,
): Promise<MoveReport> {
  const files = await project.store.list();
  let begun: Promise<Begun> | undefined;
  const begin = (): Promise<Begun> =>
    begun ??= way.loadPath().then(({ beginMove }) =>
      beginMove({ ...options, project, files, way })
    );
  const tables = bookkeepingOf(project.settings);
  const mayBeSettled = way.direction === "upgrade" && isHead(options.target);
  // Hashed in another thread while the database is being opened.
  const hash = mayBeSettled ? filesHash(files) : undefined;
  const go = async (standing: Standing): Promise<MoveReport> => {
    if (hash && await isSettled(standing, tables, hash)) return nothingDone(standing);
    return await (await begin()).go(standing);
  };
  // A broken file is told before a database is touched, and before what is wrong with one.
  if (!mayBeSettled) await begin();
  try {
    if (way.direction === "downgrade") return await withStanding(project, go);
    return await withStandingOr(project, go, async () => (await begin()).create());
  } catch (error) {
    await begin();
    throw error;
  }
}

function isHead(target: string): boolean {
  return target === "head" || target === "heads";
}

/** The report of a move that leaves the database as it is. */
export function nothingDone({ db, rows }: Pick<Standing, "db" | "rows">): MoveReport {
  return { target: db.server.target, from: rows, to: rows, steps: [] };
}
