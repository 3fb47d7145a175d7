/**
 * What names a column that gets another name: MariaDB renames it there, MySQL refuses unless all of it
 * is said again in the same ALTER.
 *
 * @module
 */
import { type Sql, sql, type Table } from "@retort/core/schema";
import { columnDefinition } from "./column_text.ts";
import { constraintDefinition } from "./constraints.ts";
import { isMariaDb } from "./flavour.ts";
import { indexDefinition } from "./indexes.ts";
import { nameOf, tokenize } from "./tokens.ts";
import { writer } from "./writer.ts";

/** A column and its next name. */
export interface Renaming {
  /** The name that it has. */
  readonly from: string;
  /** The name that it gets. */
  readonly to: string;
}

/** The items of an ALTER that say checks, computed columns and indexes with the new name. */
export function saidAgain(
  table: Table | undefined,
  renaming: Renaming,
  names: readonly string[],
): readonly string[] {
  if (!table || isMariaDb(names)) return [];
  const renamed = (expression: Sql | undefined): Sql | undefined =>
    expression && renamedSql(expression, renaming);
  const checks = table.checks.flatMap((check) => {
    const expression = renamed(check.expression);
    if (!expression || check.name === undefined) return [];
    const next = constraintDefinition({ ...check, kind: "check", expression }, names);
    return [`DROP CHECK ${writer.name(check.name)}`, `ADD ${next}`];
  });
  const columns = table.columns.flatMap((column) => {
    const expression = renamed(column.computed?.expression);
    if (!expression || !column.computed) return [];
    const computed = { ...column.computed, expression };
    return [`MODIFY ${columnDefinition({ ...column, computed }, { names, sayNull: true })}`];
  });
  const indexes = table.indexes.flatMap((index) => {
    if (!index.parts.some((part) => renamed(part.expression))) return [];
    const parts = index.parts.map((part) => {
      const expression = renamed(part.expression);
      if (expression) return { ...part, expression };
      return part.column === renaming.from ? { ...part, column: renaming.to } : part;
    });
    const next = indexDefinition({ ...index, parts }, names);
    return [`DROP INDEX ${writer.name(index.name)}`, `ADD ${next}`];
  });
  return [...checks, ...columns, ...indexes];
}

/** An expression with the next name of a column; `undefined` where it does not name it. */
export function renamedSql(expression: Sql, { from, to }: Renaming): Sql | undefined {
  const text = writer.text(expression);
  const tokens = tokenize(text);
  let out = "";
  let end = 0;
  tokens.forEach((token, index) => {
    const isName = token.kind === "name" || (token.kind === "word" && !isCalled(tokens[index + 1]));
    if (!isName || nameOf(token).toLowerCase() !== from.toLowerCase()) return;
    out += text.slice(end, token.start) + writer.name(to);
    end = token.start + token.text.length;
  });
  return end === 0 ? undefined : sql.raw(out + text.slice(end));
}

function isCalled(next: { readonly text: string } | undefined): boolean {
  return next?.text === "(" || next?.text === ".";
}
