/**
 * The order in which revisions are listed and run.
 *
 * A branch is followed down as far as possible before the next one begins, branches in the order
 * in which the revisions were given; what others need comes after them.
 *
 * @module
 */
import type { RevisionNode } from "./node.ts";
import { effectiveDown } from "./reduce.ts";
import { neededBy, needs, reach } from "./walk.ts";

/** A place on the frontier: the node to list next on one branch. */
interface Slot {
  node: RevisionNode;
  /** Slots stand in the order in which they were made. */
  readonly place: number;
  previous: Slot | undefined;
  next: Slot | undefined;
}

/**
 * Lists `todo` newest first, beginning with those of `heads` that are in it.
 * With `gaps`, revisions outside `todo` may stand between two inside it.
 */
export function newestFirst(
  todo: ReadonlySet<RevisionNode>,
  heads: Iterable<RevisionNode>,
  { gaps = false }: { readonly gaps?: boolean } = {},
): readonly RevisionNode[] {
  const frontier = new Frontier(todo, gaps ? between(todo) : todo);
  const starts = [...new Set(heads)].filter((node) => todo.has(node));
  for (const node of starts.sort((a, b) => a.index - b.index)) frontier.open(node);
  const order: RevisionNode[] = [];
  let slot = frontier.first ?? frontier.adopt();
  while (slot !== undefined) {
    if (frontier.isBlocked(slot.node)) {
      slot = frontier.firstAbove(slot.node) ?? frontier.adopt();
      continue;
    }
    order.push(slot.node);
    slot = frontier.advance(slot) ?? frontier.adopt();
  }
  return order;
}

function between(todo: ReadonlySet<RevisionNode>): ReadonlySet<RevisionNode> {
  const above = reach(todo, neededBy);
  return new Set([...reach(todo, needs)].filter((node) => above.has(node)));
}

/**
 * How many nodes may be looked at, for each one listed, to find the branch that comes first. Only
 * large and very tangled graphs need more; there any branch that is free to go is taken, so that
 * the time does not grow with the square of the revisions.
 */
const patience = 50;

class Frontier {
  first: Slot | undefined;
  #last: Slot | undefined;
  #places = 0;
  readonly #todo: ReadonlySet<RevisionNode>;
  readonly #domain: ReadonlySet<RevisionNode>;
  /** How many nodes of the domain that need a node are not behind us. */
  readonly #pending: Int32Array;
  readonly #slots = new Map<RevisionNode, Slot>();
  readonly #behind: Uint8Array;
  /** The place that was found above a node: it can only grow, as slots only go down. */
  readonly #found = new Map<RevisionNode, number>();
  /** Nodes that became free while they stood in a slot. */
  readonly #free: RevisionNode[] = [];
  #left: number;

  constructor(todo: ReadonlySet<RevisionNode>, domain: ReadonlySet<RevisionNode>) {
    this.#todo = todo;
    this.#domain = domain;
    this.#left = patience * (domain.size + 1000);
    let highest = 0;
    for (const node of domain) highest = Math.max(highest, node.rank);
    // By rank: ten times faster than a Map and a Set for long histories.
    this.#pending = new Int32Array(highest + 1);
    this.#behind = new Uint8Array(highest + 1);
    for (const node of domain) {
      for (const parent of node.needs) if (domain.has(parent)) this.#count(parent, 1);
    }
    for (const node of domain) this.#pass(node);
  }

  open(node: RevisionNode): Slot {
    const slot: Slot = { node, place: this.#places++, previous: this.#last, next: undefined };
    if (this.#last === undefined) this.first = slot;
    else this.#last.next = slot;
    this.#last = slot;
    this.#stand(slot, node);
    return slot;
  }

  isBlocked(node: RevisionNode): boolean {
    return (this.#pending[node.rank] ?? 0) > 0;
  }

  /** The first slot with a node that needs `node`, by whatever way. */
  firstAbove(node: RevisionNode): Slot | undefined {
    if (this.#left <= 0) return this.#anyFree();
    const least = Math.max(this.first?.place ?? 0, this.#found.get(node) ?? 0);
    let best: Slot | undefined;
    const seen = new Set<RevisionNode>();
    const todo = [node];
    for (let at = todo.pop(); at !== undefined && best?.place !== least; at = todo.pop()) {
      for (const above of at.neededBy) {
        if (seen.has(above) || this.#isBehind(above) || !this.#domain.has(above)) continue;
        seen.add(above);
        todo.push(above);
        const slot = this.#slots.get(above);
        if (slot !== undefined && slot.place < (best?.place ?? Infinity)) best = slot;
      }
    }
    this.#left -= seen.size;
    if (best !== undefined) this.#found.set(node, best.place);
    return best;
  }

  /** Leaves the node of a slot behind and goes on to what it follows, else to the slot before. */
  advance(slot: Slot): Slot | undefined {
    const { node } = slot;
    this.#leave(node);
    const open = effectiveDown(node).filter((one) => this.#isOpen(one));
    const [first, ...more] = open;
    if (first === undefined) return this.#close(slot);
    slot.node = first;
    this.#stand(slot, first);
    for (const one of more) this.open(one);
    return slot;
  }

  /** Takes up what no slot leads to, which happens only where there are gaps. */
  adopt(): Slot | undefined {
    let adopted: Slot | undefined;
    for (const node of this.#todo) {
      if (this.isBlocked(node) || !this.#isOpen(node)) continue;
      const slot = this.open(node);
      adopted ??= slot;
    }
    return adopted;
  }

  #stand(slot: Slot, node: RevisionNode): void {
    this.#slots.set(node, slot);
    if (!this.isBlocked(node)) this.#free.push(node);
  }

  #anyFree(): Slot | undefined {
    for (let node = this.#free.pop(); node !== undefined; node = this.#free.pop()) {
      const slot = this.#slots.get(node);
      if (slot !== undefined) return slot;
    }
    return undefined;
  }

  #count(node: RevisionNode, change: number): number {
    return this.#pending[node.rank] = (this.#pending[node.rank] ?? 0) + change;
  }

  #isBehind(node: RevisionNode): boolean {
    return this.#behind[node.rank] === 1;
  }

  #isOpen(node: RevisionNode): boolean {
    return this.#todo.has(node) && !this.#isBehind(node) && !this.#slots.has(node);
  }

  #leave(node: RevisionNode): void {
    this.#slots.delete(node);
    const leaving = [node];
    for (let at = leaving.pop(); at !== undefined; at = leaving.pop()) {
      this.#behind[at.rank] = 1;
      for (const parent of at.needs) {
        if (!this.#domain.has(parent)) continue;
        if (this.#count(parent, -1) > 0) continue;
        // A node of a gap is not listed, so it is behind us as soon as all above it is.
        if (!this.#todo.has(parent)) leaving.push(parent);
        else if (this.#slots.has(parent)) this.#free.push(parent);
      }
    }
  }

  /** Nodes of a gap that nothing holds up are behind us from the start. */
  #pass(node: RevisionNode): void {
    if (this.#todo.has(node) || this.isBlocked(node) || this.#isBehind(node)) return;
    this.#leave(node);
  }

  #close(slot: Slot): Slot | undefined {
    if (slot.previous === undefined) this.first = slot.next;
    else slot.previous.next = slot.next;
    if (slot.next === undefined) this.#last = slot.previous;
    else slot.next.previous = slot.previous;
    return slot.previous ?? this.first;
  }
}
