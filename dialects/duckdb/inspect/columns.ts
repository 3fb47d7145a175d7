/**
 * Columns from the catalog, and from the definition of their table what the catalog doesn't tell.
 *
 * @module
 */
import { type Column, compact, type DialectOptions, sql } from "@retort/core/schema";
import { unwrapped } from "../expressions.ts";
import { plainIdentity } from "../normalize.ts";
import { normalizeDefault } from "../normalize_default.ts";
import { usualName } from "../sequences.ts";
import { collationIn, generatedIn, itemsOf } from "../sql_text.ts";
import { types } from "../type_system.ts";
import type { Catalog, ColumnRow, TableRow } from "./rows.ts";
import { identityOf, numberedBy } from "./sequences.ts";

/** Where a column stands. */
export interface ColumnPlace {
  /** Its table. */
  readonly row: TableRow;
  /** Which of its columns it is, from 0. */
  readonly at: number;
  /** All that the catalog says. */
  readonly catalog: Catalog;
}

/** A column. */
export function readColumn(column: ColumnRow, { row, at, catalog }: ColumnPlace): Column {
  const item = itemsOf(row.sql)[at] ?? "";
  const computed = generatedIn(item);
  const sequence = computed === undefined ? numberedBy(column, catalog) : undefined;
  const value = computed === undefined && !sequence ? column.default : null;
  const usual = usualName(row.name, column.name);
  const type = types.parse(column.type);
  const options: DialectOptions | undefined = sequence && sequence.name !== usual
    ? { duckdb: { sequence: sequence.name } }
    : undefined;
  return compact({
    name: column.name,
    type,
    nullable: column.nullable,
    default: value === null ? undefined : normalizeDefault(sql.raw(unwrapped(value)), type),
    identity: sequence && plainIdentity(identityOf(sequence)),
    computed: computed === undefined
      ? undefined
      : { expression: sql.raw(unwrapped(computed)), stored: false },
    collation: collationIn(item),
    comment: column.comment ?? undefined,
    options,
  }) as Column;
}
