/**
 * How Oracle spells names and literals.
 *
 * @module
 */
import { createWriter, standardLiteral } from "@retort/ansi";
import type { SqlWriter } from "@retort/core/dialect";
import { RetortError } from "@retort/core/errors";
import { isTagged, type Literal } from "@retort/core/schema";
import { checkName, shortName } from "./names.ts";
import { reservedWords } from "./reserved.ts";

// The server makes plain names upper-case; quoted ones stay as they are. None begins with _.
const plain = /^[a-z][a-z0-9_]*$/;

/** The writer: a lower-case name stands without quotes, so that it is the server's upper-case one. */
export const writer: SqlWriter = createWriter({
  literal,
  placeholder: (index) => `:${index + 1}`,
  name(value) {
    checkName(value);
    const short = shortName(value);
    return plain.test(short) && !reservedWords.has(short) ? short : `"${short}"`;
  },
});

function literal(value: Literal): string | undefined {
  if (typeof value === "boolean") return value ? "1" : "0";
  if (typeof value === "string") return text(value);
  if (value === null || !isTagged(value)) return undefined;
  if ("date" in value) return moment(value.date);
  if ("bytes" in value) return standardLiteral(value).replace(/^X('.*')$/, "HEXTORAW($1)");
  return undefined;
}

/** A moment in UTC, so that no setting of a session reads it another way. */
function moment(iso: string): string {
  return `TIMESTAMP '${iso.replace("T", " ").replace(/Z$/, "").replaceAll("'", "''")}'`;
}

/** So many characters are at most 4,000 bytes, the most that one literal holds. */
const longest = 1000;

function text(value: string): string {
  if (!value.isWellFormed()) throw new RetortError("schema/bad-literal", { value });
  const characters = [...value];
  if (characters.length <= longest) return standardLiteral(value);
  const pieces: string[] = [];
  for (let from = 0; from < characters.length; from += longest) {
    const piece = characters.slice(from, from + longest).join("");
    pieces.push(`TO_CLOB(${standardLiteral(piece)})`);
  }
  return pieces.join(" || ");
}
