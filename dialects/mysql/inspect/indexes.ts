/**
 * Keys and indexes in the catalog.
 *
 * @module
 */
import {
  compact,
  type Index,
  type IndexPart,
  type Json,
  sql,
  type Table,
  type Unique,
} from "@retort/core/schema";
import { expressionText } from "./expression_text.ts";
import { type Part, picked } from "./part.ts";

/** A row of {@link indexesQuery}: one part of an index. */
export interface IndexRow {
  /** The table. */
  readonly table_name: string;
  /** The index; `PRIMARY` is the primary key. */
  readonly name: string;
  /** 0 for a unique one. */
  readonly non_unique: number;
  /** The part's place. */
  readonly position: number;
  /** The column; null for an expression. */
  readonly column_name: string | null;
  /** How many characters of the column are in the index. */
  readonly length: number | null;
  /** `D` for descending. */
  readonly direction: string | null;
  /** `BTREE`, `FULLTEXT`, `SPATIAL` … */
  readonly type: string;
  /** The comment. */
  readonly comment: string;
  /** The expression, on MySQL. */
  readonly expression: string | null;
  /** `YES` where MariaDB ignores it. */
  readonly ignored: string | null;
  /** `NO` where MySQL does. */
  readonly visible: string | null;
}

/** The parts of all keys and indexes. */
export function indexesQuery(part: Part): string {
  const ignored = part.ignores && part.mariadb ? "IGNORED" : "NULL";
  const visible = part.ignores && !part.mariadb ? "IS_VISIBLE" : "NULL";
  return `SELECT TABLE_NAME AS table_name, INDEX_NAME AS name, NON_UNIQUE AS non_unique,
SEQ_IN_INDEX AS position, COLUMN_NAME AS column_name, SUB_PART AS length, COLLATION AS direction,
INDEX_TYPE AS type, INDEX_COMMENT AS comment, ${part.mariadb ? "NULL" : "EXPRESSION"} AS expression,
${ignored} AS ignored, ${visible} AS visible
FROM information_schema.STATISTICS
WHERE ${picked(part, { schema: "TABLE_SCHEMA", table: "TABLE_NAME" })}`;
}

/** The primary key, the uniques and the other indexes of a table. */
export function readIndexes(
  rows: readonly IndexRow[],
  engine: string | null,
): Pick<Table, "primaryKey" | "uniques" | "indexes"> {
  const byName = new Map<string, IndexRow[]>();
  for (const row of rows) {
    const known = byName.get(row.name);
    if (known) known.push(row);
    else byName.set(row.name, [row]);
  }
  const uniques: Unique[] = [];
  const indexes: Index[] = [];
  let primaryKey: Table["primaryKey"];
  for (const [name, parts] of byName) {
    parts.sort((a, b) => a.position - b.position);
    const options = optionsOf(parts[0], engine);
    const key = options ? undefined : keyOf(parts);
    if (name === "PRIMARY") primaryKey = primaryOf(parts);
    else if (key) uniques.push({ name, columns: key });
    else indexes.push(readIndex(name, parts, options));
  }
  return { ...(primaryKey ? { primaryKey } : {}), uniques, indexes };
}

/** A primary key, with the lengths of columns of which only the beginning is in it. */
function primaryOf(parts: readonly IndexRow[]): NonNullable<Table["primaryKey"]> {
  const columns = parts.flatMap((row) => row.column_name ?? []);
  const lengths = parts.filter((row) => row.length !== null)
    .map((row): [string, Json] => [row.column_name ?? "", row.length]);
  const options = { mysql: { length: Object.fromEntries(lengths) } };
  return { name: "PRIMARY", columns, ...(lengths.length > 0 ? { options } : {}) };
}

/** The columns of an index that is no more than a unique constraint. */
function keyOf(parts: readonly IndexRow[]): readonly string[] | undefined {
  const plain = parts.every((row) =>
    Number(row.non_unique) === 0 && row.column_name !== null && row.length === null &&
    row.direction !== "D"
  );
  return plain ? parts.flatMap((row) => row.column_name ?? []) : undefined;
}

/** What is said of an index beside its columns; `undefined` where all is as usual. */
function optionsOf(
  first: IndexRow | undefined,
  engine: string | null,
): Readonly<Record<string, Json>> | undefined {
  const type = first?.type.toLowerCase();
  const usual = /^memory$/i.test(engine ?? "") ? "hash" : "btree";
  const options: Readonly<Record<string, Json>> = compact({
    type: isSpecial(first) ? type : undefined,
    using: /^(?:btree|hash)$/.test(type ?? "") && type !== usual ? type : undefined,
    comment: first?.comment === "" ? undefined : first?.comment,
    ignored: first?.ignored === "YES" || first?.visible === "NO" ? true : undefined,
  });
  return Object.keys(options).length === 0 ? undefined : options;
}

function isSpecial(row: IndexRow | undefined): boolean {
  return /^(?:fulltext|spatial)$/i.test(row?.type ?? "");
}

function readIndex(
  name: string,
  parts: readonly IndexRow[],
  options: Readonly<Record<string, Json>> | undefined,
): Index {
  const [first] = parts;
  const special = isSpecial(first);
  return compact({
    name,
    unique: Number(first?.non_unique) === 0,
    parts: parts.map((row) => readPart(row, special)),
    options: options && { mysql: options },
  }) as Index;
}

function readPart(row: IndexRow, special: boolean): IndexPart {
  if (row.column_name !== null && row.length === null && row.direction !== "D") {
    return { column: row.column_name };
  }
  // A spatial index has a length of its own that nobody gave.
  const length = special || row.length === null ? undefined : Number(row.length);
  return compact({
    column: row.column_name ?? undefined,
    expression: row.expression === null
      ? undefined
      : sql.raw(expressionText(row.expression, false)),
    order: row.direction === "D" ? "desc" as const : undefined,
    options: length === undefined ? undefined : { mysql: { length } },
  }) as IndexPart;
}
