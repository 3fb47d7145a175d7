/**
 * Parts of sentences about runs.
 *
 * @module
 */
import { count, list } from "./catalog.ts";
import type { Edit, Leftover, LossCount } from "./run.ts";

/** How many rows a table has, or a column values: `2 rows`, `over 1000000 values`. */
export function rowsText(
  { object, rows, capped }: Pick<LossCount, "object" | "rows" | "capped">,
): string {
  return `${capped ? "over " : ""}${count(rows, object.includes(".") ? "value" : "row")}`;
}

/** What would be lost, with how much of it. */
export function lossText(item: LossCount): string {
  const unfit = item.unfit === undefined
    ? ""
    : ` that ${item.rows === 1 ? "does" : "do"} not fit ${item.unfit}`;
  return `${item.object} (${rowsText(item)}${unfit})`;
}

/** What of a revision is not as it was applied. */
export function editText({ revision, appliedAt, added, removed }: Edit): string {
  const changes = [...removed.map((op) => `- ${op}`), ...added.map((op) => `+ ${op}`)];
  const what = changes.length === 0 ? "its ops differ" : changes.join(", ");
  return `Revision "${revision}" was edited after it was applied on ${
    appliedAt.slice(0, 10)
  }: ${what}`;
}

function keptText(kept: readonly string[]): string {
  return `${list(kept)} ${kept.length > 1 ? "are" : "is"} committed and will not be run again`;
}

/** How far a run came that did not come to its end. */
export interface Left {
  /** The revision that did not come to its end. */
  readonly revision: string;
  /** Revisions that the run had finished before. */
  readonly done: readonly string[];
  /** Steps of the revision that are committed, in words. */
  readonly kept: readonly string[];
  /** What the statement that failed has left, which the next run takes away. */
  readonly leftover?: Leftover | undefined;
  /** Revisions before it that are undone with it. */
  readonly undone?: readonly string[] | undefined;
}

/** What is no part of a revision and must go before it is tried again. */
function leftoverText({ what, seen }: Leftover): string {
  return `${seen ? "only" : "at most"} ${what}, is left, and the next run takes it away`;
}

/** What a revision that did not come to its end leaves behind, and the ones before it. */
export function leftText({ revision, done, kept, leftover, undone = [] }: Left): string {
  const own = kept.length === 0
    ? leftover === undefined
      ? `nothing of ${few([...undone, revision])} was kept`
      : `of ${few([...undone, revision])} ${leftoverText(leftover)}`
    : `${keptText(kept)}${
      leftover === undefined ? "" : `; of the next step ${leftoverText(leftover)}`
    }`;
  if (done.length === 0) return own;
  return `${own}; ${few(done)} before it ${done.length > 1 ? "are" : "is"} done`;
}

/** The last of many revisions are enough to know where a run came to. */
export function few(revisions: readonly string[]): string {
  if (revisions.length <= 5) return list(revisions);
  return `${count(revisions.length, "revision")} (${list(revisions.slice(-3))} last)`;
}
