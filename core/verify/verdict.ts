/**
 * What going up, down and up again showed of a revision, and the line of its header that says so.
 *
 * @module
 */

/** What became of rows when a revision was taken back and applied again. */
export type Verdict =
  | { readonly kind: "lossless" }
  | { readonly kind: "lossy"; readonly objects: readonly string[] }
  | { readonly kind: "irreversible" };

/**
 * A verdict as the header of a file says it.
 *
 * ```ts
 * import { verdictText } from "@retort/core/verify";
 *
 * verdictText({ kind: "lossy", objects: ["users.name"] }); // "lossy: users.name"
 * ```
 */
export function verdictText(verdict: Verdict): string {
  return verdict.kind === "lossy" ? `lossy: ${verdict.objects.join(", ")}` : verdict.kind;
}

/** The verdict that a header says; `undefined` for words that no verdict is. */
export function parseVerdict(text: string): Verdict | undefined {
  if (text === "lossless" || text === "irreversible") return { kind: text };
  const [, list] = /^lossy: *(\S.*)$/.exec(text) ?? [];
  if (list === undefined) return undefined;
  return { kind: "lossy", objects: list.split(",").map((name) => name.trim()) };
}

/** Whether a header promises more than what was found keeps. */
export function overclaims(said: Verdict | undefined, found: Verdict): boolean {
  if (said === undefined || said.kind === "irreversible" || found.kind === "lossless") return false;
  if (found.kind === "irreversible" || said.kind === "lossless") return true;
  return !found.objects.every((name) => covers(said.objects, name));
}

/** A table that loses its rows loses the values of its columns with them. */
function covers(objects: readonly string[], name: string): boolean {
  return objects.some((object) => name === object || name.startsWith(`${object}.`));
}
