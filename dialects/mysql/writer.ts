/**
 * How MariaDB and MySQL spell names and literals.
 *
 * @module
 */
import { createWriter } from "@retort/ansi/writer";
import type { SqlWriter } from "@retort/core/dialect";
import { RetortError } from "@retort/core/errors";
import type { Literal } from "@retort/core/schema";
import { isTagged } from "@retort/core/schema/literal";
import { checkName, shortName } from "./names.ts";
import { reservedWords } from "./reserved.ts";

/** The writer; long names are shortened wherever they stand, so they always meet again. */
export const writer: SqlWriter = createWriter({
  quote: "`",
  reserved: reservedWords,
  literal,
  name(value, quoted) {
    checkName(value);
    return quoted(shortName(value));
  },
});

function literal(value: Literal): string | undefined {
  if (typeof value === "string") return text(value);
  if (value !== null && isTagged(value) && "date" in value) return text(moment(value.date));
  return undefined;
}

/** A moment in UTC without the letters that the server doesn't take. */
export function moment(iso: string): string {
  return iso.replace("T", " ").replace(/Z$/, "").replace(/\.000$/, "");
}

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "'": "''", "\0": "\\0" };

/** Text in quotes; backslashes are doubled, since the driver turns NO_BACKSLASH_ESCAPES off. */
function text(value: string): string {
  if (!value.isWellFormed()) throw new RetortError("schema/bad-literal", { value });
  return `'${value.replace(/[\\'\0]/g, (found) => escapes[found] ?? found)}'`;
}

/** Whether a text holds characters that the server's own tables turn into question marks: emoji. */
export function isWide(value: string): boolean {
  return [...value].some((character) => character.length > 1);
}
