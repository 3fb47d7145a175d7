/**
 * Oracle, as scripts: there is no connection.
 *
 * ```ts
 * import { op, varchar } from "@retort/core";
 * import { renderOp } from "@retort/core/dialect";
 * import { emptySchema } from "@retort/core/schema";
 * import { oracle } from "@retort/oracle";
 *
 * const cx = { before: emptySchema, names: ["oracle"], offline: true };
 * const [statement] = renderOp(oracle, op.addColumn("users", "name", varchar(50)), cx);
 * statement?.sql; // "ALTER TABLE users ADD name VARCHAR2(50 CHAR)"
 * ```
 *
 * Scripts are for Oracle 12.2 and later: `ifExists` and `ifNotExists` become blocks of PL/SQL that
 * pass over one error. SQL*Plus must be told `SET DEFINE OFF`, or it asks for what follows an `&`.
 *
 * A lower-case name stands without quotes, so that the server makes it upper-case; names longer than
 * 128 bytes are shortened, the same one always alike: the first 119 bytes, `_` and a hash of the
 * whole in 8 digits.
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

/** The dialect for Oracle. */
export const oracle: Dialect = {
  name: "oracle",
  core: version,
  schemes: ["oracle"],
  can,
  types,
  writer,
  render,
  brackets,
  normalize: (schema) => normalize(schema),
};
