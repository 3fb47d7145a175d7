/**
 * Single steps up and down, and where a database stands.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { type Graph, nodesOf } from "./graph.ts";
import { branchNode, candidate } from "./names.ts";
import type { RevisionNode } from "./node.ts";
import type { RelativeReference } from "./reference.ts";
import { similar } from "./similar.ts";
import { lineage } from "./walk.ts";

/** A node, or before everything. */
export type Place = RevisionNode | "base";

/** What a walk does where the revisions end: fail, or stay there. */
export type Overwalk = "refuse" | "stay";

/** The nodes of the version table's rows; refuses a row that has no revision here. */
export function rowNodes(graph: Graph, rows: readonly string[]): readonly RevisionNode[] {
  return [...new Set(rows)].map((row) => {
    const node = graph.node(row);
    if (node !== undefined) return node;
    const guesses = similar(row, graph.revisions.map(({ id }) => id));
    throw new RetortError("graph/unknown-row", { row, similar: guesses });
  });
}

/** How far a walk goes, and what it does at the end. */
export interface WalkOptions {
  /** Says how many steps, and on which branch. */
  readonly reference: RelativeReference;
  /** What a walk does where the revisions end; it fails unless told. */
  readonly overwalk?: Overwalk;
}

/** Goes up as many steps as a reference says, staying on its branch. */
export function walkUp(
  graph: Graph,
  from: Place,
  { reference, overwalk = "refuse" }: WalkOptions,
): Place {
  const { branch, steps } = reference;
  const members = branch === undefined ? undefined : lineage([branchNode(graph, branch)]);
  const next = (place: Place): readonly RevisionNode[] => {
    const all = place === "base" ? nodesOf(graph, graph.bases) : place.children;
    return members === undefined ? all : all.filter((node) => members.has(node));
  };
  return walk({ graph, from, reference, overwalk, steps, next });
}

/** Goes down as many steps as a reference says. */
export function walkDown(
  graph: Graph,
  from: Place,
  { reference, overwalk = "refuse" }: WalkOptions,
): Place {
  const next = (place: Place): readonly Place[] => {
    if (place === "base") return [];
    return place.down.length === 0 ? ["base"] : place.down;
  };
  return walk({ graph, from, reference, overwalk, steps: -reference.steps, next });
}

interface Walk {
  readonly graph: Graph;
  readonly from: Place;
  readonly reference: RelativeReference;
  readonly overwalk: Overwalk;
  readonly steps: number;
  readonly next: (place: Place) => readonly Place[];
}

function walk({ graph, from, reference, overwalk, steps, next }: Walk): Place {
  let place = from;
  for (let done = 0; done < steps; done++) {
    const [only, ...more] = next(place);
    if (only === undefined && overwalk === "stay") return place;
    if (only === undefined) throw tooFar(reference, done, from);
    if (more.length > 0) throw forked(graph, reference, { at: place, ways: [only, ...more] });
    place = only;
  }
  return place;
}

/** Says that a reference walks down where a command goes up, or up where it goes down. */
export function wrongWay(
  { text, steps }: RelativeReference,
  from: Place,
  asked: "upgrade" | "downgrade" | undefined,
): RetortError {
  const other = asked === "upgrade" ? "downgrade" : "upgrade";
  const data = {
    ...{ reference: text, steps, possible: 0, from: nameOf(from) },
    ...(asked === undefined || steps === 0 ? {} : { command: other } as const),
  };
  return new RetortError("graph/walked-too-far", data) as RetortError;
}

/** Says that a walk ends before the steps that a reference asks for. */
export function tooFar(
  { text, steps }: RelativeReference,
  possible: number,
  from: Place,
): RetortError {
  const data = { reference: text, steps, possible, from: nameOf(from) };
  return new RetortError("graph/walked-too-far", data) as RetortError;
}

function forked(
  graph: Graph,
  { text }: RelativeReference,
  { at, ways }: { readonly at: Place; readonly ways: readonly Place[] },
): RetortError {
  const candidates = ways.flatMap((way) => way === "base" ? [] : [candidate(graph, way)]);
  const data = { reference: text, at: nameOf(at), candidates };
  return new RetortError("graph/ambiguous-walk", data) as RetortError;
}

function nameOf(place: Place): string {
  return place === "base" ? "base" : place.revision.id;
}
