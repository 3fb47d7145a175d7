/**
 * How PostgreSQL spells names, literals and placeholders.
 *
 * @module
 */
import { createWriter, standardLiteral } from "@retort/ansi/writer";
import type { SqlWriter } from "@retort/core/dialect";
import type { Literal, Sql } from "@retort/core/schema";
import { isTagged } from "@retort/core/schema/literal";
import { shortName } from "./names.ts";
import { reservedWords } from "./reserved.ts";

const base = createWriter({
  reserved: reservedWords,
  placeholder: (index) => `$${index + 1}`,
  literal,
  name: (value, quoted) => quoted(shortName(value)),
});

/** Bytes in hexadecimal; text with backslashes so that no setting of the server changes its meaning. */
function literal(value: Literal): string | undefined {
  if (typeof value === "string" && value.includes("\\")) {
    return `E${standardLiteral(value.replaceAll("\\", "\\\\"))}`;
  }
  if (typeof value !== "object" || value === null || !isTagged(value)) return undefined;
  return "bytes" in value ? `'\\x${standardLiteral(value).slice(2, -1)}'` : undefined;
}

/** The writer; longer names than the server keeps are shortened, see {@link shortName}. */
export const writer: SqlWriter = {
  ...base,
  text: (sql) => base.text(spaced(sql)),
  query: (sql) => base.query(spaced(sql)),
};

/** The fragment with a blank before values that would run into the text before. */
function spaced(sql: Sql): Sql {
  if (sql.sql.every((part) => typeof part === "string")) return sql;
  return {
    sql: sql.sql.flatMap((part, index): Sql["sql"] => {
      if (typeof part === "string" || "name" in part) return [part];
      const before = sql.sql[index - 1];
      return typeof before === "string" && /[-\w$'"]$/.test(before) ? [" ", part] : [part];
    }),
  };
}
