/**
 * The rows of DuckDB's catalog.
 *
 * @module
 */
import type { Connection } from "@retort/core/dialect";

/** A table. */
export interface TableRow {
  /** Its schema. */
  readonly schema: string;
  /** Its name. */
  readonly name: string;
  /** Its comment. */
  readonly comment: string | null;
  /** Its definition. */
  readonly sql: string;
}

/** A column. */
export interface ColumnRow {
  /** The schema of its table. */
  readonly schema: string;
  /** Its table. */
  readonly table: string;
  /** Its name. */
  readonly name: string;
  /** Its type. */
  readonly type: string;
  /** Whether it may be null. */
  readonly nullable: boolean;
  /** Its default, or what it is computed from. */
  readonly default: string | null;
  /** Its comment. */
  readonly comment: string | null;
}

/** A constraint. */
export interface ConstraintRow {
  /** The schema of its table. */
  readonly schema: string;
  /** Its table. */
  readonly table: string;
  /** What it is: `PRIMARY KEY`, `UNIQUE` … */
  readonly type: string;
  /** What a check says. */
  readonly expression: string | null;
  /** Its columns. */
  readonly columns: readonly string[];
  /** The table that a foreign key leads to. */
  readonly target: string | null;
  /** The columns that it leads to. */
  readonly targets: readonly string[];
}

/** An index. */
export interface IndexRow {
  /** Its schema. */
  readonly schema: string;
  /** Its table. */
  readonly table: string;
  /** Its name. */
  readonly name: string;
  /** Whether it is unique. */
  readonly unique: boolean;
  /** Its definition. */
  readonly sql: string;
}

/** A sequence. */
export interface SequenceRow {
  /** Its schema. */
  readonly schema: string;
  /** Its name. */
  readonly name: string;
  /** Its first number. */
  readonly start: number | bigint;
  /** Its step. */
  readonly increment: number | bigint;
  /** Its smallest number. */
  readonly min: number | bigint;
  /** Its largest number. */
  readonly max: number | bigint;
  /** Whether it begins again. */
  readonly cycle: boolean;
}

/** A view. */
export interface ViewRow {
  /** Its schema. */
  readonly schema: string;
  /** Its name. */
  readonly name: string;
  /** Its definition. */
  readonly sql: string;
}

/** What the catalog says. */
export interface Catalog {
  /** The tables. */
  readonly tables: readonly TableRow[];
  /** The columns, in order. */
  readonly columns: readonly ColumnRow[];
  /** The constraints, in order. */
  readonly constraints: readonly ConstraintRow[];
  /** The indexes. */
  readonly indexes: readonly IndexRow[];
  /** The sequences. */
  readonly sequences: readonly SequenceRow[];
  /** The views. */
  readonly views: readonly ViewRow[];
  /** The schemas, by name. */
  readonly schemas: readonly { readonly name: string }[];
}

const own = "database_name = current_database()";

/** All that the catalog says of the current database. */
export async function readCatalog(db: Connection): Promise<Catalog> {
  const ask = <Row extends object>(text: string): Promise<readonly Row[]> =>
    db.query<Row>({ sql: text });
  return {
    tables: await ask<TableRow>(
      `SELECT schema_name AS "schema", table_name AS name, comment, sql FROM duckdb_tables()
WHERE ${own} AND NOT internal AND NOT temporary ORDER BY schema_name, table_name`,
    ),
    columns: await ask<ColumnRow>(
      `SELECT schema_name AS "schema", table_name AS "table", column_name AS name, comment,
data_type AS type, is_nullable AS nullable, column_default AS "default" FROM duckdb_columns()
WHERE ${own} AND NOT internal ORDER BY table_oid, column_index`,
    ),
    constraints: await ask<ConstraintRow>(
      `SELECT schema_name AS "schema", table_name AS "table", constraint_type AS type, expression,
constraint_column_names AS columns, referenced_table AS target,
referenced_column_names AS targets FROM duckdb_constraints()
WHERE ${own} ORDER BY table_oid, constraint_index`,
    ),
    indexes: await ask<IndexRow>(
      `SELECT schema_name AS "schema", table_name AS "table", index_name AS name,
is_unique AS "unique", sql FROM duckdb_indexes() WHERE ${own} ORDER BY index_name`,
    ),
    sequences: await ask<SequenceRow>(
      `SELECT schema_name AS "schema", sequence_name AS name, start_value AS start,
increment_by AS increment, min_value AS min, max_value AS max, cycle FROM duckdb_sequences()
WHERE ${own} AND NOT temporary ORDER BY schema_name, sequence_name`,
    ),
    views: await ask<ViewRow>(
      `SELECT schema_name AS "schema", view_name AS name, sql FROM duckdb_views()
WHERE ${own} AND NOT internal AND NOT temporary ORDER BY schema_name, view_name`,
    ),
    schemas: await ask<{ readonly name: string }>(
      `SELECT schema_name AS name FROM duckdb_schemas() WHERE ${own} AND NOT internal
ORDER BY schema_name`,
    ),
  };
}
