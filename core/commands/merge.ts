/**
 * `merge`.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { planMerge } from "../graph/mod.ts";
import { readRevisions } from "../plan/revisions.ts";
import type { Project } from "./project.ts";
import { write } from "./write.ts";

/** Options of `merge`. */
export interface MergeOptions {
  /** References to what is joined: `heads`, ids, `label@head`. */
  readonly revisions: readonly string[];
  /** One line about it; the ids that are joined unless told. */
  readonly message?: string;
  /** Its id; a new one unless given. */
  readonly id?: string;
  /** Whether it may join revisions that others follow already. */
  readonly splice?: boolean;
  /** Names of the branch that begins with it. */
  readonly labels?: readonly string[];
}

/** A revision that joins others. */
export interface MergeReport {
  /** The file. */
  readonly path: string;
  /** The id. */
  readonly revision: string;
  /** The ids that it joins. */
  readonly merges: readonly string[];
}

/**
 * Writes a revision file that follows several revisions and changes nothing itself.
 *
 * @throws {RetortError} `graph/…` where the revisions cannot be joined so.
 */
export async function merge(project: Project, options: MergeOptions): Promise<MergeReport> {
  const { revisions, message, id, splice = false, labels = [] } = options;
  const { graph } = await readRevisions(project.store);
  const wanted = { id: id ?? project.ids.revision(), splice, labels };
  const planned = planMerge(graph, revisions, wanted);
  const { down } = planned;
  if (down.length < 2) throw new RetortError("graph/nothing-to-merge", { revisions: down });
  const text = message ?? `merge ${down.join(" and ")}`;
  const file = { planned: { ...planned, message: text }, upgrade: [], downgrade: [] };
  return { path: await write(project, graph, file), revision: planned.id, merges: down };
}
