/**
 * The expressions that stand in a table: computed columns, defaults, checks, indexes.
 *
 * @module
 */
import { compact } from "./data.ts";
import type { Column, Index, Table } from "./model.ts";
import { isSql, type Sql } from "./sql.ts";

/**
 * The expressions of a table, always in the same order.
 *
 * ```ts
 * import { check, expressionsOf, integer, sql, tableOf } from "@retort/core/schema";
 *
 * const columns = { age: integer().default(sql`1 + 1`) };
 * const table = tableOf({ name: "t", columns, constraints: [check("ck", sql`age > 0`)] });
 * expressionsOf(table).length; // 2
 * ```
 */
export function expressionsOf({ columns, checks, indexes }: Table): readonly Sql[] {
  const found: Sql[] = [];
  for (const { default: value, computed } of columns) {
    if (value && isSql(value)) found.push(value);
    if (computed) found.push(computed.expression);
  }
  for (const { expression } of checks) found.push(expression);
  for (const { parts, where } of indexes) {
    for (const { expression } of parts) if (expression) found.push(expression);
    if (where) found.push(where);
  }
  return found;
}

/**
 * The table with other expressions, in the order of {@link expressionsOf}.
 *
 * ```ts
 * import { expressionsOf, integer, sql, tableOf, withExpressions } from "@retort/core/schema";
 *
 * const table = tableOf({ name: "t", columns: { age: integer().default(sql`1 + 1`) } });
 * expressionsOf(withExpressions(table, [sql`2`])); // [sql`2`]
 * ```
 */
export function withExpressions(table: Table, expressions: readonly Sql[]): Table {
  let at = 0;
  return mapExpressions(table, (expression) => expressions[at++] ?? expression);
}

/** An expression and where in its table it stands. */
export interface PlacedExpression {
  /** What it is part of. */
  readonly noun: "default" | "computed" | "check" | "index";
  /** The name of that: of a column, a check or an index; absent where it has none. */
  readonly name?: string;
  /** The expression. */
  readonly expression: Sql;
}

/**
 * The expressions of a table with their places.
 *
 * ```ts
 * import { check, integer, placedExpressions, sql, tableOf } from "@retort/core/schema";
 *
 * const constraints = [check("ck", sql`age > 0`)];
 * const [first] = placedExpressions(tableOf({ name: "t", columns: { age: integer() }, constraints }));
 * first?.name; // "ck"
 * ```
 */
export function placedExpressions(table: Table): readonly PlacedExpression[] {
  const found: PlacedExpression[] = [];
  const add = (noun: PlacedExpression["noun"], name?: string, expression?: Sql): void => {
    if (expression) found.push({ noun, ...compact({ name }), expression });
  };
  for (const { name, default: value, computed } of table.columns) {
    add("default", name, value && isSql(value) ? value : undefined);
    add("computed", name, computed?.expression);
  }
  for (const { name, expression } of table.checks) add("check", name, expression);
  for (const { name, parts, where } of table.indexes) {
    for (const { expression } of parts) add("index", name, expression);
    add("index", name, where);
  }
  return found;
}

function mapExpressions(table: Table, map: (expression: Sql) => Sql): Table {
  const maybe = (expression: Sql | undefined): Sql | undefined => expression && map(expression);
  const columns = table.columns.map((column): Column => {
    const { default: value, computed } = column;
    return compact({
      ...column,
      default: value && isSql(value) ? map(value) : value,
      computed: computed && { ...computed, expression: map(computed.expression) },
    });
  });
  const checks = table.checks.map((item) => ({ ...item, expression: map(item.expression) }));
  const indexes = table.indexes.map((index): Index =>
    compact({
      ...index,
      parts: index.parts.map((part) => compact({ ...part, expression: maybe(part.expression) })),
      where: maybe(index.where),
    })
  );
  return { ...table, columns, checks, indexes };
}
