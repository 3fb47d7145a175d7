/**
 * Neutral types as types of retort: the one that a user would write for SQLAlchemy's.
 *
 * @module
 */
import {
  bigint,
  blob,
  boolean,
  char,
  type ColumnBuilder,
  columnOf,
  date,
  doublePrecision,
  enumeration,
  integer,
  interval,
  json,
  numeric,
  real,
  smallint,
  sqlType,
  text,
  time,
  timestamp,
  timestamptz,
  uuid,
  varbinary,
  varchar,
} from "@retort/core/schema";
import * as my from "@retort/mysql/types";
import * as pg from "@retort/postgres/types";
import { datetime } from "@retort/sqlite/types";
import type { Fields, NeutralType } from "./neutral.ts";

/** What is asked of a type. */
interface Wanted {
  /** The dialect's name of ours. */
  readonly dialect: string;
  readonly args: Fields;
}

type Maker = (wanted: Wanted) => ColumnBuilder;

const number = (value: unknown): number | undefined => value as number | undefined;
const string: Maker = ({ args }) => varchar(number(args["length"]));

const makers: Readonly<Record<string, Maker>> = {
  integer,
  bigInteger: bigint,
  smallInteger: smallint,
  string,
  unicode: ({ dialect, args }) =>
    dialect === "mssql" ? sqlType(`NVARCHAR(${args["length"]})`) : string({ dialect, args }),
  text,
  unicodeText: ({ dialect }) => dialect === "mssql" ? sqlType("NVARCHAR(max)") : text(),
  char: ({ args }) => char(number(args["length"])),
  boolean,
  booleanChecked: boolean,
  date,
  dateTime: ({ dialect, args }) =>
    dialect === "sqlite" ? datetime() : args["timezone"] === true ? timestamptz() : timestamp(),
  timestamp: ({ dialect, args }) => {
    const precision = number(args["precision"]);
    // MySQL's TIMESTAMP is a moment, its DATETIME is not.
    const zoned = args["timezone"] === true || dialect === "mysql";
    return zoned ? timestamptz(precision) : timestamp(precision);
  },
  time: () => time(),
  interval,
  numeric: ({ args }) => numeric(number(args["precision"]), number(args["scale"])),
  float: ({ dialect }) => dialect === "mysql" ? real() : doublePrecision(),
  double: doublePrecision,
  real,
  binary: blob,
  varbinary: ({ args }) => varbinary(number(args["length"])),
  json,
  uuid,
  enum: ({ args }) => {
    const values = args["values"] as readonly string[];
    if (args["native"] !== false) return enumeration(String(args["typeName"]), values);
    return varchar(Math.max(...values.map((value) => value.length)));
  },
  jsonb: pg.jsonb,
  bytea: pg.bytea,
  money: pg.money,
  int4range: pg.int4range,
  bitString: ({ args }) => pg.bit(number(args["length"])),
  inet: pg.inet,
  tsvector: pg.tsvector,
  array: ({ dialect, args }) => {
    const item = typeOf(args["item"] as NeutralType, dialect);
    return number(args["dimensions"]) === 2 ? pg.array(pg.array(item)) : pg.array(item);
  },
  mysqlInteger: ({ args }) => args["unsigned"] === true ? my.unsignedInteger() : integer(),
  mysqlDateTime: ({ args }) => my.datetime(number(args["fsp"])),
  mysqlDecimal: ({ args }) =>
    args["unsigned"] === true
      ? my.unsignedNumeric(number(args["precision"]), number(args["scale"]))
      : numeric(number(args["precision"]), number(args["scale"])),
  mysqlString: ({ args }) => {
    const { charset, collation } = args;
    const plain = varchar(number(args["length"]));
    const collated = collation === undefined ? plain : plain.collate(String(collation));
    return charset === undefined
      ? collated
      : collated.options({ mysql: { charset: String(charset) } });
  },
  tinyInteger: my.tinyint,
  mediumText: my.mediumtext,
  longText: my.longtext,
  year: my.year,
  mysqlEnum: ({ args }) => my.mysqlEnum(args["values"] as readonly string[]),
  mysqlSet: ({ args }) => my.set(args["values"] as readonly string[]),
  uniqueIdentifier: ({ dialect }) => dialect === "mssql" ? uuid() : sqlType("UNIQUEIDENTIFIER"),
  oracleNumber: ({ args }) =>
    columnOf("sql type", `NUMBER(${args["precision"]}, ${args["scale"]})`),
  clob: () => sqlType("CLOB"),
};

/** The type of retort for a neutral one. */
export function typeOf(type: NeutralType, dialect: string): ColumnBuilder {
  const { name, ...args } = typeof type === "string" ? { name: type } : type;
  const make = makers[name];
  if (make === undefined) throw new Error(`no type for ${name}`);
  return make({ dialect, args });
}

/** The type with which the server numbers rows by itself, as SQLAlchemy would have it. */
export function numberedType(type: NeutralType, dialect: string): ColumnBuilder {
  const name = typeof type === "string" ? type : type.name;
  if (dialect === "postgres") {
    return name === "bigInteger"
      ? pg.bigserial()
      : name === "smallInteger"
      ? pg.smallserial()
      : pg.serial();
  }
  const plain = typeOf(type, dialect);
  return dialect === "mysql" || dialect === "mssql" ? plain.identity() : plain;
}

/** The check that SQLAlchemy puts beside a type where the database has none of its own. */
export function typeCheck(
  type: NeutralType,
  column: string,
  dialect: string,
): { readonly name?: string; readonly sql: string } | undefined {
  if (typeof type === "string") return undefined;
  const { name, constraint, typeName, values } = type;
  if (name === "booleanChecked" && dialect !== "postgres") {
    return { name: String(constraint), sql: `${column} IN (0, 1)` };
  }
  if (name !== "enum" || type["check"] !== true) return undefined;
  const list = (values as readonly string[]).map((value) => `'${value.replaceAll("'", "''")}'`);
  return { name: String(typeName), sql: `${column} IN (${list.join(", ")})` };
}
