/**
 * How SQLite spells names and literals.
 *
 * @module
 */
import { createWriter } from "@retort/ansi";
import type { SqlWriter } from "@retort/core/dialect";
import { momentText } from "./values.ts";

/** The words that SQLite takes for a name only in quotes; found by trying every keyword. */
export const reservedWords: ReadonlySet<string> = new Set(
  (
    "add all alter and as autoincrement between case cast check collate commit constraint create " +
    "cross current current_date current_time current_timestamp default deferrable delete distinct " +
    "drop else escape except exists false filter foreign from full group having if in index " +
    "indexed inner insert intersect into is isnull join left limit natural not nothing notnull " +
    "null on or order outer over primary raise references returning right select set table then " +
    "to transaction true union unique update using values when where window with"
  ).split(" "),
);

/** The writer; booleans are the numbers that SQLite makes of them, moments sort with its own. */
export const writer: SqlWriter = createWriter({
  reserved: reservedWords,
  literal(value) {
    if (typeof value === "boolean") return value ? "1" : "0";
    const isMoment = typeof value === "object" && value !== null && "date" in value;
    return isMoment ? `'${momentText(value.date)}'` : undefined;
  },
});
