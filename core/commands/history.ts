/**
 * `history`, `heads`, `branches` and `show`: looking at the graph.
 *
 * They show what they can where revision files are broken, and say which ones are.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { historyOf } from "../graph/history.ts";
import type { Graph, Revision } from "../graph/mod.ts";
import { resolveRevisions } from "../graph/resolve.ts";
import { splitRows } from "../graph/rows.ts";
import { similar } from "../graph/similar.ts";
import { bookkeepingOf } from "../plan/bookkeeping.ts";
import { surveyRevisions } from "../plan/revisions.ts";
import { type PastEvent, pastEvents } from "../run/past.ts";
import { describeRevision, type RevisionInfo, type RevisionsReport } from "./info.ts";
import { problemsOf } from "./problem.ts";
import type { Project } from "./project.ts";
import { type SurveyState, withStandingOrNothing, withSurvey } from "./state.ts";

/** Options of `history`. */
export interface HistoryOptions {
  /** A range: `a:b`, `a:`, `:b`, `-3:current`. */
  readonly range?: string;
  /** Whether the revisions that the database stands at are marked; opens the database. */
  readonly indicateCurrent?: boolean;
}

/** Branch points with the revisions that they branch into. */
export interface BranchesReport extends RevisionsReport {
  /** The revisions that follow a branch point, by its id. */
  readonly into: Readonly<Record<string, readonly RevisionInfo[]>>;
}

/** Lists revisions, newest first; the database is opened only where `current` is asked for. */
export async function history(
  project: Project,
  options: HistoryOptions = {},
): Promise<RevisionsReport> {
  const { range, indicateCurrent = false } = options;
  const relative = range !== undefined && /current|^[+-]|:[+-]/.test(range);
  return await look(project, {
    database: indicateCurrent || relative,
    find: (graph, rows) => historyOf(graph, range, { rows }),
    relative,
  });
}

/** What was done to a database. */
export interface EventsReport {
  /** The database, as shown to people. */
  readonly target: string;
  /** Whether there is a database. */
  readonly exists: boolean;
  /** What was done, newest first. */
  readonly events: readonly PastEvent[];
}

/** Lists what was done to the database, newest first. */
export async function events(project: Project): Promise<EventsReport> {
  return await withStandingOrNothing(project, async ({ db, exists }) => {
    const found = await pastEvents({ db, tables: bookkeepingOf(project.settings) });
    return { target: db.server.target, exists, events: found.toReversed() };
  });
}

/** Lists the heads; with `resolveDependencies`, only those that no other revision depends on. */
export async function heads(
  project: Project,
  options: { readonly resolveDependencies?: boolean } = {},
): Promise<RevisionsReport> {
  const { resolveDependencies = false } = options;
  return await look(project, {
    find: (graph) => resolveDependencies ? graph.effectiveHeads : graph.heads,
  });
}

/** Lists the revisions that several follow, and these. */
export async function branches(project: Project): Promise<BranchesReport> {
  const into: Record<string, readonly RevisionInfo[]> = {};
  const report = await look(project, {
    find: (graph) => {
      const found = historyOf(graph).filter(({ id }) => graph.isBranchPoint(id));
      for (const { id } of found) {
        into[id] = graph.children(id).map((child) => describeRevision(graph, child));
      }
      return found;
    },
  });
  return { ...report, into };
}

/** Shows the revisions that references name. */
export async function show(
  project: Project,
  references: string | readonly string[],
): Promise<RevisionsReport> {
  const all = typeof references === "string" ? [references] : references;
  const relative = all.some((reference) => /current|^[+-]|@[+-]/.test(reference));
  return await look(project, {
    database: relative,
    relative,
    find: (graph, rows) => [
      ...new Set(
        all.flatMap((reference) => resolveRevisions(graph, reference, { rows, relative: "allow" })),
      ),
    ],
  });
}

/** What is looked for, and whether the database must be asked. */
interface Question {
  readonly find: (graph: Graph, rows: readonly string[]) => readonly Revision[];
  readonly database?: boolean;
  /** Whether what is found depends on where the database stands. */
  readonly relative?: boolean;
}

async function look(project: Project, question: Question): Promise<RevisionsReport> {
  const { find, database = false, relative = false } = question;
  const answer = ({ survey, rows }: Pick<SurveyState, "survey" | "rows">): RevisionsReport => {
    const { graph, problems } = survey;
    const { known, unknown } = splitRows(graph, rows);
    const [row] = unknown;
    if (relative && row !== undefined && known.length === 0) {
      const guesses = similar(row, graph.revisions.map(({ id }) => id));
      throw new RetortError("graph/unknown-row", { row, similar: guesses });
    }
    const revisions = find(graph, known).map((one) => describeRevision(graph, one, known));
    return { revisions, unknown, problems: problemsOf(problems) };
  };
  if (!database) return answer({ survey: await surveyRevisions(project.store), rows: [] });
  return await withSurvey(project, (state) => Promise.resolve(answer(state)));
}
