/**
 * Schemas in standard SQL; extensions are no standard.
 *
 * @module
 */
import type { RenderTable } from "@retort/core/dialect";
import { type CoreOp, type OpOf, spec } from "@retort/core/ops";
import { type Parts, unsupported, words } from "./parts.ts";

/** The ops on schemas. */
export type SchemaOps = Pick<RenderTable, "createSchema" | "dropSchema">;

/** The ops on extensions. */
export type ExtensionOps = Pick<RenderTable, "createExtension" | "dropExtension">;

/** Refuses the ops on schemas, saying what to do instead. */
export function noSchemas(parts: Parts, instead: string): SchemaOps {
  const refuse = (op: OpOf<keyof SchemaOps & CoreOp["kind"]>): never =>
    unsupported(parts.dialect, spec(op).describe(op), instead);
  return { createSchema: refuse, dropSchema: refuse };
}

/** Refuses the ops on extensions, saying what to do instead. */
export function noExtensions(parts: Parts, instead: string): ExtensionOps {
  const refuse = (op: OpOf<keyof ExtensionOps & CoreOp["kind"]>): never =>
    unsupported(parts.dialect, spec(op).describe(op), instead);
  return { createExtension: refuse, dropExtension: refuse };
}

/** Renderers of the ops on schemas and extensions. */
export function schemaOps(parts: Parts): SchemaOps & ExtensionOps {
  const { writer } = parts;
  return {
    ...noExtensions(parts, "leave the op away where cx.dialect is not postgres"),
    createSchema({ name, authorization, ifNotExists }) {
      const sql = words(
        "CREATE SCHEMA",
        ifNotExists && "IF NOT EXISTS",
        writer.name(name),
        authorization !== undefined && `AUTHORIZATION ${writer.name(authorization)}`,
      );
      return [{ sql, cost: "catalog" }];
    },
    dropSchema({ name, ifExists }) {
      const exists = ifExists ? "IF EXISTS " : "";
      return [{ sql: `DROP SCHEMA ${exists}${writer.name(name)}`, cost: "catalog" }];
    },
  };
}
