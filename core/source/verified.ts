/**
 * The line of a revision's docstring that says what was verified.
 *
 * @module
 */

const line = /^([^\S\n]*\*?[^\S\n]*Verified:).*$/m;
const after = /^([^\S\n]*\*?[^\S\n]*)Create Date:.*$/m;

/**
 * The text of a revision file that says a verdict in its docstring: the old line in other words, or
 * a new one below the date. `undefined` where the file has no docstring to hold it.
 *
 * ```ts
 * import { writeVerified } from "@retort/core/source";
 *
 * writeVerified("/**\n * x\n *\n * Create Date: 2026\n *\/\n", "lossless");
 * ```
 */
export function writeVerified(text: string, verdict: string): string | undefined {
  const block = /^\uFEFF?\s*\/\*\*[^]*?\*\//.exec(text)?.[0];
  if (block === undefined) return undefined;
  const safe = verdict.replaceAll("*/", "* /").replace(/\s+/g, " ");
  return withLine(block, safe) + text.slice(block.length);
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
