/**
 * How DuckDB spells names and literals.
 *
 * @module
 */
import { createWriter } from "@retort/ansi";
import type { SqlWriter } from "@retort/core/dialect";

/** The words that DuckDB takes for a name only in quotes, as `duckdb_keywords()` lists them. */
export const reservedWords: ReadonlySet<string> = new Set(
  (
    "all analyse analyze and anti any array as asc asof asymmetric at authorization binary both " +
    "by case cast check collate collation column columns concurrently constraint create cross " +
    "default deferrable desc describe distinct do else end except false fetch for foreign " +
    "freeze from full generated glob group having ilike in initially inner intersect into is " +
    "isnull join lambda lateral leading left like limit map natural not notnull null offset on " +
    "only or order outer overlaps pivot pivot_longer pivot_wider placing positional primary " +
    "qualify references returning right select semi show similar some struct summarize " +
    "symmetric table tablesample then to trailing true try_cast union unique unpack unpivot " +
    "using variadic verbose when where window with"
  ).split(" "),
);

/** The writer. */
export const writer: SqlWriter = createWriter({
  reserved: reservedWords,
  literal(value) {
    if (typeof value !== "object" || value === null) return undefined;
    if ("bytes" in value && /^(?:[0-9a-f]{2})*$/i.test(value.bytes)) {
      return `unhex('${value.bytes}')`;
    }
    return "date" in value ? `TIMESTAMP '${momentText(value.date)}'` : undefined;
  },
});

/** A moment in UTC as DuckDB writes it. */
export function momentText(iso: string): string {
  return new Date(iso).toISOString().replace("T", " ").replace("Z", "").replace(/\.000$/, "");
}
