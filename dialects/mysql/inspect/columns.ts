/**
 * Columns in the catalog.
 *
 * @module
 */
import { remembering } from "@retort/ansi";
import {
  type Column,
  compact,
  type Default,
  type DialectOptions,
  type Json,
  type Literal,
  sql,
  type Type,
} from "@retort/core/schema";
import { literalOf } from "../normalize_default.ts";
import { familyOf, isText, types } from "../type_system.ts";
import { expressionText } from "./expression_text.ts";
import { inBackticks, type Part, picked } from "./part.ts";
import { unqualified } from "./unqualified.ts";

/** A row of {@link columnsQuery}. */
export interface ColumnRow {
  /** The table. */
  readonly table_name: string;
  /** The column. */
  readonly name: string;
  /** Its place, from 1. */
  readonly position: number;
  /** The type with its arguments. */
  readonly type: string;
  /** `YES` or `NO`. */
  readonly nullable: string;
  /** The default: SQL on MariaDB, on MySQL the bare value or SQL. */
  readonly value: string | null;
  /** `auto_increment`, `STORED GENERATED` and the like. */
  readonly extra: string;
  /** The expression of a computed column. */
  readonly expression: string | null;
  /** The collation. */
  readonly collation: string | null;
  /** The comment. */
  readonly comment: string;
  /** The spatial reference system that a column keeps to, on MySQL. */
  readonly srid: number | null;
  /** The database, where it is the one that is connected to. */
  readonly own_database: string;
}

/** The columns of tables, and those of views, which nobody asks for afterwards. */
export function columnsQuery(part: Part): string {
  const sql = `SELECT TABLE_NAME AS table_name, COLUMN_NAME AS name, ORDINAL_POSITION AS position,
COLUMN_TYPE AS type, IS_NULLABLE AS nullable, COLUMN_DEFAULT AS value, EXTRA AS extra,
GENERATION_EXPRESSION AS expression, COLLATION_NAME AS collation, COLUMN_COMMENT AS comment,
${part.mariadb ? "NULL" : "SRS_ID"} AS srid,
IF(TABLE_SCHEMA = DATABASE(), TABLE_SCHEMA, '') AS own_database
FROM information_schema.COLUMNS
WHERE ${picked(part, { schema: "TABLE_SCHEMA", table: "TABLE_NAME" })}`;
  return inBackticks(sql, part.mariadb);
}

/** What a column's row is read with. */
export interface ColumnSetting {
  /** Whether the server is MariaDB. */
  readonly mariadb: boolean;
  /** Whether it is JSON, which MariaDB keeps as text with a check. */
  readonly json: boolean;
  /** The table's collation. */
  readonly collation: string | null;
}

/** A column from its row. */
export function readColumn(row: ColumnRow, setting: ColumnSetting): Column {
  const { name, comment, collation } = row;
  const type: Type = setting.json && /^longtext$/i.test(row.type)
    ? { name: "json" }
    : types.parse(row.type);
  const { generated, numbered, options: own } = extraOf(row.extra);
  const options = row.srid === null ? own : withSrid(own, Number(row.srid));
  const found: { -readonly [K in keyof Column]: Column[K] } = {
    name,
    type,
    nullable: row.nullable === "YES",
  };
  const value = generated === undefined ? readDefault(row, type, setting.mariadb) : undefined;
  if (value) found.default = value;
  if (numbered) found.identity = { always: false };
  if (generated !== undefined) {
    found.computed = {
      expression: sql.raw(expressionText(row.expression ?? "", setting.mariadb)),
      stored: generated !== "VIRTUAL",
    };
  }
  const collated = collation !== null && collation !== setting.collation && isText(type);
  if (collated) found.collation = collation;
  if (comment !== "") found.comment = comment;
  if (options) found.options = options;
  return found;
}

function withSrid(options: DialectOptions | undefined, srid: number): DialectOptions {
  return { mysql: { ...options?.["mysql"], srid } };
}

/** What the column EXTRA of the catalog says. */
interface Extra {
  /** `STORED`, `PERSISTENT` or `VIRTUAL`. */
  readonly generated?: string;
  readonly numbered?: boolean;
  readonly options?: DialectOptions;
}

const extraOf = remembering((extra): Extra => {
  const generated = /\b(STORED|PERSISTENT|VIRTUAL) GENERATED\b/i.exec(extra)?.[1]?.toUpperCase();
  const onUpdate = /\bon update (\w+(?:\(\d*\))?)/i.exec(extra)?.[1]?.replace("()", "");
  const options: Readonly<Record<string, Json>> = compact({
    onUpdate,
    invisible: /\bINVISIBLE\b/i.test(extra) ? true : undefined,
  });
  return compact({
    generated,
    numbered: /\bauto_increment\b/i.test(extra),
    options: Object.keys(options).length === 0 ? undefined : { mysql: options },
  });
});

function readDefault(row: ColumnRow, type: Type, mariadb: boolean): Default | undefined {
  const { value, extra } = row;
  if (value === null) return undefined;
  if (mariadb) {
    // MariaDB says of which database the sequence is that numbers come from.
    return fromSql(value.includes("`.") ? unqualified(value, row.own_database) : value);
  }
  if (/\bDEFAULT_GENERATED\b/i.test(extra)) return fromSql(expressionText(value, false));
  if (/^current_timestamp/i.test(value) && familyOf(type) === "moment") return sql.raw(value);
  if (/^b'[01]*'$/.test(value) && /^bit\b/i.test(row.type)) return sql.raw(value);
  return { value: bareValue(value, type) };
}

function fromSql(text: string): Default | undefined {
  const literal = literalOf(text);
  if (literal === null) return undefined;
  return literal === undefined ? sql.raw(text) : { value: literal };
}

/** MySQL shows the value of a literal without quotes. */
function bareValue(text: string, type: Type): Literal {
  const family = familyOf(type);
  const bytes = family === "bytes" ? /^0x((?:[0-9a-f]{2})*)$/i.exec(text)?.[1] : undefined;
  if (bytes !== undefined) return { bytes: bytes.toLowerCase() };
  return family === "number" ? literalOf(text) ?? text : text;
}
