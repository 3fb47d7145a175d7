/**
 * Standard SQL: the writer, the types and the renderers that other dialects differ from.
 *
 * A dialect builds its renderers from its own parts and replaces what differs:
 *
 * ```ts
 * import { ansiTypes, createWriter, renderTable } from "@retort/ansi";
 * import type { RenderTable } from "@retort/core/dialect";
 * import { op, varchar } from "@retort/core";
 * import { emptySchema } from "@retort/core/schema";
 *
 * const can = { transactionalDdl: true, schemas: true, comments: true };
 * const parts = { dialect: "ansi", writer: createWriter(), types: ansiTypes, can };
 * const render: RenderTable = {
 *   ...renderTable(parts),
 *   renameTable: (op) => [{ sql: `RENAME TABLE ${op.name} TO ${op.to}` }],
 * };
 *
 * const cx = { before: emptySchema, names: ["ansi"], offline: true };
 * render.addColumn(op.addColumn("users", "name", varchar(50)), cx);
 * // [{ sql: "ALTER TABLE users ADD COLUMN name VARCHAR(50)" }]
 * ```
 *
 * @module
 */
import type { RenderTable } from "@retort/core/dialect";
import { batchOp } from "./batch.ts";
import { columnOps } from "./columns.ts";
import { constraintOps } from "./constraints.ts";
import { dataOps } from "./data.ts";
import { enumOps } from "./enums.ts";
import { indexOps } from "./indexes.ts";
import type { Parts } from "./parts.ts";
import { routineOps } from "./routines.ts";
import { schemaOps } from "./schemas.ts";
import { sequenceOps } from "./sequences.ts";
import { tableOps } from "./tables.ts";
import { ansiTypes } from "./types.ts";
import { viewOps } from "./views.ts";
import { createWriter } from "./writer.ts";

export * from "./backfill.ts";
export * from "./batch.ts";
export * from "./columns.ts";
export * from "./constraints.ts";
export * from "./data.ts";
export * from "./echo.ts";
export * from "./enums.ts";
export * from "./indexes.ts";
export * from "./memo.ts";
export { type NormalizeParts, normalizer } from "./normalize.ts";
export * from "./normalize_objects.ts";
export * from "./normalize_sequence.ts";
export * from "./parts.ts";
export * from "./reserved.ts";
export * from "./routines.ts";
export { openServer, scratchOn, type ScratchServer } from "./scratch.ts";
export * from "./schemas.ts";
export * from "./sequences.ts";
export * from "./tables.ts";
export * from "./types.ts";
export * from "./url.ts";
export * from "./views.ts";
export * from "./writer.ts";

/** The renderers of all ops, made of a dialect's parts; dialects spread it and replace some. */
export function renderTable(parts: Parts): RenderTable {
  const table: RenderTable = {
    ...tableOps(parts),
    ...columnOps(parts),
    ...indexOps(parts),
    ...constraintOps(parts),
    ...enumOps(parts),
    ...sequenceOps(parts),
    ...schemaOps(parts),
    ...viewOps(parts),
    ...routineOps(parts),
    ...dataOps(parts),
    ...batchOp(parts, () => table),
  };
  return table;
}

/** The parts of standard SQL itself. */
export const ansiParts: Parts = {
  dialect: "ansi",
  writer: createWriter(),
  types: ansiTypes,
  can: { transactionalDdl: true, schemas: true, comments: true },
};

/** The renderers of standard SQL itself. */
export const ansiRender: RenderTable = renderTable(ansiParts);
