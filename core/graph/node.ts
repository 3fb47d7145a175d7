/**
 * A revision with its edges resolved.
 *
 * @module
 */
import type { Revision } from "./revision.ts";

/** A revision in its graph: walking goes from node to node without looking ids up. */
export interface RevisionNode {
  /** The header that was given. */
  readonly revision: Revision;
  /** The place in the order in which the revisions were given. */
  readonly index: number;
  /** A place in an order where everything comes after what it needs. */
  readonly rank: number;
  /** What it follows. */
  readonly down: readonly RevisionNode[];
  /** What its `dependsOn` names. */
  readonly dependencies: readonly RevisionNode[];
  /** `down` and `dependencies` together: what must be applied just before it. */
  readonly needs: readonly RevisionNode[];
  /** What follows it. */
  readonly children: readonly RevisionNode[];
  /** What follows it or depends on it. */
  readonly neededBy: readonly RevisionNode[];
  /** The lowest rank among those that depend on it, not by following it; `Infinity` if none do. */
  readonly firstDependent: number;
}

/** A node while its edges are being found. */
export interface Draft {
  readonly revision: Revision;
  readonly index: number;
  rank: number;
  down: readonly Draft[];
  dependencies: readonly Draft[];
  needs: readonly Draft[];
  children: Draft[];
  neededBy: Draft[];
  firstDependent: number;
}
