/**
 * The line of a revision's docstring that says what was verified.
 *
 * @module
 */
import { sourceHash } from "./fingerprint.ts";

const line = /^([^\S\n]*\*?[^\S\n]*Verified:).*$/m;
const after = /^([^\S\n]*\*?[^\S\n]*)Create Date:.*$/m;

/** What a verdict was found of, behind it in brackets. */
const source = / \(source ([0-9a-f]{8})\)$/;

/** A verdict without what it was found of. */
export function verdictOf(words: string): string {
  return words.replace(source, "");
}

/** Whether a file says a verdict that was found of other code than it has now. */
export function isStale(text: string): boolean {
  const [, found] = source.exec(line.exec(blockOf(text) ?? "")?.[0].trimEnd() ?? "") ?? [];
  return found !== undefined && found !== stampOf(text);
}

function stampOf(text: string): string {
  return sourceHash(text).slice("v1:".length).slice(0, 8);
}

function blockOf(text: string): string | undefined {
  return /^\uFEFF?\s*\/\*\*[^]*?\*\//.exec(text)?.[0];
}

/**
 * The text of a revision file that says a verdict in its docstring, and a fingerprint of the code
 * that it was found of: the old line in other words, or a new one below the date. `undefined` where
 * the file has no docstring to hold it.
 *
 * ```ts
 * import { writeVerified } from "@retort/core/source";
 *
 * writeVerified("/**\n * x\n *\n * Create Date: 2026\n *\/\n", "lossless");
 * ```
 */
export function writeVerified(text: string, verdict: string): string | undefined {
  const block = blockOf(text);
  if (block === undefined) return undefined;
  const safe = verdict.replaceAll("*/", "* /").replace(/\s+/g, " ");
  return withLine(block, `${safe} (source ${stampOf(text)})`) + text.slice(block.length);
}

function withLine(block: string, verdict: string): string {
  if (line.test(block)) return block.replace(line, (_all, start: string) => `${start} ${verdict}`);
  const newline = block.includes("\r\n") ? "\r\n" : "\n";
  if (after.test(block)) {
    return block.replace(
      after,
      (all, start: string) => `${all}${newline}${start}Verified: ${verdict}`,
    );
  }
  const body = block.slice(0, -"*/".length).trimEnd();
  return `${body}${newline} *${newline} * Verified: ${verdict}${newline} */`;
}
