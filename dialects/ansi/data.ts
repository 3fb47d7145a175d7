/**
 * Rows and raw SQL in standard SQL.
 *
 * @module
 */
import type { RenderContext, RenderTable, Statement } from "@retort/core/dialect";
import { type BulkInsert, variant } from "@retort/core/ops";
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

/** Renderers of the ops on rows. */
export function dataOps(parts: Parts): Pick<RenderTable, "execute" | "bulkInsert"> {
  return {
    execute: (op, cx) => [{ sql: parts.writer.text(variant(op, cx.names)), cost: "unknown" }],
    bulkInsert: (op, cx) => insertStatements(parts, op, cx),
  };
}
