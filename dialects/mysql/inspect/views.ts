/**
 * Views in the catalog.
 *
 * @module
 */
import { compact, type Json, sql, type View } from "@retort/core/schema";
import type { Part } from "./part.ts";
import { unqualified } from "./unqualified.ts";

/** A row of {@link viewsQuery}. */
export interface ViewRow {
  /** The database it is in. */
  readonly database_name: string;
  /** Its name. */
  readonly name: string;
  /** The query; empty where the user may not see it. */
  readonly text: string;
  /** `CASCADED`, `LOCAL` or `NONE`. */
  readonly checked: string;
  /** `DEFINER` or `INVOKER`. */
  readonly security: string;
  /** `MERGE`, `TEMPTABLE` or `UNDEFINED`. */
  readonly algorithm: string;
}

/** The views of a database. */
export function viewsQuery({ database, mariadb }: Part): string {
  const algorithm = mariadb ? "ALGORITHM" : "'UNDEFINED'";
  return `SELECT TABLE_SCHEMA AS database_name, TABLE_NAME AS name, VIEW_DEFINITION AS text,
CHECK_OPTION AS checked, SECURITY_TYPE AS security, ${algorithm} AS algorithm
FROM information_schema.VIEWS WHERE TABLE_SCHEMA = ${database}`;
}

/** A view. */
export function readView(row: ViewRow): View {
  const { name, checked, security, algorithm } = row;
  const own: Readonly<Record<string, Json | undefined>> = {
    security: security === "INVOKER" ? "invoker" : undefined,
    algorithm: algorithm === "UNDEFINED" ? undefined : algorithm.toLowerCase(),
  };
  const options = compact(own) as Readonly<Record<string, Json>>;
  const suffix = checked === "NONE" ? "" : ` with ${checked.toLowerCase()} check option`;
  return compact({
    name,
    query: sql.raw(unqualified(row.text, row.database_name) + suffix),
    options: Object.keys(options).length === 0 ? undefined : { mysql: options },
  });
}
