/**
 * `history`, `heads` and `show`: looking at the graph.
 *
 * @module
 */
import { historyOf, resolveRevisions, type Revision, revisionLine } from "../graph/mod.ts";
import { readRevisions, type RevisionSet } from "../plan/mod.ts";
import type { Project } from "./project.ts";
import { withState } from "./session.ts";

/** A revision and what can be said about its place. */
export interface RevisionInfo extends Revision {
  /** The one line that `history` prints. */
  readonly line: string;
  /** Whether no revision follows it. */
  readonly isHead: boolean;
  /** Whether several revisions follow it. */
  readonly isBranchPoint: boolean;
  /** Whether it follows several. */
  readonly isMergePoint: boolean;
  /** The branch labels that apply to it, those of its branch too. */
  readonly branches: readonly string[];
  /** The revisions that follow it. */
  readonly children: readonly string[];
}

/** Some revisions. */
export interface RevisionsReport {
  /** The revisions, newest first. */
  readonly revisions: readonly RevisionInfo[];
}

/** Options of `history`. */
export interface HistoryOptions {
  /** A range: `a:b`, `a:`, `:b`, `-3:current`. */
  readonly range?: string;
  /** Whether the revisions that the database stands at are marked; opens the database. */
  readonly indicateCurrent?: boolean;
}

/** Lists revisions, newest first; the database is opened only where `current` is asked for. */
export async function history(
  project: Project,
  options: HistoryOptions = {},
): Promise<RevisionsReport> {
  const { range, indicateCurrent = false } = options;
  const list = (set: RevisionSet, rows: readonly string[] = []): RevisionsReport => {
    const found = historyOf(set.graph, range, { rows });
    return { revisions: found.map((revision) => describe(set, revision, rows)) };
  };
  const needsRows = indicateCurrent || (range !== undefined && /current|^[+-]|:[+-]/.test(range));
  if (!needsRows) return list(await readRevisions(project.store));
  return await withState(project, ({ set, rows }) => Promise.resolve(list(set, rows)));
}

/** Lists the heads; with `dependencies`, only those that no other revision depends on. */
export async function heads(
  project: Project,
  options: { readonly resolveDependencies?: boolean } = {},
): Promise<RevisionsReport> {
  const set = await readRevisions(project.store);
  const { graph } = set;
  const found = options.resolveDependencies ? graph.effectiveHeads : graph.heads;
  return { revisions: found.map((revision) => describe(set, revision)) };
}

/** Shows the revisions that a reference names. */
export async function show(project: Project, reference: string): Promise<RevisionsReport> {
  const find = (set: RevisionSet, rows: readonly string[]): RevisionsReport => {
    const found = resolveRevisions(set.graph, reference, { rows, relative: "allow" });
    return { revisions: found.map((revision) => describe(set, revision)) };
  };
  if (!/current|^[+-]|@[+-]/.test(reference)) return find(await readRevisions(project.store), []);
  return await withState(project, ({ set, rows }) => Promise.resolve(find(set, rows)));
}

function describe(
  { graph }: RevisionSet,
  revision: Revision,
  rows: readonly string[] = [],
): RevisionInfo {
  const { id } = revision;
  return {
    ...revision,
    line: revisionLine(graph, id, { rows }),
    isHead: graph.isHead(id),
    isBranchPoint: graph.isBranchPoint(id),
    isMergePoint: graph.isMergePoint(id),
    branches: graph.labels(id),
    children: graph.children(id).map((child) => child.id),
  };
}
