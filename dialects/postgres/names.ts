/**
 * Names longer than the server keeps.
 *
 * @module
 */
import { hash32 } from "@retort/core/schema/hash";

/** The longest name that the server keeps, in bytes of UTF-8; what is longer it would cut off. */
export const maxNameBytes = 63;

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const hashLength = 8;
/** Of one byte each. */
const plain = /^[!-~]*$/;

/**
 * The name as the server shall know it. A name of more than 63 bytes becomes its first 54 bytes
 * (whole characters only), `_` and eight hexadecimal digits of the FNV-1a hash of all of it, so that
 * long names that begin alike stay apart and the same name is the same every time.
 */
export function shortName(name: string): string {
  // No UTF-16 unit takes more than three bytes.
  if (name.length * 3 <= maxNameBytes) return name;
  if (name.length <= maxNameBytes && plain.test(name)) return name;
  const bytes = encoder.encode(name);
  if (bytes.length <= maxNameBytes) return name;
  return `${head(bytes, maxNameBytes - hashLength - 1)}_${hash32(bytes)}`;
}

/** The whole characters in the first bytes. */
function head(bytes: Uint8Array, length: number): string {
  let end = length;
  // Bytes 10xxxxxx continue a character.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return decoder.decode(bytes.subarray(0, end));
}
