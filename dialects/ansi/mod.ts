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
import { columnOps } from "./columns.ts";
import { constraintOps } from "./constraints.ts";
import { dataOps } from "./data.ts";
import { indexOps } from "./indexes.ts";
import type { Parts } from "./parts.ts";
import { tableOps } from "./tables.ts";
import { ansiTypes } from "./types.ts";
import { createWriter } from "./writer.ts";

export * from "./columns.ts";
export * from "./constraints.ts";
export * from "./data.ts";
export * from "./indexes.ts";
export * from "./parts.ts";
export * from "./reserved.ts";
export * from "./tables.ts";
export * from "./types.ts";
export * from "./writer.ts";

/** The renderers of all ops, made of a dialect's parts; dialects spread it and replace some. */
export function renderTable(parts: Parts): RenderTable {
  return {
    ...tableOps(parts),
    ...columnOps(parts),
    ...indexOps(parts),
    ...constraintOps(parts),
    ...dataOps(parts),
  };
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
