/**
 * SQL Server, as scripts: there is no connection.
 *
 * ```ts
 * import { op, varchar } from "@retort/core";
 * import { renderOp } from "@retort/core/dialect";
 * import { emptySchema } from "@retort/core/schema";
 * import { mssql } from "@retort/mssql";
 *
 * const cx = { before: emptySchema, names: ["mssql"], offline: true };
 * const [statement] = renderOp(mssql, op.addColumn("users", "group", varchar(50)), cx);
 * statement?.sql; // "ALTER TABLE users ADD [group] VARCHAR(50) NULL"
 * ```
 *
 * Scripts are for SQL Server 2016 SP1 and later. A schema may be `database.schema`. Keys and indexes
 * take the option `clustered`: `{ mssql: { clustered: false } }`.
 *
 * Names longer than 128 characters are shortened, the same one always alike: the first 119
 * characters, `_` and a hash of the whole in 8 digits.
 *
 * @module
 */
import { batchOp } from "@retort/ansi";
import type { Dialect, RenderTable } from "@retort/core/dialect";
import { version } from "@retort/core/version";
import { columnOps } from "./columns.ts";
import { constraintOps } from "./constraints.ts";
import { dataOps } from "./data.ts";
import { brackets } from "./script.ts";
import { enumOps } from "./enums.ts";
import { indexOps } from "./indexes.ts";
import { normalize } from "./normalize.ts";
import { can, parts } from "./parts.ts";
import { routineOps } from "./routines.ts";
import { schemaOps } from "./schemas.ts";
import { sequenceOps } from "./sequences.ts";
import { tableOps } from "./tables.ts";
import { types } from "./type_system.ts";
import { viewOps } from "./views.ts";
import { writer } from "./writer.ts";

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

/** The dialect for SQL Server. */
export const mssql: Dialect = {
  name: "mssql",
  core: version,
  schemes: ["mssql", "sqlserver"],
  can,
  types,
  writer,
  render,
  brackets,
  normalize: (schema) => normalize(schema),
};
