/**
 * The scripts of `upgrade` and `downgrade`: SQL instead of a run.
 *
 * @module
 */
import { isRetortError, RetortError } from "../errors/mod.ts";
import {
  type Graph,
  parseTarget,
  type Range,
  type Reference,
  resolveRevisions,
  type Step,
  upgradePath,
} from "../graph/mod.ts";
import type { RevisionContext } from "../ops/mod.ts";
import { bookkeepingOf } from "../plan/bookkeeping.ts";
import { migrationsOf } from "../plan/migration.ts";
import { readRevisions, type RevisionSet } from "../plan/revisions.ts";
import { scriptOf } from "../plan/script.ts";
import { stateAt } from "../plan/state.ts";
import { version } from "../version.ts";
import type { Direction } from "./move.ts";
import { paths } from "./move_path.ts";
import { type Project, targetOf, toldOf } from "./project.ts";

/** A script instead of a run. */
export interface ScriptReport {
  /** The SQL. */
  readonly script: string;
}

/** Writes the script that goes to a target; no database is opened. */
export async function moveScript(
  project: Project,
  direction: Direction,
  target: string,
): Promise<ScriptReport> {
  const { dialect, flavour, names } = await targetOf(project);
  const set = await readRevisions(project.store);
  const { path, start } = scriptPath(set, direction, target);
  const cx: RevisionContext = {
    dialect: dialect.name,
    flavour,
    ...toldOf(project),
    offline: true,
  };
  const script = scriptOf(set, await migrationsOf(set, path, cx), {
    dialect,
    names,
    tables: bookkeepingOf(project.settings),
    state: await stateAt(set, start, cx),
    transactionMode: project.settings.transactionMode,
    now: project.clock.now(),
    tool: version,
    cx,
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
  try {
    const path = paths[direction](set.graph, to, start);
    if (path.length > 0 || isAt(set.graph, to, start)) return { path, start };
  } catch (error) {
    if (!isRetortError(error) || error.code !== "graph/not-applied") throw error;
  }
  const data = { command: direction, range: target, from: from?.text ?? "base", to: to.text };
  throw new RetortError("run/wrong-way", data);
}

/** Whether a reference names just where a script begins. */
function isAt(graph: Graph, to: Reference, start: readonly string[]): boolean {
  const ids = resolveRevisions(graph, to, { rows: start }).map(({ id }) => id);
  return ids.length === start.length && ids.every((id) => start.includes(id));
}

function ends(range: Range, direction: Direction): Required<Pick<Range, "to">> & Range {
  const { to, from } = range;
  if (to === undefined || (direction === "downgrade" && from === undefined)) {
    throw new RetortError("run/offline-range", { command: direction });
  }
  return { ...range, to };
}
