/**
 * The pieces that the renderers are made of.
 *
 * @module
 */
import { type Parts, unsupported } from "@retort/ansi";
import type { Capabilities, RenderContext } from "@retort/core/dialect";
import { findTable } from "@retort/core/ops";
import { displayName, type Table, type TableName } from "@retort/core/schema";
import { types } from "./type_system.ts";
import { writer } from "./writer.ts";

/** What DuckDB can do. */
export const can: Capabilities = {
  transactionalDdl: true,
  schemas: true,
  comments: true,
  numbersAlone: true,
  caselessColumns: true,
  sharedNames: ["index"],
};

/** What the renderers are made of. */
export const parts: Parts = { dialect: "duckdb", writer, types, can, orReplace: ["view"] };

/** A table that has to be known before it can be built anew. */
export function knownTable(name: TableName, cx: RenderContext, what: string): Table {
  const table = findTable(cx.before, name);
  if (table) return table;
  return unsupported(
    "duckdb",
    `${what}: table ${displayName(name)} is not known`,
    "declare the effects of earlier SQL: op.execute(sql, { effects: [...] })",
  );
}
