/**
 * Drawing revisions as lanes of characters, like `git log --graph`.
 *
 * A line runs down from each revision to what it follows. `|` goes straight on, `/` and `\` go to
 * the next lane, and `_` carries them on across the lanes between. A `:` is a line to a revision
 * that is only depended on.
 *
 * @module
 */

/** A revision as {@link drawLanes} needs it. */
export interface LaneItem {
  /** The id. */
  readonly id: string;
  /** The ids of what it follows. */
  readonly down: readonly string[];
  /** The ids of what it depends on. */
  readonly dependencies: readonly string[];
}

/** What is drawn for one revision. */
export interface LaneRows {
  /** The revision. */
  readonly id: string;
  /** The row with its `*`; its text stands beside it. */
  readonly node: string;
  /** The row beside each further line of its text. */
  readonly rest: string;
  /** The rows below, where lines part, meet or move. */
  readonly below: readonly string[];
}

/** A line on its way down to a revision. */
interface Lane {
  readonly to: string;
  /** Whether it is only a dependency. */
  readonly weak: boolean;
}

/**
 * The lanes of revisions that are listed newest first: each before all that it follows or depends
 * on. Lines to revisions that are not listed are left out.
 *
 * ```ts
 * import { drawLanes } from "@retort/core/graph";
 *
 * const rows = drawLanes([
 *   { id: "b", down: ["a"], dependencies: [] },
 *   { id: "a", down: [], dependencies: [] },
 * ]);
 * rows.map(({ node }) => node); // ["*", "*"]
 * ```
 */
export function drawLanes(items: readonly LaneItem[]): readonly LaneRows[] {
  const listed = new Set(items.map(({ id }) => id));
  const drawing = new Drawing();
  return items.map((item) => {
    listed.delete(item.id);
    const down = distinct(item.down).filter((id) => listed.has(id));
    const weak = distinct(item.dependencies)
      .filter((id) => listed.has(id) && !down.includes(id));
    const lines = [
      ...down.map((to): Lane => ({ to, weak: false })),
      ...weak.map((to): Lane => ({ to, weak: true })),
    ];
    return drawing.add(item.id, lines);
  });
}

function distinct(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)];
}

/** The lanes between two revisions; no two of them lead to the same one. */
class Drawing {
  readonly #lanes: Lane[] = [];

  add(id: string, lines: readonly Lane[]): LaneRows {
    const found = this.#find(id);
    const at = found < 0 ? this.#lanes.length : found;
    const [first, ...more] = lines;
    this.#lanes[at] = first ?? { to: id, weak: false };
    const node = this.#row((lane) => lane === at ? "*" : this.#bar(lane));
    const rest = this.#row((lane) => lane === at && !first ? " " : this.#bar(lane));
    const below: string[] = [];
    // From the last to the first, so that they come to stand in order.
    for (const line of more.toReversed()) below.push(this.#branch(at, line));
    if (first === undefined) below.push(this.#leave(at));
    else below.push(this.#join(at, first));
    return { id, node, rest, below: below.filter((row) => row !== "") };
  }

  /** A further line from a revision: to the lane that leads there already, or in a new one. */
  #branch(at: number, line: Lane): string {
    const to = this.#find(line.to, at);
    if (to >= 0) {
      const row = this.#row((lane) => this.#bar(lane), (gap) => across(gap, at, to));
      this.#strengthen(to, line);
      return row;
    }
    const row = this.#row(
      (lane) => lane <= at ? this.#bar(lane) : " ",
      (gap) => gap >= at ? "\\" : " ",
    );
    this.#lanes.splice(at + 1, 0, line);
    return row;
  }

  /** Where two lanes lead to the same revision, the right one joins the left one. */
  #join(at: number, line: Lane): string {
    const other = this.#find(line.to, at);
    if (other < 0) return "";
    const [to, from] = at < other ? [at, other] : [other, at];
    const row = this.#row(
      (lane) => lane < from ? this.#bar(lane) : " ",
      (gap) => gap < from ? across(gap, from, to) : this.#shift(gap),
    );
    const gone = this.#lanes[from] ?? line;
    this.#lanes.splice(from, 1);
    this.#strengthen(to, gone);
    return row;
  }

  /** A line ends; those on its right move up. */
  #leave(at: number): string {
    const row = at === this.#lanes.length - 1 ? "" : this.#row(
      (lane) => lane < at ? this.#bar(lane) : " ",
      (gap) => gap < at ? " " : this.#shift(gap),
    );
    this.#lanes.splice(at, 1);
    return row;
  }

  /** The gap between two lanes that move to the left. */
  #shift(gap: number): string {
    return gap < this.#lanes.length - 1 ? "/" : " ";
  }

  #strengthen(at: number, { weak, to }: Lane): void {
    if (!weak && this.#lanes[at]?.weak) this.#lanes[at] = { to, weak };
  }

  #find(id: string, except = -1): number {
    return this.#lanes.findIndex(({ to }, lane) => to === id && lane !== except);
  }

  #bar(lane: number): string {
    return this.#lanes[lane]?.weak ? ":" : "|";
  }

  /** A row from what stands in each lane and in the gap on its right. */
  #row(lane: (index: number) => string, gap: (index: number) => string = () => " "): string {
    return this.#lanes.map((_, index) => lane(index) + gap(index)).join("").trimEnd();
  }
}

/** What stands in a gap of a line from one lane to another that goes on. */
function across(gap: number, from: number, to: number): string {
  if (from > to) return gap === from - 1 ? "/" : gap >= to && gap < from ? "_" : " ";
  return gap === from ? "\\" : gap > from && gap < to ? "_" : " ";
}
