/**
 * PostgreSQL's types: column types that only PostgreSQL has, without a driver behind them.
 *
 * ```ts
 * import { integer, MetaData, text } from "@retort/core/schema";
 * import { array, jsonb, serial, tsvector } from "@retort/postgres/types";
 *
 * const metadata = new MetaData();
 * metadata.table("posts", {
 *   id: serial().primaryKey(),
 *   tags: array(text()).notNull().default("{}"),
 *   scores: array(integer()),
 *   meta: jsonb(),
 *   words: tsvector(),
 * });
 * ```
 *
 * @module
 */
import { ColumnBuilder, type Json } from "@retort/core/schema";
import { elementText, from } from "./type_system.ts";

function own(name: string, ...args: readonly (Json | undefined)[]): ColumnBuilder {
  const given = args.filter((arg) => arg !== undefined);
  return new ColumnBuilder({ type: { name, ...(given.length > 0 ? { args: given } : {}), from } });
}

/** A column that numbers itself can't be null. */
function numbered(name: string): ColumnBuilder {
  return new ColumnBuilder({ type: { name, from }, notNull: true });
}

/** `serial`: an integer with a sequence of its own; `identity()` is the standard's way. */
export function serial(): ColumnBuilder {
  return numbered("serial");
}

/** `bigserial`: a bigint with a sequence of its own. */
export function bigserial(): ColumnBuilder {
  return numbered("bigserial");
}

/** `smallserial`: a smallint with a sequence of its own. */
export function smallserial(): ColumnBuilder {
  return numbered("smallserial");
}

/** An array: `array(integer())`, or by the SQL of the element's type, `array("varchar(50)")`. */
export function array(of: ColumnBuilder | string): ColumnBuilder {
  return own("array", typeof of === "string" ? of : elementText(of.spec.type));
}

/** `jsonb`: JSON in a form that can be searched and indexed. */
export function jsonb(): ColumnBuilder {
  return own("jsonb");
}

/** `jsonpath`: a path into JSON. */
export function jsonpath(): ColumnBuilder {
  return own("jsonpath");
}

/** `bytea`: bytes of any length. */
export function bytea(): ColumnBuilder {
  return own("bytea");
}

/** `bit(length)`: exactly so many bits. */
export function bit(length?: number): ColumnBuilder {
  return own("bit", length);
}

/** `bit varying(length)`: at most so many bits. */
export function varbit(length?: number): ColumnBuilder {
  return own("varbit", length);
}

/** `time with time zone`. */
export function timetz(precision?: number): ColumnBuilder {
  return own("timetz", precision);
}

/** An interval of some fields only: `intervalOf("day to second", 3)`. */
export function intervalOf(fields: string, precision?: number): ColumnBuilder {
  return own("interval of", fields, precision);
}

/** `inet`: an address with or without a netmask. */
export function inet(): ColumnBuilder {
  return own("inet");
}

/** `cidr`: a network. */
export function cidr(): ColumnBuilder {
  return own("cidr");
}

/** `macaddr`: an Ethernet address. */
export function macaddr(): ColumnBuilder {
  return own("macaddr");
}

/** `macaddr8`: an Ethernet address in EUI-64 form. */
export function macaddr8(): ColumnBuilder {
  return own("macaddr8");
}

/** `tsvector`: a document prepared for text search. */
export function tsvector(): ColumnBuilder {
  return own("tsvector");
}

/** `tsquery`: a text search. */
export function tsquery(): ColumnBuilder {
  return own("tsquery");
}

/** `hstore`: keys and values, of the extension of that name. */
export function hstore(): ColumnBuilder {
  return own("hstore");
}

/** `citext`: text that is compared without case, of the extension of that name. */
export function citext(): ColumnBuilder {
  return own("citext");
}

/** `money`: an amount in the currency of the server's locale. */
export function money(): ColumnBuilder {
  return own("money");
}

/** `oid`: the number of an object of the server. */
export function oid(): ColumnBuilder {
  return own("oid");
}

/** `pg_lsn`: a position in the write-ahead log. */
export function pgLsn(): ColumnBuilder {
  return own("pg_lsn");
}

/** `xml`. */
export function xml(): ColumnBuilder {
  return own("xml");
}

/** `point`: a point in the plane. */
export function point(): ColumnBuilder {
  return own("point");
}

/** `line`: an endless line. */
export function line(): ColumnBuilder {
  return own("line");
}

/** `lseg`: a piece of a line. */
export function lseg(): ColumnBuilder {
  return own("lseg");
}

/** `box`: a rectangle. */
export function box(): ColumnBuilder {
  return own("box");
}

/** `path`: an open or closed path. */
export function path(): ColumnBuilder {
  return own("path");
}

/** `polygon`. */
export function polygon(): ColumnBuilder {
  return own("polygon");
}

/** `circle`. */
export function circle(): ColumnBuilder {
  return own("circle");
}

/** `int4range`: a range of integers. */
export function int4range(): ColumnBuilder {
  return own("int4range");
}

/** `int4multirange`: ranges of integers. */
export function int4multirange(): ColumnBuilder {
  return own("int4multirange");
}

/** `int8range`: a range of bigints. */
export function int8range(): ColumnBuilder {
  return own("int8range");
}

/** `int8multirange`: ranges of bigints. */
export function int8multirange(): ColumnBuilder {
  return own("int8multirange");
}

/** `numrange`: a range of numerics. */
export function numrange(): ColumnBuilder {
  return own("numrange");
}

/** `nummultirange`: ranges of numerics. */
export function nummultirange(): ColumnBuilder {
  return own("nummultirange");
}

/** `tsrange`: a range of timestamps. */
export function tsrange(): ColumnBuilder {
  return own("tsrange");
}

/** `tsmultirange`: ranges of timestamps. */
export function tsmultirange(): ColumnBuilder {
  return own("tsmultirange");
}

/** `tstzrange`: a range of moments. */
export function tstzrange(): ColumnBuilder {
  return own("tstzrange");
}

/** `tstzmultirange`: ranges of moments. */
export function tstzmultirange(): ColumnBuilder {
  return own("tstzmultirange");
}

/** `daterange`: a range of dates. */
export function daterange(): ColumnBuilder {
  return own("daterange");
}

/** `datemultirange`: ranges of dates. */
export function datemultirange(): ColumnBuilder {
  return own("datemultirange");
}
