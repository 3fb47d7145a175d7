/**
 * What the renderers of this dialect share.
 *
 * @module
 */
import { knownOptions, type Parts, unsupported } from "@retort/ansi";
import type { Capabilities } from "@retort/core/dialect";
import type { DialectOptions, Json, TableName } from "@retort/core/schema";
import { types } from "./type_system.ts";
import { writer } from "./writer.ts";

/** What SQL Server can do. */
export const can: Capabilities = { transactionalDdl: true, schemas: true, comments: true };

/** The parts that the standard renderers are made of. */
export const parts: Parts = {
  dialect: "mssql",
  writer,
  types,
  can,
  collation: collationName,
};

/** A collation is one word, and stands without brackets. */
export function collationName(name: string): string {
  if (/^\w+$/.test(name)) return name;
  return unsupported("mssql", `sort by "${name}"`, "give the name of a collation");
}

/** The options of a noun, after refusing one that there isn't: a typo must not be silent. */
export function checkedOptions(
  options: DialectOptions | undefined,
  known: readonly string[],
  what: string,
): Readonly<Record<string, Json>> {
  return knownOptions(options, { dialect: "mssql", known, what });
}

/** `CLUSTERED` or `NONCLUSTERED`, where the option says so. */
export function clusteredText(
  options: DialectOptions | undefined,
  known: readonly string[],
  what: string,
): string {
  const { clustered } = checkedOptions(options, known, what);
  if (clustered === undefined) return "";
  return clustered ? "CLUSTERED" : "NONCLUSTERED";
}

/** The name of a table or another object as the text that OBJECT_ID and its like take. */
export function objectText(name: TableName): string {
  return writer.literal(writer.table(name));
}
