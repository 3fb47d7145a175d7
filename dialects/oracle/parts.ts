/**
 * What the renderers of this dialect share.
 *
 * @module
 */
import { knownOptions, type Parts, unsupported } from "@retort/ansi";
import type { Capabilities, Statement } from "@retort/core/dialect";
import type { DialectOptions, Json } from "@retort/core/schema";
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

/** The options of a noun, after refusing one that there isn't: a typo must not be silent. */
export function checkedOptions(
  options: DialectOptions | undefined,
  known: readonly string[],
  what: string,
): Readonly<Record<string, Json>> {
  return knownOptions(options, { dialect: "oracle", known, what });
}

/** `COMPRESS`, with a number where the option has one. */
export function compressText(value: Json | undefined, what: string): string {
  if (value === undefined || value === null || value === false) return "";
  if (value === true) return "COMPRESS";
  if (typeof value === "number" && Number.isInteger(value)) return `COMPRESS ${value}`;
  return unsupported("oracle", `have ${JSON.stringify(value)} as compress on ${what}`, "give true");
}
