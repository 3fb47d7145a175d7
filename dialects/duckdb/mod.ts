/**
 * DuckDB, by its own package for Node.
 *
 * ```ts
 * import { op, varchar } from "@retort/core";
 * import { renderOp } from "@retort/core/dialect";
 * import { emptySchema } from "@retort/core/schema";
 * import { duckdb } from "@retort/duckdb";
 *
 * const cx = { before: emptySchema, names: ["duckdb"], offline: true };
 * const [statement] = renderOp(duckdb, op.addColumn("users", "name", varchar(50)), cx);
 * statement?.sql; // "ALTER TABLE users ADD COLUMN name VARCHAR"
 * ```
 *
 * A URL is `duckdb:` with a path behind it, relative to the current folder or absolute, or
 * `duckdb::memory:`. The driver is native code: it needs `--allow-ffi`, and one process at a time may
 * have a file.
 *
 * @module
 */
import { batchOp, filePath, renderTable } from "@retort/ansi";
import type { Dialect, RenderContext, RenderTable } from "@retort/core/dialect";
import { version } from "@retort/core/version";
import { batches } from "./backfill.ts";
import { columnOps } from "./columns.ts";
import { constraintOps } from "./constraints.ts";
import { echo } from "./echo.ts";
import { enumOps } from "./enums.ts";
import { indexOps } from "./indexes.ts";
import { inspect } from "./inspect/mod.ts";
import { reads } from "./known.ts";
import { normalize } from "./normalize.ts";
import { can, parts } from "./parts.ts";
import { preflight } from "./preflight.ts";
import { routineOps } from "./routines.ts";
import { scratch } from "./scratch.ts";
import { pinned, sequenceOps } from "./sequences.ts";
import { tableOps } from "./tables.ts";
import { types } from "./type_system.ts";
import { writer } from "./writer.ts";

function withPins(cx: RenderContext): RenderContext {
  return { ...cx, before: pinned(cx.before) };
}

const render: RenderTable = {
  ...renderTable(parts),
  ...tableOps,
  ...columnOps,
  ...indexOps,
  ...constraintOps,
  ...enumOps,
  ...sequenceOps,
  ...routineOps,
  dropTable: (op, cx) => tableOps.dropTable(op, withPins(cx)),
  renameTable: (op, cx) => tableOps.renameTable(op, withPins(cx)),
  addColumn: (op, cx) => columnOps.addColumn(op, withPins(cx)),
  dropColumn: (op, cx) => columnOps.dropColumn(op, withPins(cx)),
  alterColumn: (op, cx) => columnOps.alterColumn(op, withPins(cx)),
  renameColumn: (op, cx) => columnOps.renameColumn(op, withPins(cx)),
  addConstraint: (op, cx) => constraintOps.addConstraint(op, withPins(cx)),
  dropConstraint: (op, cx) => constraintOps.dropConstraint(op, withPins(cx)),
  ...batchOp(parts, () => render),
};

/**
 * The path in a URL: `duckdb:app.duckdb`, `duckdb:///var/app.duckdb`, `duckdb::memory:`.
 *
 * @throws {RetortError} `database/bad-url`.
 */
export function pathOf(url: string): string {
  return filePath(url, "duckdb");
}

/** The dialect for DuckDB databases. */
export const duckdb: Dialect = {
  name: "duckdb",
  core: version,
  schemes: ["duckdb"],
  can,
  types,
  writer,
  render,
  reads,
  brackets: { begin: "BEGIN TRANSACTION", commit: "COMMIT" },
  async connect(url, options) {
    const { connect } = await import("./driver.ts");
    return connect(url, options);
  },
  batches,
  scratch,
  preflight,
  inspect,
  normalize,
  echo,
};
