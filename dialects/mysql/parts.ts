/**
 * The pieces that the renderers are made of.
 *
 * @module
 */
import type { Parts } from "@retort/ansi";
import type { Capabilities } from "@retort/core/dialect";
import { changeable } from "./table_options.ts";
import { types } from "./type_system.ts";
import { writer } from "./writer.ts";

/** What MariaDB and MySQL can do. */
export const can: Capabilities = {
  transactionalDdl: false,
  schemas: true,
  comments: true,
  caselessColumns: true,
  sharedNames: ["check"],
  tableOptions: changeable,
};

/** What the renderers are made of. */
export const parts: Parts = { dialect: "mysql", writer, types, can };
