/**
 * Schemas: in Oracle each belongs to a user.
 *
 * @module
 */
import { type ExtensionOps, noSchemas, type SchemaOps, schemaOps as standard } from "@retort/ansi";
import { parts } from "./parts.ts";

/** The renderers of the ops on schemas and extensions. */
export const schemaOps: SchemaOps & ExtensionOps = {
  ...standard(parts),
  ...noSchemas(parts, "create or drop the user of that name as an administrator"),
};
