/**
 * Planning a new revision: where it goes, and whether it may be called so.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import type { Graph } from "./graph.ts";
import type { RevisionNode } from "./node.ts";
import { nodeFor, nodesFor } from "./resolve.ts";
import {
  illegalCharactersIn,
  reservedWords,
  type Revision,
  unsafeCharactersIn,
} from "./revision.ts";

/** What a new revision shall be. */
export interface NewRevision {
  /** The id, new to the graph. */
  readonly id: string;
  /** References to what it follows; `"head"` if not given. */
  readonly head?: string | readonly string[];
  /** Whether it may follow revisions that others follow already. */
  readonly splice?: boolean;
  /** The branch labels that it declares. */
  readonly labels?: readonly string[];
  /** References to revisions that must be applied first; a branch label stays one. */
  readonly dependsOn?: readonly string[];
  /** The first line of its docstring. */
  readonly message?: string;
  /** When it is made. */
  readonly createDate?: string;
}

/** The header of a new revision; throws if the graph has no place for it. */
export function planRevision(graph: Graph, wanted: NewRevision): Revision {
  const { id, head = "head", splice = false, labels = [], dependsOn = [], ...rest } = wanted;
  refuseId(graph, id);
  for (const label of labels) refuseLabel(graph, id, label);
  const references = typeof head === "string" ? [head] : head;
  const unnamed = wanted.head === undefined ? { flag: "--head" } as const : {};
  const parents = references.flatMap((reference) => nodesFor(graph, reference, unnamed));
  refuseParents(parents, splice);
  const { message, createDate } = rest;
  return {
    id,
    down: parents.map(({ revision }) => revision.id),
    dependsOn: dependsOn.flatMap((reference) => dependency(graph, reference)),
    labels: [...labels],
    ...(message === undefined ? {} : { message }),
    ...(createDate === undefined ? {} : { createDate }),
  };
}

/** The header of a revision that joins others; `heads` joins all. */
export function planMerge(
  graph: Graph,
  revisions: readonly string[],
  wanted: Omit<NewRevision, "head">,
): Revision {
  return planRevision(graph, { ...wanted, head: revisions });
}

function refuseId(graph: Graph, id: string): void {
  const characters = [...illegalCharactersIn(id), ...unsafeCharactersIn(id)];
  if (
    id.trim() === "" || id.startsWith(".") || characters.length > 0 || reservedWords.includes(id)
  ) {
    throw new RetortError("graph/illegal-id", { revision: id, characters });
  }
  const owner = graph.node(id) ?? graph.labelled(id);
  if (owner === undefined) return;
  const { path } = owner.revision;
  throw new RetortError("graph/id-taken", {
    revision: id,
    ...(path === undefined ? {} : { path }),
  });
}

function refuseLabel(graph: Graph, id: string, label: string): void {
  const owner = label === id ? id : (graph.labelled(label) ?? graph.node(label))?.revision.id;
  if (owner !== undefined) {
    throw new RetortError("graph/label-taken", { label, revision: id, owner });
  }
  const reason = labelFault(label);
  if (reason !== undefined) throw new RetortError("graph/illegal-label", { label, reason });
}

function labelFault(label: string): string | undefined {
  if (label.trim() === "") return "it is empty";
  if (reservedWords.includes(label)) return "references use this word";
  const [character] = illegalCharactersIn(label);
  return character === undefined ? undefined : `references use "${character}"`;
}

function refuseParents(parents: readonly RevisionNode[], splice: boolean): void {
  const ids = parents.map(({ revision }) => revision.id);
  const repeated = ids.filter((id, index) => ids.indexOf(id) !== index);
  if (repeated.length > 0) {
    throw new RetortError("graph/duplicate-heads", { revisions: [...new Set(repeated)] });
  }
  if (splice) return;
  for (const { revision, children } of parents) {
    if (children.length === 0) continue;
    throw new RetortError("graph/not-a-head", {
      revision: revision.id,
      children: children.map((child) => child.revision.id),
    });
  }
}

function dependency(graph: Graph, reference: string): readonly string[] {
  const node = nodeFor(graph, reference);
  if (node === undefined) return [];
  return graph.labels(node.revision.id).includes(reference) ? [reference] : [node.revision.id];
}
