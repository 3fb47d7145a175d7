/**
 * A quick hash, for telling texts apart; no protection against anybody.
 *
 * @module
 */

/**
 * A text's hash of 64 bits, as sixteen hexadecimal digits: two FNV-like lanes of 32 bits that are mixed at
 * the end, as in MurmurHash3.
 */
export function hash64(text: string): string {
  let first = 0x811c9dc5;
  let second = 0xdeadbeef;
  // One loop for both lanes: at the target this runs over every revision file.
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    first = Math.imul(first ^ code, 0x01000193);
    second = Math.imul(second ^ code, 0x9e3779b1);
  }
  return digits(first) + digits(second);
}

/** The 32-bit FNV-1a hash of bytes, as eight hexadecimal digits: the end of a name that is cut. */
export function hash32(bytes: Uint8Array): string {
  let value = 0x811c9dc5;
  for (const byte of bytes) value = Math.imul(value ^ byte, 0x01000193);
  return (value >>> 0).toString(16).padStart(8, "0");
}

function digits(lane: number): string {
  let hash = lane;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash ^= hash >>> 16;
  return (hash >>> 0).toString(16).padStart(8, "0");
}
