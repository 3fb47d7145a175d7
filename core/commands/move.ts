/**
 * What `upgrade` and `downgrade` share: going from where the database stands to a target.
 *
 * @module
 */
import type { Dialect } from "../dialect/mod.ts";
import { RetortError } from "../errors/mod.ts";
import { downgradePath, parseTarget, type Range, resolveRevisions } from "../graph/mod.ts";
import { type Step, upgradePath } from "../graph/mod.ts";
import type { RevisionContext } from "../ops/mod.ts";
import { bookkeepingOf, migrationsOf, readRevisions, type RevisionSet } from "../plan/mod.ts";
import { scriptOf, stateAt } from "../plan/mod.ts";
import { type FinishedStep, type Listener, runPath } from "../run/mod.ts";
import { version } from "../version.ts";
import type { Project } from "./project.ts";
import { type State, withSession, withState, withStateOr } from "./session.ts";

/** Options of `upgrade` and `downgrade`. */
export interface MoveOptions {
  /** Where to go: a reference. */
  readonly target: string;
  /** Objects whose loss is right: `users`, `users.name`. */
  readonly allowLoss?: readonly string[];
  /** Is told what happens. */
  readonly listener?: Listener;
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
}

/** A script instead of a run. */
export interface ScriptReport {
  /** The SQL. */
  readonly script: string;
}

/** A direction. */
export type Direction = "upgrade" | "downgrade";

const paths = { upgrade: upgradePath, downgrade: downgradePath } as const;

/** Goes to a target and says what was done. */
export async function move(
  project: Project,
  direction: Direction,
  options: MoveOptions,
): Promise<MoveReport> {
  const { target, allowLoss = [], listener } = options;
  if (parseTarget(target).kind === "range") {
    throw new RetortError("run/range-needs-sql", { reference: target });
  }
  const go = async ({ session, set, rows }: State): Promise<MoveReport> => {
    const path = paths[direction](set.graph, target, rows);
    const steps = await runPath(session, set, {
      path,
      x: project.x,
      losses: {
        allow: allowLoss,
        otherwise: project.settings.dataLoss,
        command: `${direction} ${target}`,
        written: direction === "upgrade",
      },
      now: () => project.clock.now(),
      tool: version,
      ...(listener ? { listener } : {}),
    });
    const to = path.at(-1)?.rowsAfter ?? rows;
    return { target: session.db.server.target, from: rows, to, steps };
  };
  if (direction === "downgrade") return await withState(project, go);
  return await withStateOr(project, go, async (set) => {
    // A database is only made for an upgrade that can begin.
    const cx = offlineContext(await project.dialect(), project.x);
    await migrationsOf(set, upgradePath(set.graph, target, []), { ...cx, offline: false });
    return await withSession(project, (session) => go({ session, set, rows: [] }));
  });
}

function offlineContext(dialect: Dialect, x: RevisionContext["x"]): RevisionContext {
  return { dialect: dialect.name, flavour: dialect.name, x, offline: true };
}

/** Writes the script that goes to a target; no database is opened. */
export async function moveScript(
  project: Project,
  direction: Direction,
  target: string,
): Promise<ScriptReport> {
  const dialect = await project.dialect();
  const set = await readRevisions(project.store);
  const { path, start } = scriptPath(set, direction, target);
  const cx = offlineContext(dialect, project.x);
  const script = scriptOf(set, await migrationsOf(set, path, cx), {
    dialect,
    tables: bookkeepingOf(project.settings),
    state: await stateAt(set, start, cx),
    now: project.clock.now(),
    tool: version,
  });
  return { script };
}

/** The steps of a script and the revisions that it begins at. */
function scriptPath(
  set: RevisionSet,
  direction: Direction,
  target: string,
): { readonly path: readonly Step[]; readonly start: readonly string[] } {
  const parsed = parseTarget(target);
  if (parsed.kind !== "range") {
    if (direction === "downgrade") {
      throw new RetortError("run/offline-range", { command: direction });
    }
    return { path: upgradePath(set.graph, parsed, []), start: [] };
  }
  const { from, to } = ends(parsed, direction);
  const start = from === undefined ? [] : resolveRevisions(set.graph, from).map(({ id }) => id);
  return { path: paths[direction](set.graph, to, start), start };
}

function ends(range: Range, direction: Direction): Required<Pick<Range, "to">> & Range {
  const { to, from } = range;
  if (to === undefined || (direction === "downgrade" && from === undefined)) {
    throw new RetortError("run/offline-range", { command: direction });
  }
  return { ...range, to };
}
