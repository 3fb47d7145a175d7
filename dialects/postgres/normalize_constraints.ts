/**
 * Constraints as PostgreSQL would hold them.
 *
 * @module
 */
import { mapped } from "@retort/ansi";
import {
  type Check,
  compact,
  type Deferral,
  type Exclusion,
  type ForeignKey,
  type PrimaryKey,
  same,
  type Sql,
  sql,
  tableKey,
  type Unique,
} from "@retort/core/schema";
import { canonicalExpression, type ExpressionScope, textOf } from "./expressions.ts";
import { shortName } from "./names.ts";
import type { Surroundings } from "./normalize.ts";
import { ownOptions, storageOptions } from "./options.ts";
import { own } from "./parts.ts";

const short = (name: string | undefined): string | undefined =>
  name === undefined ? undefined : shortName(name);

/** What isn't deferrable is the usual thing and not said. */
function deferral({ deferrable, initially }: Deferral): Deferral {
  const can = deferrable === true || (deferrable === undefined && initially === "deferred");
  if (!can) return {};
  return initially === "deferred" ? { deferrable: true, initially } : { deferrable: true };
}

/** A primary key or unique constraint in its one form. */
export function normalizeKey<T extends PrimaryKey | Unique>(item: T): T {
  const { name, columns, deferrable, initially }: PrimaryKey & Deferral = item;
  if (item.options === undefined && deferrable === undefined && initially === undefined) {
    const next = { name: short(name), columns: mapped(columns, shortName) };
    return next.name === name && next.columns === columns ? item : compact(next) as T;
  }
  const options = own(item);
  return compact({
    name: short(name),
    columns: columns.map(shortName),
    ...deferral(compact({ deferrable, initially }) as Deferral),
    options: ownOptions({
      nullsNotDistinct: options["nullsNotDistinct"] === true ? true : undefined,
      include: Array.isArray(options["include"])
        ? options["include"].map((column) => shortName(String(column)))
        : undefined,
      with: storageOptions(options["with"]),
      tablespace: options["tablespace"],
      deferrable: options["deferrable"] === true ? true : undefined,
      initially: options["initially"] === "deferred" ? "deferred" : undefined,
    }),
  }) as unknown as T;
}

/** A foreign key in its one form. */
export function normalizeForeignKey(item: ForeignKey, around: Surroundings): ForeignKey {
  const { name, columns, references, onDelete, onUpdate, match } = item;
  const place = compact({
    table: shortName(references.table),
    schema: around.place(references.schema),
  });
  const named = references.columns.length > 0
    ? references.columns
    : around.parents.get(tableKey(compact({ name: place.table, schema: place.schema })))
      ?.primaryKey?.columns ?? [];
  const next = {
    name: short(name),
    columns: mapped(columns, shortName),
    references: { ...place, columns: mapped(named, shortName) },
    onDelete: onDelete === "no action" ? undefined : onDelete,
    onUpdate: onUpdate === "no action" ? undefined : onUpdate,
    match: match === "simple" ? undefined : match,
    ...deferral(item),
  };
  return same(next, item) ? item : compact(next);
}

/** A check in its one form; whether the rows of before were looked at is no part of it. */
export function normalizeCheck(item: Check, scope: ExpressionScope): Check {
  return compact({
    name: short(item.name),
    expression: sql.raw(canonicalExpression(textOf(item.expression), scope)),
    options: ownOptions({ noInherit: own(item)["noInherit"] === true ? true : undefined }),
  });
}

/** An exclusion in its one form. */
export function normalizeExclusion(item: Exclusion, scope: ExpressionScope): Exclusion {
  const text = (expression: Sql): Sql => sql.raw(canonicalExpression(textOf(expression), scope));
  return compact({
    name: short(item.name),
    elements: item.elements.map((part) =>
      compact({
        operator: part.operator,
        column: short(part.column),
        expression: part.expression && text(part.expression),
      })
    ),
    using: item.using === "btree" ? undefined : item.using,
    where: item.where && text(item.where),
    ...deferral(item),
  });
}
