/**
 * Views in the catalog.
 *
 * @module
 */
import { compact, sql, type View } from "@retort/core/schema";
import { notDefault, ownOptions } from "../flavour.ts";
import type { TextRow } from "./exact.ts";
import type { Part } from "./part.ts";
import { unqualified } from "./unqualified.ts";
import { called } from "./view_columns.ts";

/** A row of {@link viewsQuery}. */
export interface ViewRow extends TextRow {
  /** The database it is in. */
  readonly database_name: string;
  /** The query; empty where the user may not see it. */
  readonly text: string | null;
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

/** A row of {@link viewColumnsQuery}. */
export interface ViewColumnRow {
  /** The view. */
  readonly view: string;
  /** The column. */
  readonly name: string;
  /** Its place, from 1. */
  readonly position: number;
}

/** The columns of views, of which the query itself says nothing on MySQL. */
export function viewColumnsQuery({ database }: Part): string {
  return `SELECT v.TABLE_NAME AS view, c.COLUMN_NAME AS name, c.ORDINAL_POSITION AS position
FROM information_schema.VIEWS v JOIN information_schema.COLUMNS c
ON c.TABLE_SCHEMA = v.TABLE_SCHEMA AND c.TABLE_NAME = v.TABLE_NAME
WHERE v.TABLE_SCHEMA = ${database}`;
}

/** A view; its columns where its query may call them otherwise. */
export function readView(row: ViewRow, columns: readonly ViewColumnRow[] = []): View {
  const { name, checked, security, algorithm } = row;
  const names = columns.filter(({ view }) => view === name)
    .toSorted((a, b) => a.position - b.position).map((column) => column.name);
  const suffix = checked === "NONE" ? "" : ` with ${checked.toLowerCase()} check option`;
  return compact({
    name,
    query: sql.raw(called(unqualified(queryOf(row), row.database_name), names) + suffix),
    options: ownOptions({
      security: notDefault(security, "definer"),
      algorithm: notDefault(algorithm, "undefined"),
    }),
  });
}

function queryOf({ text, statement }: ViewRow): string {
  const query = statement?.replace(head, "").replace(/ WITH (?:CASCADED|LOCAL) CHECK OPTION$/, "");
  return query ?? text ?? "";
}

const head =
  /^CREATE [\w= ]*? VIEW (?:`(?:[^`]|``)*`\.)?`(?:[^`]|``)*` (?:\((?:[^)`]|`[^`]*`)*\) )?AS /;
