/**
 * Schemas and extensions in the catalog.
 *
 * @module
 */
import { compact, type Extension, type NamedSchema } from "@retort/core/schema";
import type { Notes } from "./notes.ts";
import { isOwn } from "./owned.ts";
import type { Whole } from "./rows.ts";

/** A schema or an extension. */
export interface OuterRow {
  /** Which of the two. */
  readonly kind: "schema" | "extension";
  /** Its name. */
  readonly name: string;
  /** The number of the schema of an extension; of a schema, its own. */
  readonly space: Whole;
}

/** The query for both. */
export const outerQuery: string = `SELECT 'schema' AS kind, n.nspname::text AS name, n.oid AS space
FROM pg_namespace AS n WHERE n.nspname !~ '^pg_' AND ${isOwn("pg_namespace", "n.oid")}
UNION ALL SELECT 'extension', extname::text, extnamespace FROM pg_extension
  WHERE extname <> 'plpgsql'`;

/** The schemas beside the default one. */
export function readSchemas(rows: readonly OuterRow[], notes: Notes): readonly NamedSchema[] {
  return rows.flatMap(({ kind, name }) =>
    kind === "schema" && name !== notes.defaultSchema ? [{ name }] : []
  );
}

/** The extensions; which version is installed is the server's business. */
export function readExtensions(rows: readonly OuterRow[], notes: Notes): readonly Extension[] {
  return rows.flatMap((row) => row.kind === "extension" ? [compact(notes.place(row))] : []);
}
