/**
 * A quick hash, for telling texts apart; no protection against anybody.
 *
 * @module
 */

/** The seeds and factors of two FNV-like lanes of 32 bits that are mixed at the end, as in MurmurHash3. */
const lanes = [[0x811c9dc5, 0x01000193], [0xdeadbeef, 0x9e3779b1]] as const;

/** A text's hash of 64 bits, as sixteen hexadecimal digits. */
export function hash64(text: string): string {
  return lanes.map(([seed, factor]) => lane(text, seed, factor)).join("");
}

function lane(text: string, seed: number, factor: number): string {
  let hash = seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), factor);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash ^= hash >>> 16;
  return (hash >>> 0).toString(16).padStart(8, "0");
}
