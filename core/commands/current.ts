/**
 * `current`.
 *
 * @module
 */
import { currentRevisions, type Revision } from "../graph/mod.ts";
import type { Project } from "./project.ts";
import { withState } from "./session.ts";

/** One row of the version table. */
export interface CurrentRow {
  /** The id in the version table, or one that a row there implies. */
  readonly id: string;
  /** The revision; absent when there is no file for it. */
  readonly revision?: Revision;
  /** Whether it is a head. */
  readonly head: boolean;
}

/** Where the database stands. */
export interface CurrentReport {
  /** The database, as shown to people. */
  readonly target: string;
  /** The server: `sqlite 3.53.2`. */
  readonly server: string;
  /** The revisions it stands at; none before the first upgrade. */
  readonly revisions: readonly CurrentRow[];
  /** Whether all heads are applied. */
  readonly atHead: boolean;
}

/** Says where the database stands. It changes nothing. */
export async function current(project: Project): Promise<CurrentReport> {
  return await withState(project, ({ session, set, rows }) => {
    const { graph } = set;
    const unknown = rows.filter((row) => graph.get(row) === undefined);
    const known = currentRevisions(graph, rows.filter((row) => graph.get(row) !== undefined));
    const revisions = [
      ...known.map((revision): CurrentRow => {
        return { id: revision.id, revision, head: graph.isHead(revision.id) };
      }),
      ...unknown.map((id): CurrentRow => ({ id, head: false })),
    ];
    const { server } = session.db;
    const applied = graph.ancestors(known.map(({ id }) => id));
    return Promise.resolve({
      target: server.target,
      server: `${server.flavour} ${server.version}`,
      revisions,
      atHead: unknown.length === 0 && graph.heads.every((head) => applied.has(head.id)),
    });
  });
}
