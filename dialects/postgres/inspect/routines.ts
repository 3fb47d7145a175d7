/**
 * Functions and procedures in the catalog.
 *
 * @module
 */
import { compact, displayName, type Routine, sql } from "@retort/core/schema";
import { writer } from "../writer.ts";
import type { Notes } from "./notes.ts";
import { isAlone, isOwn } from "./owned.ts";
import type { RelationRow } from "./rows.ts";

/** A function or a procedure. */
export interface RoutineRow extends Pick<RelationRow, "name" | "space"> {
  /** `p` for a procedure. */
  readonly kind: string;
  /** The types of its arguments: `integer, text`. */
  readonly arguments: string;
  /** The whole definition in the server's words. */
  readonly text: string;
}

/** The query for all routines; the server has no definition of aggregates. */
export const routinesQuery: string = `SELECT p.proname AS name, p.pronamespace AS space,
  p.prokind::text AS kind, oidvectortypes(p.proargtypes) AS arguments,
  pg_get_functiondef(p.oid) AS text
FROM pg_proc AS p WHERE p.prokind IN ('f', 'p', 'w') AND ${isOwn("pg_proc", "p.oid")}
  AND ${isAlone("pg_proc", "p.oid")}`;

/** The routines by their arguments; where several share a name, each says them. */
export function readRoutines(rows: readonly RoutineRow[], notes: Notes): readonly Routine[] {
  const sorted = rows.toSorted((a, b) => a.arguments < b.arguments ? -1 : 1);
  const shared = Map.groupBy(
    sorted,
    (row) => `${row.kind === "p"} ${displayName(notes.place(row))}`,
  );
  return [...shared.values()].flatMap((list) =>
    list.map((row): Routine =>
      compact({
        ...notes.place(row),
        type: row.kind === "p" ? "procedure" as const : undefined,
        arguments: row.arguments === "" && list.length === 1 ? undefined : row.arguments,
        definition: sql.raw(definitionOf(row, notes)),
      })
    )
  );
}

/** The definition as it would be written: the default schema is not named. */
function definitionOf({ name, text }: RoutineRow, { defaultSchema }: Notes): string {
  const head = /^CREATE OR REPLACE (?:FUNCTION|PROCEDURE) /.exec(text)?.[0] ?? "";
  const own = writer.table({ name, schema: defaultSchema });
  const rest = text.slice(head.length);
  const plain = rest.startsWith(`${own}(`) ? writer.name(name) + rest.slice(own.length) : rest;
  return (head + plain).trim();
}
