/**
 * What the renderers of this dialect share.
 *
 * @module
 */
import { optionsFor, type Parts, unsupported } from "@retort/ansi";
import type { Capabilities, RenderContext, Statement } from "@retort/core/dialect";
import { findTable } from "@retort/core/ops";
import type { Column, DialectOptions, Json, TableName } from "@retort/core/schema";
import { columnDefinition } from "./column_text.ts";
import { types } from "./type_system.ts";
import { writer } from "./writer.ts";

/** What Oracle can do; it commits before and after each DDL statement. */
export const can: Capabilities = { transactionalDdl: false, schemas: true, comments: true };

/** The parts that the standard renderers are made of. */
export const parts: Parts = {
  dialect: "oracle",
  writer,
  types,
  can,
  column: columnDefinition,
  orReplace: ["view", "routine"],
};

/** The numbers of the errors that mean that something is there already, or is not there. */
export const errorNumbers: Readonly<
  Record<
    "taken" | "indexed" | "column" | "noColumn" | "table" | "index" | "constraint",
    readonly number[]
  >
> = {
  taken: [955],
  indexed: [955, 1408],
  column: [1430],
  noColumn: [904],
  table: [942],
  index: [1418],
  constraint: [2443],
};

/**
 * A statement whose errors of these numbers are passed over: how IF EXISTS and IF NOT EXISTS are
 * said before 23ai, and for columns and constraints also since.
 */
export function unlessError(statement: Statement, numbers: readonly number[]): Statement {
  const codes = numbers.map((number) => `-${number}`).join(", ");
  const sql = [
    "BEGIN",
    `  EXECUTE IMMEDIATE ${writer.literal(statement.sql)};`,
    `EXCEPTION WHEN OTHERS THEN IF SQLCODE NOT IN (${codes}) THEN RAISE; END IF;`,
    "END;",
  ].join("\n");
  return { ...statement, sql };
}

/** A column as it is before an op, where that is known. */
export function columnBefore(
  table: TableName,
  column: string,
  cx: RenderContext,
): Column | undefined {
  return findTable(cx.before, table)?.columns.find((item) => item.name === column);
}

/** The options of a noun, after refusing one that there isn't: a typo must not be silent. */
export function checkedOptions(
  options: DialectOptions | undefined,
  known: readonly string[],
  what: string,
): Readonly<Record<string, Json>> {
  const found = optionsFor(options, ["oracle"]);
  const wrong = Object.keys(found).find((key) => !known.includes(key));
  if (wrong === undefined) return found;
  const instead = known.length === 0 ? "leave it away" : `known are ${known.join(", ")}`;
  return unsupported("oracle", `have the option "${wrong}" on ${what}`, instead);
}

/** `COMPRESS`, with a number where the option has one. */
export function compressText(value: Json | undefined, what: string): string {
  if (value === undefined || value === null || value === false) return "";
  if (value === true) return "COMPRESS";
  if (typeof value === "number" && Number.isInteger(value)) return `COMPRESS ${value}`;
  return unsupported("oracle", `have ${JSON.stringify(value)} as compress on ${what}`, "give true");
}
