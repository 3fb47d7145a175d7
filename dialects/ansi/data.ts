/**
 * Rows and raw SQL in standard SQL.
 *
 * @module
 */
import type { RenderContext, RenderTable, Statement } from "@retort/core/dialect";
import { RetortError } from "@retort/core/errors";
import { type BulkInsert, type FillColumn, spec, variant } from "@retort/core/ops";
import { isHole, isSql } from "@retort/core/schema";
import { backfillOps } from "./backfill.ts";
import { type Parts, tableOfOp } from "./parts.ts";

/** So many rows share one INSERT when a database runs it. */
const chunk = 200;

/**
 * INSERT statements for rows.
 *
 * In a script each row is a statement of its own, so that a diff of two scripts is a diff of rows.
 */
export function insertStatements(
  parts: Parts,
  op: BulkInsert,
  cx: RenderContext,
): readonly Statement[] {
  const { writer } = parts;
  const start = `INSERT INTO ${writer.table(tableOfOp(op))} (${writer.names(op.columns)}) VALUES`;
  const rows = op.rows.map((row) => `(${row.map((value) => writer.literal(value)).join(", ")})`);
  if (cx.offline) return rows.map((row) => ({ sql: `${start} ${row}` }));
  const found: Statement[] = [];
  for (let from = 0; from < rows.length; from += chunk) {
    const some = rows.slice(from, from + chunk);
    const values = some.length === 1 ? ` ${some.join("")}` : `\n  ${some.join(",\n  ")}`;
    found.push({ sql: start + values });
  }
  return found;
}

/** The UPDATE that fills a column where it is null. */
function fillStatement({ writer }: Parts, op: FillColumn): Statement {
  const { value } = op;
  if (isHole(value)) throw new RetortError("op/unfilled", { op: spec(op).describe(op), ...value });
  const column = writer.names([op.column]);
  const text = isSql(value) ? writer.text(value) : writer.literal(value);
  const sql = `UPDATE ${writer.table(tableOfOp(op))} SET ${column} = ${text}`;
  return { sql: `${sql} WHERE ${column} IS NULL`, cost: "rewrite" };
}

/** Renderers of the ops on rows. */
export function dataOps(
  parts: Parts,
): Pick<RenderTable, "execute" | "bulkInsert" | "fillColumn" | "backfill"> {
  return {
    execute: (op, cx) => [{ sql: parts.writer.text(variant(op, cx.names)), cost: "unknown" }],
    bulkInsert: (op, cx) => insertStatements(parts, op, cx),
    fillColumn: (op) => [fillStatement(parts, op)],
    ...backfillOps(parts),
  };
}
