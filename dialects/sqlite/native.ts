/**
 * The ops that SQLite can do by itself, and the pieces that they are written with.
 *
 * @module
 */
import {
  noExtensions,
  noRoutines,
  noSchemas,
  noSequences,
  type Parts,
  renderTable,
} from "@retort/ansi";
import type { Capabilities, RenderTable } from "@retort/core/dialect";
import { columnOps, expressionDefault } from "./columns.ts";
import { indexOps } from "./indexes.ts";
import { tableOps } from "./tables.ts";
import { types } from "./type_system.ts";
import { writer } from "./writer.ts";

/** What SQLite can do. */
export const can: Capabilities = {
  transactionalDdl: true,
  schemas: false,
  comments: false,
  caselessColumns: true,
  sharedNames: ["index"],
  tableOptions: { strict: "free", withoutRowid: "free" },
};

/** What the renderers are made of. */
export const parts: Parts = {
  dialect: "sqlite",
  writer,
  types,
  can,
  expressionDefault,
  // The built-in ones are written in upper case by everybody.
  collation: (name) =>
    /^(?:nocase|binary|rtrim)$/i.test(name) ? name.toUpperCase() : writer.name(name),
};

/** The renderers without rebuilds; they are asked only for what needs none. */
export const native: RenderTable = {
  ...renderTable(parts),
  ...tableOps(parts),
  ...columnOps(parts),
  ...indexOps(parts),
  ...noSequences(parts, "give the column identity(): an integer primary key numbers itself"),
  ...noSchemas(parts, "attach a database file of that name when the connection is made"),
  ...noExtensions(parts, "leave the op away where cx.dialect is sqlite"),
  ...noRoutines(
    parts,
    "leave the op away where cx.dialect is sqlite; triggers hold their own code",
  ),
};
