/**
 * Functions and procedures in the catalog.
 *
 * @module
 */
import { compact, type Routine, sql } from "@retort/core/schema";
import { writer } from "../writer.ts";
import type { TextRow } from "./exact.ts";
import type { Part } from "./part.ts";

/** What the catalog says of a type: of an argument, or of what a function returns. */
interface TypeRow {
  /** The type as SQL. */
  readonly type: string | null;
  /** Its character set, for text. */
  readonly charset: string | null;
  /** Its collation, for text. */
  readonly collation: string | null;
}

/** A row of {@link routinesQuery}. */
export interface RoutineRow extends TypeRow, TextRow {
  /** `FUNCTION` or `PROCEDURE`; on MariaDB also `PACKAGE` and `PACKAGE BODY`. */
  readonly kind: string;
  /** What it does; nothing where the user may not see it. */
  readonly text: string | null;
  /** `YES` or `NO`. */
  readonly fixed: string;
  /** `CONTAINS SQL`, `READS SQL DATA` and so on. */
  readonly access: string;
  /** `DEFINER` or `INVOKER`. */
  readonly security: string;
  /** The comment. */
  readonly comment: string;
  /** The collation of the database when it was made. */
  readonly usual: string;
}

/** A row of {@link parametersQuery}. */
export interface ParameterRow extends TypeRow {
  /** The routine. */
  readonly routine: string;
  /** Whether it is a function or a procedure. */
  readonly kind: string;
  /** Its place, from 1. */
  readonly position: number | string;
  /** `IN`, `OUT` or `INOUT`; MariaDB has them for functions too. */
  readonly mode: string | null;
  /** Its name. */
  readonly name: string;
}

/** The functions and procedures of a database. */
export function routinesQuery({ database }: Part): string {
  return `SELECT ROUTINE_NAME AS name, ROUTINE_TYPE AS kind, DTD_IDENTIFIER AS type,
CHARACTER_SET_NAME AS charset, COLLATION_NAME AS collation, ROUTINE_DEFINITION AS text,
IS_DETERMINISTIC AS fixed, SQL_DATA_ACCESS AS access, SECURITY_TYPE AS security,
ROUTINE_COMMENT AS comment, DATABASE_COLLATION AS usual FROM information_schema.ROUTINES
WHERE ROUTINE_SCHEMA = ${database}`;
}

/** The arguments of all routines of a database. */
export function parametersQuery({ database }: Part): string {
  return `SELECT SPECIFIC_NAME AS routine, ROUTINE_TYPE AS kind, ORDINAL_POSITION AS position,
PARAMETER_MODE AS mode, PARAMETER_NAME AS name, DTD_IDENTIFIER AS type,
CHARACTER_SET_NAME AS charset, COLLATION_NAME AS collation FROM information_schema.PARAMETERS
WHERE SPECIFIC_SCHEMA = ${database} AND ORDINAL_POSITION > 0`;
}

/** A routine with its whole definition; the server keeps it in parts. */
export function readRoutine(row: RoutineRow, parameters: readonly ParameterRow[]): Routine {
  const { name, kind } = row;
  const own = parameters.filter((item) => item.routine === name && item.kind === kind)
    .toSorted((a, b) => Number(a.position) - Number(b.position))
    .map((item) => parameterText(item, row));
  const noun = isAggregate(row) ? "AGGREGATE FUNCTION" : kind;
  const head = `CREATE ${noun} ${writer.name(name)}(${own.join(", ")})`;
  const returns = kind === "FUNCTION" ? ` RETURNS ${typeText(row, row.usual)}` : "";
  const lines = [head + returns, ...traitsOf(row), row.text ?? ""];
  return compact({
    name,
    type: kind === "PROCEDURE" ? "procedure" as const : undefined,
    definition: sql.raw(row.statement ?? lines.join("\n")),
  });
}

/** The catalog doesn't say so, but nothing else may fetch a group. */
function isAggregate({ kind, text }: RoutineRow): boolean {
  return kind === "FUNCTION" && /\bfetch\s+group\s+next\s+row\b/i.test(text ?? "");
}

function parameterText(item: ParameterRow, { usual }: RoutineRow): string {
  const mode = item.mode === null || item.mode === "IN" ? "" : `${item.mode} `;
  return `${mode}${writer.name(item.name)} ${typeText(item, usual)}`;
}

/** A type; its collation is said where it isn't that of the database. */
function typeText({ type, charset, collation }: TypeRow, usual: string): string {
  const own = charset === null || collation === null || collation === usual;
  return own ? type ?? "" : `${type} CHARSET ${charset} COLLATE ${collation}`;
}

/** What is said between head and body, where it isn't as usual. */
function traitsOf({ fixed, access, security, comment }: RoutineRow): readonly string[] {
  const said = [
    fixed === "YES" ? "DETERMINISTIC" : "",
    access === "CONTAINS SQL" ? "" : access,
    security === "INVOKER" ? "SQL SECURITY INVOKER" : "",
    comment === "" ? "" : `COMMENT ${writer.literal(comment)}`,
  ].filter((item) => item !== "");
  return said.length === 0 ? [] : [said.join(" ")];
}
