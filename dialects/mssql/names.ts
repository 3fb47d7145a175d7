/**
 * Names longer than the server keeps: at most 128 characters.
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";
import { hash32 } from "@retort/core/schema/hash";

const longest = 128;

/**
 * A name of at most 128 UTF-16 units; a longer one keeps its first 119, then comes `_` and the
 * 32-bit FNV-1a hash of the whole in 8 hexadecimal digits, so the same name is always the same.
 */
export function shortName(name: string): string {
  if (name.length <= longest) return name;
  // A character of two units stays whole.
  const head = name.slice(0, longest - 9).replace(/[\ud800-\udbff]$/, "");
  return `${head}_${hash32(new TextEncoder().encode(name))}`;
}

/** Refuses what no brackets can help: `schema/bad-name`. */
export function checkName(name: string): void {
  if (name === "") refuse(name, "it is empty");
  if (name.includes("\0")) refuse(name.replaceAll("\0", "\\0"), "it holds a NUL character");
  if (!name.isWellFormed()) refuse(name, "it is not well-formed text");
  if (/[\r\n]/.test(name)) refuse(name, "it holds a line break, where GO could end a batch");
}

function refuse(name: string, reason: string): never {
  throw new RetortError("schema/bad-name", { name, reason });
}
