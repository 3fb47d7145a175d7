/**
 * SQLite, by the SQLite that is built into Deno and Node.
 *
 * ```ts
 * import { op, varchar } from "@retort/core";
 * import { renderOp } from "@retort/core/dialect";
 * import { emptySchema } from "@retort/core/schema";
 * import { sqlite } from "@retort/sqlite";
 *
 * const cx = { before: emptySchema, names: ["sqlite"], offline: true };
 * const [statement] = renderOp(sqlite, op.addColumn("users", "name", varchar(50)), cx);
 * statement?.sql; // "ALTER TABLE users ADD COLUMN name VARCHAR(50)"
 * ```
 *
 * A URL is `sqlite:` with a path behind it, relative to the current folder or absolute, or
 * `sqlite::memory:`:
 *
 * ```ts
 * import { sqlite } from "@retort/sqlite";
 *
 * const db = await sqlite.connect?.("sqlite::memory:");
 * await db?.query({ sql: "SELECT 1 AS one" }); // [{ one: 1 }]
 * await db?.close();
 * ```
 *
 * @module
 */
import { filePath } from "@retort/ansi";
import type { Dialect, RenderContext, RenderTable, Statement } from "@retort/core/dialect";
import { version } from "@retort/core/version";
import type { Op } from "@retort/core/ops";
import { batches } from "./backfill.ts";
import { inspect } from "./inspect/mod.ts";
import { can, native } from "./native.ts";
import { normalize } from "./normalize.ts";
import { rebuild, renderNative } from "./rebuild.ts";
import { preflight } from "./preflight.ts";
import { scratch } from "./scratch.ts";
import { types } from "./type_system.ts";
import { writer } from "./writer.ts";

export { fromSqlite } from "./given.ts";

/** An op by SQLite itself where it can, else by a rebuild of the table. */
function either(op: Op, cx: RenderContext): readonly Statement[] {
  return rebuild.needed(op, cx) ? rebuild.render([op], cx) : renderNative(op, cx);
}

const render: RenderTable = {
  ...native,
  addColumn: either,
  dropColumn: either,
  alterColumn: either,
  addConstraint: either,
  dropConstraint: either,
  batchAlterTable: either,
  alterTable: either,
};

/**
 * The path in a URL: `sqlite:app.db`, `sqlite:/var/app.db`, `sqlite::memory:`.
 *
 * @throws {RetortError} `database/bad-url`.
 */
export function pathOf(url: string): string {
  return filePath(url, "sqlite");
}

/** The dialect for SQLite databases. */
export const sqlite: Dialect = {
  name: "sqlite",
  core: version,
  schemes: ["sqlite"],
  can,
  types,
  writer,
  render,
  rebuild,
  brackets: { begin: "BEGIN IMMEDIATE", commit: "COMMIT" },
  async connect(url, options) {
    const { connect } = await import("./driver.ts");
    return connect(url, options);
  },
  batches,
  scratch,
  preflight,
  inspect,
  normalize,
};
