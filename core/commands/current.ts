/**
 * `current`.
 *
 * @module
 */
import type { HalfDone } from "../errors/mod.ts";
import { currentRevisions } from "../graph/path.ts";
import { splitRows } from "../graph/rows.ts";
import { bookkeepingOf } from "../plan/bookkeeping.ts";
import { halfDone } from "../run/half_done.ts";
import { lastApplied, lastRows, type PastEvent, pastEvents, sameRows } from "../run/past.ts";
import { describeRevision, type RevisionInfo } from "./info.ts";
import { type Problem, problemsOf } from "./problem.ts";
import type { Project } from "./project.ts";
import { withSurvey } from "./state.ts";

/** One row of the version table. */
export interface CurrentRow {
  /** The id in the version table, or one that a row there implies. */
  readonly id: string;
  /** The revision; absent when there is no file for it. */
  readonly revision?: RevisionInfo;
  /** Whether it is a head. */
  readonly head: boolean;
  /** How it was applied; absent where the history does not tell. */
  readonly applied?: PastEvent;
}

/** Where the database stands. */
export interface CurrentReport {
  /** The database, as shown to people. */
  readonly target: string;
  /** The server: `sqlite 3.53.2`. */
  readonly server: string;
  /** Whether there is a database. */
  readonly exists: boolean;
  /** The revisions it stands at; none before the first upgrade. */
  readonly revisions: readonly CurrentRow[];
  /** The rows of the version table that no file belongs to. */
  readonly unknown: readonly string[];
  /**
   * The rows that the last event of the history left, where the version table holds others: something
   * else has written to it. Absent where they agree.
   */
  readonly recorded?: readonly string[];
  /** Revisions of which something is committed and the rest is not. */
  readonly half: readonly HalfDone[];
  /** Whether all heads are applied. */
  readonly atHead: boolean;
  /** What is wrong with revision files. */
  readonly problems: readonly Problem[];
}

/** Says where the database stands. It changes nothing. */
export async function current(project: Project): Promise<CurrentReport> {
  return await withSurvey(project, async ({ db, survey, rows, exists }) => {
    const place = { db, tables: bookkeepingOf(project.settings) };
    const events = await pastEvents(place);
    const last = lastRows(events);
    const by = lastApplied(events);
    const how = (id: string): { readonly applied?: PastEvent } => {
      const applied = by.get(id);
      return applied === undefined ? {} : { applied };
    };
    const { graph, problems } = survey;
    const { known: held, unknown } = splitRows(graph, rows);
    const known = currentRevisions(graph, held);
    const revisions = [
      ...known.map((found): CurrentRow => {
        const revision = describeRevision(graph, found, held);
        return { id: found.id, revision, head: revision.isHead, ...how(found.id) };
      }),
      ...unknown.map((id): CurrentRow => ({ id, head: false, ...how(id) })),
    ];
    const { server } = db;
    const applied = graph.ancestors(known.map(({ id }) => id));
    return {
      target: server.target,
      server: `${server.flavour} ${server.version}`.trimEnd(),
      exists,
      revisions,
      unknown,
      half: await halfDone(place, graph, rows),
      atHead: unknown.length === 0 && graph.heads.every((head) => applied.has(head.id)),
      ...(last === undefined || sameRows(last, rows) ? {} : { recorded: last }),
      problems: problemsOf(problems),
    };
  });
}
