/**
 * Indexes as SQLite would hold them.
 *
 * @module
 */
import { mapped } from "@retort/ansi";
import { type Column, compact, type Index, type IndexPart, type Table } from "@retort/core/schema";
import { textOf } from "./dependents.ts";
import { canonicalExpression } from "./expressions.ts";
import { canonical, normalizeCollation } from "./normalize_text.ts";
import { nameOf, sameName, tokenize } from "./tokens.ts";

/** An index in its one form. */
export function normalizeIndex(index: Index, table: Table): Index {
  const { name, unique, where } = index;
  if (where === undefined && index.include === undefined && index.options === undefined) {
    const parts = mapped(index.parts, (part) => normalizePart(part, table));
    return parts === index.parts ? index : { name, unique, parts };
  }
  return compact({
    name,
    unique,
    parts: index.parts.map((part) => normalizePart(part, table)),
    where: where && canonical(where, table.name),
  });
}

function normalizePart(part: IndexPart, { name, columns }: Table): IndexPart {
  if (part.column !== undefined && part.collation === undefined) {
    const { column, order } = part;
    const bare = part.nulls === undefined && part.options === undefined &&
      part.expression === undefined && order !== "asc";
    if (bare) return part;
    return order === "desc" ? { column, order } : { column };
  }
  const expression = part.expression && canonicalExpression(textOf(part.expression));
  const column = part.column ?? columnIn(expression, columns);
  const order = part.order === "desc" ? "desc" as const : undefined;
  const inherited = columns.find((item) => item.name === column)?.collation ?? "BINARY";
  const collation = part.collation?.toUpperCase();
  return compact({
    column,
    expression: column === undefined && part.expression
      ? canonical(part.expression, name)
      : undefined,
    order,
    collation: column === undefined
      ? normalizeCollation(collation)
      : collation === inherited
      ? undefined
      : collation,
  });
}

/** The column that an expression is when it is nothing but its name. */
function columnIn(text: string | undefined, columns: readonly Column[]): string | undefined {
  const [only, ...others] = tokenize(text ?? "");
  if (only === undefined || others.length > 0) return undefined;
  if (only.kind !== "word" && only.kind !== "name") return undefined;
  return columns.find((item) => sameName(item.name, nameOf(only)))?.name;
}
