/**
 * What `upgrade` and `downgrade` share: going from where the database stands to a target.
 *
 * @module
 */
import { RetortError, shellWord } from "../errors/mod.ts";
import { downgradePath, upgradePath } from "../graph/path.ts";
import { parseTarget } from "../graph/reference.ts";
import { beginsAtFirstRow } from "../graph/target.ts";
import { readRevisions, type RevisionSet } from "../plan/revisions.ts";
import type { Step } from "../graph/mod.ts";
import type { FinishedStep, Listener, LossPolicy, PathReport, Session } from "../run/mod.ts";
import { refuseHalfDone } from "../run/half_done.ts";
import { obstaclesOf } from "./obstacles.ts";
import { againOf, isPast } from "./past.ts";
import { authorOf, lockOf, type Project, toldOf } from "./project.ts";
import { type Standing, withSession, withStanding, withStandingOr } from "./session.ts";

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

interface Move extends MoveOptions {
  readonly project: Project;
  readonly set: RevisionSet;
  readonly direction: Direction;
}

/** Goes to a target and says what was done. */
export async function move(
  project: Project,
  direction: Direction,
  options: MoveOptions,
): Promise<MoveReport> {
  const { target } = options;
  if (parseTarget(target).kind === "range") {
    throw new RetortError("run/range-needs-sql", { reference: target });
  }
  // The files come first: a broken one is told before a database is touched.
  const set = await readRevisions(project.store);
  const wanted: Move = { ...options, project, set, direction };
  const begin = (standing: Standing): Promise<MoveReport> => go(wanted, standing);
  if (direction === "downgrade") return await withStanding(project, begin);
  return await withStandingOr(project, begin, () => create(wanted));
}

async function go(wanted: Move, standing: Standing): Promise<MoveReport> {
  const { project, set, direction, target, listener } = wanted;
  const { db, rows, session } = standing;
  const { code, halves } = await obstaclesOf(project, set, standing);
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
  const report = await run(wanted, await session(), path);
  const guessed = guess === undefined ? {} : { guessedStart: guess };
  return { target: db.server.target, ...report, ...guessed };
}

async function run(wanted: Move, session: Session, path: readonly Step[]): Promise<PathReport> {
  const { project, set, direction, target, listener, rehearse = false } = wanted;
  // What runs revisions is loaded only where there are some to run.
  const { runPath } = await import("../run/runner.ts");
  return await runPath(session, set, {
    path,
    again: againOf(target, (found) => paths[direction](set.graph, target, found)),
    lock: await lockOf(project),
    waits: project.settings.waits,
    ...toldOf(project),
    rehearse,
    signal: project.signal,
    plan: wanted.plan,
    transactionMode: project.settings.transactionMode,
    losses: lossesOf(wanted),
    now: () => project.clock.now(),
    ...authorOf(project),
    record: (await import("./record.ts")).recorderFor(project, set),
    ...(listener ? { listener } : {}),
  });
}

/** What may be lost, and how the rest is allowed. */
function lossesOf({ project, direction, target, allowLoss = [], keep }: Move): LossPolicy {
  const { settings } = project;
  return {
    allow: allowLoss,
    otherwise: settings.dataLoss,
    allowWith: (objects) =>
      ["retort", direction, target, ...flagsOf([...allowLoss, ...objects])].map(shellWord)
        .join(" "),
    keepWith: "--keep",
    written: direction === "upgrade",
    keep: keep ?? settings.keep ?? false,
  };
}

function flagsOf(objects: readonly string[]): readonly string[] {
  return objects.flatMap((name) => ["--allow-loss", name]);
}

/** An upgrade of a database that is not there: it is only made if the upgrade can begin. */
async function create(wanted: Move): Promise<MoveReport> {
  const { project, set, target, rehearse } = wanted;
  const { name } = await project.dialect();
  const { migrationsOf } = await import("../plan/migration.ts");
  const cx = { dialect: name, flavour: name, ...toldOf(project), offline: false };
  const path = upgradePath(set.graph, target, []);
  await migrationsOf(set, path, cx);
  if (rehearse) return { target: "", from: [], to: path.at(-1)?.rowsAfter ?? [], steps: [] };
  return await withSession(project, (session) => {
    const { db } = session;
    return go(wanted, { db, rows: [], session: () => Promise.resolve(session) });
  });
}
