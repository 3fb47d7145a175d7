/**
 * Extensions, which only PostgreSQL has.
 *
 * @module
 */
import { type ExtensionOps, words } from "@retort/ansi";
import { writer } from "./writer.ts";

/** The renderers of the ops on extensions. */
export const extensionOps: ExtensionOps = {
  createExtension({ extension: { name, schema, version }, ifNotExists }) {
    const sql = words(
      "CREATE EXTENSION",
      ifNotExists && "IF NOT EXISTS",
      writer.name(name),
      schema !== undefined && `SCHEMA ${writer.name(schema)}`,
      version !== undefined && `VERSION ${writer.literal(version)}`,
    );
    return [{ sql, cost: "catalog" }];
  },
  dropExtension({ name, ifExists }) {
    const exists = ifExists ? "IF EXISTS " : "";
    return [{ sql: `DROP EXTENSION ${exists}${writer.name(name)}`, cost: "catalog" }];
  },
};
