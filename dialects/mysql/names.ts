/**
 * Names as the server takes them: at most 64 characters.
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";
import { hash32 } from "@retort/core/schema/hash";

const longest = 64;

/**
 * A name that is no longer than 64 characters; a longer one keeps its first 55, then comes `_` and
 * the 32-bit FNV-1a hash of the whole in 8 hexadecimal digits. So the same name is always shortened
 * to the same one, and long names that begin alike stay apart.
 */
export function shortName(name: string): string {
  // A character takes one UTF-16 unit or two.
  if (name.length <= longest) return name;
  const characters = [...name];
  if (characters.length <= longest) return name;
  return `${characters.slice(0, longest - 9).join("")}_${hash32(new TextEncoder().encode(name))}`;
}

/** Refuses what no quotes can help: `schema/bad-name`. */
export function checkName(name: string): void {
  if (!name.isWellFormed()) refuse(name, "it is not well-formed text");
  if ([...name].some((character) => character.length > 1)) {
    refuse(name.replaceAll("\0", "\\0"), "it holds a character that the server takes in no name");
  }
  if (/[ \t\n\v\f\r]$/.test(name)) refuse(name, "it ends with a blank");
}

function refuse(name: string, reason: string): never {
  throw new RetortError("schema/bad-name", { name, reason });
}
