/**
 * PostgreSQL 12 and later, by npm's `postgres`.
 *
 * ```ts
 * import { op, varchar } from "@retort/core";
 * import { renderOp } from "@retort/core/dialect";
 * import { emptySchema } from "@retort/core/schema";
 * import { postgres } from "@retort/postgres";
 *
 * const cx = { before: emptySchema, names: ["postgres"], offline: true };
 * const [statement] = renderOp(postgres, op.addColumn("users", "name", varchar(50)), cx);
 * statement?.sql; // "ALTER TABLE users ADD COLUMN name VARCHAR(50)"
 * ```
 *
 * A URL is `postgresql://user:password@host:5432/name?sslmode=require`. Without a password in it
 * the one of `PGPASSWORD` is taken; `host` among the parameters names the folder of a Unix socket.
 *
 * Names of more than 63 bytes are shortened: the first 54 bytes, `_` and eight hexadecimal digits
 * of a hash of the whole name, the same every time.
 *
 * @module
 */
import { renderTable } from "@retort/ansi";
import type { Dialect } from "@retort/core/dialect";
import { version } from "@retort/core/version";
import { batches } from "./backfill.ts";
import { columnOps } from "./columns.ts";
import { constraintOps } from "./constraints.ts";
import { binds, conversion } from "./conversion.ts";
import { dataOps } from "./data.ts";
import { echo } from "./echo.ts";
import { echoViews } from "./echo_views.ts";
import { enumOps } from "./enums.ts";
import { isAlready } from "./failures.ts";
import { indexOps } from "./indexes.ts";
import { definitions } from "./inspect/definitions.ts";
import { inspect } from "./inspect/mod.ts";
import { reads } from "./known.ts";
import { clear, leftover } from "./leftovers.ts";
import { locks } from "./locks.ts";
import { normalize } from "./normalize.ts";
import { can, parts } from "./parts.ts";
import { triggerOps } from "./routines.ts";
import { extensionOps } from "./schemas.ts";
import { preflight } from "./preflight.ts";
import { copies } from "./copies.ts";
import { scratch } from "./scratch.ts";
import { sessions } from "./sessions.ts";
import { tableOptionOps } from "./table_options.ts";
import { tableOps } from "./tables.ts";
import { types } from "./type_system.ts";
import { viewOps } from "./views.ts";
import { waits } from "./waits.ts";
import { writer } from "./writer.ts";

export { fromPostgres, type PostgresClient } from "./given.ts";
export { maxNameBytes, shortName } from "./names.ts";

/** The dialect for PostgreSQL databases. */
export const postgres: Dialect = {
  name: "postgres",
  core: version,
  schemes: ["postgres", "postgresql"],
  can,
  types: { ...types, conversion, binds },
  writer,
  render: {
    ...renderTable(parts),
    ...tableOps,
    ...tableOptionOps,
    ...columnOps,
    ...indexOps,
    ...constraintOps,
    ...dataOps,
    ...enumOps,
    ...viewOps,
    ...triggerOps,
    ...extensionOps,
  },
  brackets: { begin: "BEGIN", commit: "COMMIT", encoding: "SET client_encoding = 'UTF8'" },
  reads,
  async connect(url, options) {
    const { connect } = await import("./driver.ts");
    return connect(url, options);
  },
  already: isAlready,
  locks,
  sessions,
  waits,
  clear,
  leftover,
  batches,
  scratch,
  copies,
  preflight,
  inspect,
  definitions,
  normalize,
  echo: (db, tables) => echo(postgres, db, tables),
  echoViews,
};
