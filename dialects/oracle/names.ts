/**
 * Names longer than the server keeps: at most 128 bytes.
 *
 * @module
 */
import { unsupported } from "@retort/ansi";
import { RetortError } from "@retort/core/errors";
import { hash32 } from "@retort/core/schema/hash";

const longest = 128;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * A name of at most 128 bytes of UTF-8; a longer one keeps its first 119 (whole characters only),
 * then comes `_` and the 32-bit FNV-1a hash of the whole in 8 hexadecimal digits.
 */
export function shortName(name: string): string {
  const bytes = encoder.encode(name);
  if (bytes.length <= longest) return name;
  let end = longest - 9;
  // Bytes 10xxxxxx continue a character.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return `${decoder.decode(bytes.subarray(0, end))}_${hash32(bytes)}`;
}

/** Refuses what no quotes can help: `schema/bad-name`, and `dialect/unsupported` for quotes. */
export function checkName(name: string): void {
  if (name === "") refuse(name, "it is empty");
  if (name.includes("\0")) refuse(name.replaceAll("\0", "\\0"), "it holds a NUL character");
  if (name.includes('"')) {
    unsupported("oracle", `take the name "${name}"`, "choose one without double quotes");
  }
  if (!name.isWellFormed()) refuse(name, "it is not well-formed text");
  if (/[\r\n]/.test(name)) refuse(name, "it holds a line break, where a script could be cut");
}

function refuse(name: string, reason: string): never {
  throw new RetortError("schema/bad-name", { name, reason });
}
