/**
 * Indexes, where SQLite differs.
 *
 * @module
 */
import { type IndexInput, indexStatement, type Parts, tableOfOp, unsupported } from "@retort/ansi";
import type { RenderTable, Statement } from "@retort/core/dialect";
import type { IndexPart, TableName } from "@retort/core/schema";

/** `CREATE INDEX`; INCLUDE is left out, since it changes speed only and SQLite hasn't got it. */
export function indexSql(parts: Parts, table: TableName, input: IndexInput): Statement {
  const { include: _include, ...index } = input.index;
  const fitting = { ...index, parts: index.parts.map(withoutNulls) };
  return indexStatement(parts, table, { ...input, index: fitting, qualifyIndex: true });
}

/** SQLite sorts NULL first, or last with DESC, and takes no word about it. */
function withoutNulls(part: IndexPart): IndexPart {
  const { nulls, ...rest } = part;
  if (nulls === undefined || nulls === (part.order === "desc" ? "last" : "first")) return rest;
  return unsupported("sqlite", `sort NULL ${nulls} in an index`, "leave nulls away");
}

/** The native renderers of the ops on indexes. */
export function indexOps(parts: Parts): Pick<RenderTable, "createIndex"> {
  return { createIndex: (op) => [indexSql(parts, tableOfOp(op), op)] };
}
