/**
 * Indexes as PostgreSQL would hold them.
 *
 * @module
 */
import { mapped } from "@retort/ansi";
import {
  type Column,
  compact,
  type Index,
  type IndexPart,
  mentionsColumn,
  type Sql,
  sql,
} from "@retort/core/schema";
import {
  canonicalExpression,
  type ExpressionScope,
  readExpression,
  textOf,
} from "./expressions.ts";
import { operatorClass } from "./indexes.ts";
import { shortName } from "./names.ts";
import { ownOptions, storageOptions } from "./options.ts";
import { own } from "./parts.ts";

/** What an index stands on. */
export interface IndexPlace {
  /** The columns of its table, normalised. */
  readonly columns: readonly Column[];
  /** What its expressions can name. */
  readonly scope: ExpressionScope;
}

/** An index in its one form: how it was built, and what goes without saying, are no part of it. */
export function normalizeIndex(index: Index, place: IndexPlace): Index {
  const { include = [], where } = index;
  if (index.options === undefined && include.length === 0 && where === undefined) {
    const name = shortName(index.name);
    const parts = mapped(index.parts, (part) => normalizePart(part, index, place));
    const kept = name === index.name && parts === index.parts && index.include === undefined;
    return kept ? index : { name, parts, unique: index.unique };
  }
  const options = own(index);
  return compact({
    name: shortName(index.name),
    parts: index.parts.map((part) => normalizePart(part, index, place)),
    unique: index.unique,
    include: include.length > 0 ? include.map(shortName) : undefined,
    where: where && sql.raw(canonicalExpression(textOf(where), place.scope)),
    options: ownOptions({
      using: options["using"] === "btree" ? undefined : options["using"],
      with: storageOptions(options["with"]),
      tablespace: options["tablespace"],
      nullsNotDistinct: options["nullsNotDistinct"] === true ? true : undefined,
      invalid: options["invalid"] === true ? true : undefined,
    }),
  });
}

/** The collation that an expression has from the columns in it. */
function collationIn(expression: Sql | undefined, columns: readonly Column[]): string {
  const found = columns.find(({ name, collation }) =>
    collation !== undefined && expression && mentionsColumn(expression, new Set([name]))
  );
  return found?.collation ?? "default";
}

function normalizePart(part: IndexPart, index: Index, { columns, scope }: IndexPlace): IndexPart {
  const { order, nulls, collation } = part;
  const plain = part.column !== undefined && part.options === undefined &&
    index.options === undefined && collation === undefined && nulls === undefined;
  if (plain) {
    const name = shortName(part.column);
    if (name === part.column && order !== "asc" && part.expression === undefined) return part;
    return order === "desc" ? { column: name, order } : { column: name };
  }
  const read = part.expression && readExpression(textOf(part.expression), scope);
  const only = read?.kind === "column"
    ? columns.find((item) => item.name === read.text)
    : undefined;
  const column = part.column === undefined ? only?.name : shortName(part.column);
  const inherited = column === undefined
    ? collationIn(part.expression, columns)
    : columns.find((item) => item.name === column)?.collation ?? "default";
  const down = order === "desc";
  return compact({
    column,
    expression: column === undefined && part.expression
      ? sql.raw(canonicalExpression(textOf(part.expression), scope))
      : undefined,
    order: down ? "desc" as const : undefined,
    nulls: nulls === (down ? "first" : "last") ? undefined : nulls,
    collation: collation === inherited ? undefined : collation,
    options: ownOptions({ ops: operatorClass(part, own(index)["ops"]) }),
  });
}
