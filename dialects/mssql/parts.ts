/**
 * What the renderers of this dialect share.
 *
 * @module
 */
import { optionsFor, type Parts, unsupported } from "@retort/ansi";
import type { Capabilities, RenderContext } from "@retort/core/dialect";
import { findTable } from "@retort/core/ops";
import type { Column, DialectOptions, Json, TableName } from "@retort/core/schema";
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
  const found = optionsFor(options, ["mssql"]);
  const wrong = Object.keys(found).find((key) => !known.includes(key));
  if (wrong === undefined) return found;
  const instead = known.length === 0 ? "leave it away" : `known are ${known.join(", ")}`;
  return unsupported("mssql", `have the option "${wrong}" on ${what}`, instead);
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
