/**
 * MariaDB and MySQL, by the package `mysql2`.
 *
 * ```ts
 * import { op, varchar } from "@retort/core";
 * import { renderOp } from "@retort/core/dialect";
 * import { emptySchema } from "@retort/core/schema";
 * import { mysql } from "@retort/mysql";
 *
 * const cx = { before: emptySchema, names: ["mariadb", "mysql"], offline: true };
 * const [statement] = renderOp(mysql, op.addColumn("users", "group", varchar(50)), cx);
 * statement?.sql; // "ALTER TABLE users ADD COLUMN `group` VARCHAR(50)"
 * ```
 *
 * A URL is `mysql://user:password@host:3306/database` or `mariadb://…`; which of the two products a
 * server is, it says itself. Options stand under `mysql`, and those under `mariadb` override them.
 *
 * Names longer than 64 characters are shortened, the same one always alike: the first 55 characters,
 * `_` and a hash of the whole in 8 digits.
 *
 * @module
 */
import { batchOp } from "@retort/ansi";
import type { Dialect, RenderTable } from "@retort/core/dialect";
import { version } from "@retort/core/version";
import { batches } from "./backfill.ts";
import { columnOps } from "./columns.ts";
import { constraintOps } from "./constraints.ts";
import { dataOps } from "./data.ts";
import { echo } from "./echo.ts";
import { enumOps } from "./enums.ts";
import { isAlready } from "./failures.ts";
import { indexOps } from "./indexes.ts";
import { inspect } from "./inspect/mod.ts";
import { reads } from "./known.ts";
import { locks } from "./locks.ts";
import { normalize } from "./normalize.ts";
import { can, parts } from "./parts.ts";
import { routineOps } from "./routines.ts";
import { schemaOps } from "./schemas.ts";
import { sequenceOps } from "./sequences.ts";
import { preflight } from "./preflight.ts";
import { copies } from "./copies.ts";
import { scratch } from "./scratch.ts";
import { sessions } from "./sessions.ts";
import { tableOps } from "./tables.ts";
import { enclose } from "./statements.ts";
import { types } from "./type_system.ts";
import { viewOps } from "./views.ts";
import { waits } from "./waits.ts";
import { unseen } from "./unseen.ts";
import { writer } from "./writer.ts";

export { fromMysql, type MysqlClient } from "./given.ts";

const render: RenderTable = {
  ...tableOps,
  ...columnOps,
  ...indexOps,
  ...constraintOps,
  ...enumOps,
  ...sequenceOps,
  ...schemaOps,
  ...viewOps,
  ...routineOps,
  ...dataOps,
  ...batchOp(parts, () => render),
};

/** The dialect for MariaDB and MySQL. */
export const mysql: Dialect = {
  name: "mysql",
  core: version,
  schemes: ["mysql", "mariadb"],
  flavours: ["mysql", "mariadb"],
  can,
  // The server refuses any other type while a foreign key is there.
  types: { ...types, bindsKeys: (from, to) => !types.same(from, to) },
  writer,
  render,
  brackets: {
    begin: "START TRANSACTION",
    commit: "COMMIT",
    encoding: "SET NAMES utf8mb4",
    enclose,
  },
  primaryKeyName: "PRIMARY",
  reads,
  async connect(url, options) {
    const { connect } = await import("./driver.ts");
    return connect(url, options);
  },
  already: isAlready,
  unseen,
  locks,
  sessions,
  waits,
  batches,
  scratch,
  copies,
  preflight,
  inspect,
  normalize,
  echo,
};
