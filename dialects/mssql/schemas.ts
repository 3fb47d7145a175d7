/**
 * Schemas, where SQL Server differs from standard SQL.
 *
 * @module
 */
import { type ExtensionOps, type SchemaOps, schemaOps as standard } from "@retort/ansi";
import { parts } from "./parts.ts";
import { writer } from "./writer.ts";

const own = standard(parts);

/** The renderers of the ops on schemas and extensions. */
export const schemaOps: SchemaOps & ExtensionOps = {
  ...own,
  createSchema(op, cx) {
    const { ifNotExists = false, ...rest } = op;
    const statements = own.createSchema(rest, cx);
    if (!ifNotExists) return statements;
    // CREATE SCHEMA must stand at the start of a batch, so that one behind an IF needs its own.
    const guard = `IF SCHEMA_ID(${writer.literal(op.name)}) IS NULL`;
    return statements.map((statement) => ({
      ...statement,
      sql: `${guard}\n  EXEC(${writer.literal(statement.sql)})`,
    }));
  },
};
