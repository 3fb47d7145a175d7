/**
 * Views in the catalog.
 *
 * @module
 */
import { compact, sql, type Trigger, type View } from "@retort/core/schema";
import { ownOptions } from "../options.ts";
import type { Notes } from "./notes.ts";
import { isOwn } from "./owned.ts";
import type { RelationRow } from "./rows.ts";
import { storageOf } from "./storage.ts";

/** A view, or a materialized one. */
export interface ViewRow extends Pick<RelationRow, "oid" | "name" | "space" | "options"> {
  /** `v` or `m`. */
  readonly kind: string;
  /** The query in the server's words. */
  readonly text: string;
}

/** The query for all views. */
export const viewsQuery: string = `SELECT c.oid, c.relname AS name, c.relnamespace AS space,
  c.relkind::text AS kind, pg_get_viewdef(c.oid) AS text, array_to_json(c.reloptions)::text AS options
FROM pg_class AS c
WHERE c.relkind IN ('v', 'm') AND c.relpersistence <> 't' AND ${isOwn("pg_class", "c.oid")}`;

/** A view with the triggers on it. */
export function readView(
  row: ViewRow,
  notes: Notes,
  triggers: ReadonlyMap<number, readonly Trigger[]>,
): View {
  return compact({
    ...notes.place(row),
    query: sql.raw(row.text.trim().replace(/;$/, "")),
    materialized: row.kind === "m" ? true : undefined,
    triggers: triggers.get(Number(row.oid)),
    options: ownOptions({ with: storageOf(row.options) }),
  });
}
