/**
 * A number for the text of a revision file that comments and white space do not change.
 *
 * @module
 */
import { hash64 } from "../schema/hash.ts";

const bom = 0xfeff;
const newline = 10;
const slash = 47;
const star = 42;
const backslash = 92;

/**
 * The fingerprint of a source text without its BOM, comments and white space, such as
 * `v1:9f0c…`: only where it differs can a file have been edited. It tells mistakes apart, it does
 * not keep anybody from forging.
 *
 * ```ts
 * import { sourceHash } from "@retort/core/source";
 *
 * sourceHash("a = 1;\r\n// said\n") === sourceHash("a =  1;"); // true
 * ```
 */
export function sourceHash(text: string): string {
  return `v1:${hash64(bare(text))}`;
}

/** The text without comments and white space; what stands in quotes is kept as it is. */
function bare(text: string): string {
  let found = "";
  let from = 0;
  let at = 0;
  const skip = (end: number): void => {
    found += text.slice(from, at);
    from = at = end;
  };
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code <= 32 || code === bom) skip(at + 1);
    else if (code === slash && text.charCodeAt(at + 1) === slash) skip(lineEnd(text, at));
    else if (code === slash && text.charCodeAt(at + 1) === star) skip(commentEnd(text, at));
    else if (code === 34 || code === 39 || code === 96) {
      const end = quoteEnd(text, at, code);
      skip(at);
      found += text.slice(at, end).replaceAll("\r\n", "\n");
      from = at = end;
    } else at++;
  }
  return found + text.slice(from);
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

function commentEnd(text: string, at: number): number {
  const end = text.indexOf("*/", at + 2);
  return end < 0 ? text.length : end + 2;
}

/** Where a string ends; one in `"` or `'` that is not closed on its line is none. */
function quoteEnd(text: string, at: number, quote: number): number {
  for (let end = at + 1; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === quote) return end + 1;
    if (code === backslash) end++;
    else if (code === newline && quote !== 96) return at + 1;
  }
  return at + 1;
}
