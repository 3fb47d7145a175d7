/**
 * `stamp`.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { type Graph, parseRange, resolveRevisions, splitRows, stampPath } from "../graph/mod.ts";
import { bookkeepingOf } from "../plan/bookkeeping.ts";
import { readRevisions } from "../plan/revisions.ts";
import { stampScript } from "../plan/script.ts";
import { runStamp } from "../run/stamp.ts";
import { version } from "../version.ts";
import { acceptorFor } from "./record.ts";
import type { ScriptReport } from "./script.ts";
import { authorOf, lockOf, type Project, targetOf } from "./project.ts";
import { withSession } from "./session.ts";
import { type State, withStateOr } from "./state.ts";

/** Options of `stamp`. */
export interface StampOptions {
  /** What the version table shall say: references. */
  readonly targets: readonly string[];
  /** Empties the table first, whatever it holds. */
  readonly purge?: boolean;
}

/** What a stamp changed. */
export interface StampReport {
  /** The database, as shown to people. */
  readonly target: string;
  /** The version rows before. */
  readonly from: readonly string[];
  /** The version rows now. */
  readonly to: readonly string[];
  /** Why what the schema is like could not be recorded; absent where it is. */
  readonly notRecorded?: string;
}

/** Makes the version table say something without running any migration. */
export async function stamp(project: Project, options: StampOptions): Promise<StampReport> {
  const { targets, purge = false } = options;
  const go = async ({ session, set, rows }: State): Promise<StampReport> => {
    const path = stampPath(set.graph, targets, rows, { purge });
    const to = path.at(-1)?.rowsAfter ?? (purge ? [] : rows);
    const writes = path.flatMap((step) => step.writes);
    const notRecorded = await runStamp(session, {
      before: rows,
      after: to,
      writes,
      applied: set.graph.ancestors(splitRows(set.graph, to).known),
      at: project.clock.now(),
      ...authorOf(project),
      record: acceptorFor(project, set, to),
      lock: await lockOf(project),
    });
    const report = { target: session.db.server.target, from: rows, to };
    return notRecorded === undefined ? report : { ...report, notRecorded };
  };
  return await withStateOr(project, go, async (set) => {
    stampPath(set.graph, targets, [], { purge });
    return await withSession(project, (session) => go({ session, set, rows: [] }));
  });
}

/**
 * Writes the SQL that stamps; no database is opened. The version table is taken to be empty, or as
 * the beginning of a range says: `a:b`.
 */
export async function stampSql(
  project: Project,
  targets: readonly string[],
): Promise<ScriptReport> {
  const { dialect, names } = await targetOf(project);
  const set = await readRevisions(project.store);
  const { start, ends } = rangeOf(set.graph, targets);
  const path = stampPath(set.graph, ends, start);
  const writes = path.flatMap((step) => step.writes);
  const after = path.at(-1)?.rowsAfter ?? start;
  const tables = bookkeepingOf(project.settings);
  const now = project.clock.now();
  return { script: stampScript({ writes, after }, { dialect, names, tables, now, tool: version }) };
}

/** Where a script begins and what it shall end with. */
function rangeOf(
  graph: Graph,
  targets: readonly string[],
): { readonly start: readonly string[]; readonly ends: readonly string[] } {
  const [only = "", ...more] = targets;
  if (more.length > 0 || !only.includes(":")) return { start: [], ends: targets };
  const { from, to } = parseRange(only);
  if (to === undefined) throw new RetortError("run/offline-range", { command: "stamp" });
  const start = from === undefined ? [] : resolveRevisions(graph, from).map(({ id }) => id);
  return { start, ends: [to.text] };
}
