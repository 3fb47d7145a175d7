/**
 * Revisions with what their graph says about them.
 *
 * @module
 */
import { revisionLine } from "../graph/lines.ts";
import type { Graph, Revision } from "../graph/mod.ts";
import type { Problem } from "./problem.ts";

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
  /** Whether the version table holds it; false where no database was asked. */
  readonly isCurrent: boolean;
  /** The branch labels that apply to it, those of its branch too. */
  readonly branches: readonly string[];
  /** The revisions that follow it. */
  readonly children: readonly string[];
  /** The ids of the revisions that `dependsOn` names. */
  readonly dependencies: readonly string[];
}

/** Some revisions. */
export interface RevisionsReport {
  /** The revisions, newest first. */
  readonly revisions: readonly RevisionInfo[];
  /** The rows of the version table that no file belongs to, where a database was asked. */
  readonly unknown: readonly string[];
  /** What is wrong with revision files; these, or a part of what they say, are left out. */
  readonly problems: readonly Problem[];
}

/** All about a revision; `rows` are those of the version table. */
export function describeRevision(
  graph: Graph,
  revision: Revision,
  rows: readonly string[] = [],
): RevisionInfo {
  const { id } = revision;
  const dependencies = graph.node(id)?.dependencies ?? [];
  return {
    ...revision,
    line: revisionLine(graph, id, { rows }),
    isHead: graph.isHead(id),
    isBranchPoint: graph.isBranchPoint(id),
    isMergePoint: graph.isMergePoint(id),
    isCurrent: rows.includes(id),
    branches: graph.labels(id),
    children: graph.children(id).map((child) => child.id),
    dependencies: dependencies.map((node) => node.revision.id),
  };
}
