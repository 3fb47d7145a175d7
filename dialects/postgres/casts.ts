/**
 * PostgreSQL's casts between its own types, and kinds of types whose values mean the same sort of thing.
 *
 * @module
 */
import type { Type } from "@retort/core/schema";

const kinds: Readonly<Record<string, readonly string[]>> = {
  text: ["text", "varchar", "char", "citext"],
  integer: ["smallint", "integer", "bigint"],
  number: ["numeric", "real", "double precision"],
  moment: ["date", "time", "timetz", "timestamp", "timestamptz", "interval"],
  json: ["json", "jsonb"],
  network: ["inet", "cidr"],
  mac: ["macaddr", "macaddr8"],
  bits: ["bit", "varbit"],
  "number range": ["int4range", "int8range", "numrange"],
  "moment range": ["daterange", "tsrange", "tstzrange"],
  "number multirange": ["int4multirange", "int8multirange", "nummultirange"],
  "moment multirange": ["datemultirange", "tsmultirange", "tstzmultirange"],
};

const byName: ReadonlyMap<string, string> = new Map(
  Object.entries(kinds).flatMap(([kind, names]) =>
    names.map((name): [string, string] => [name, kind])
  ),
);

/** The name of a canonical type without what limits its values. */
export function baseName({ name }: Type): string {
  return name === "interval of" ? "interval" : name;
}

/** The kind of a canonical type; its name where it is of a kind of its own. */
export function kindOf(type: Type): string {
  const name = baseName(type);
  return byName.get(name) ?? name;
}

/** Whether a type is one that only the server knows the casts of: a domain, an extension's. */
export function isLeftToServer({ name }: Type): boolean {
  return name === "sql type" || name === "hstore";
}

/** `a>b,c`: from `a` to `b` and to `c`. */
function pairs(list: readonly string[]): ReadonlySet<string> {
  return new Set(list.flatMap((line) => {
    const [from = "", to = ""] = line.split(">");
    return to.split(",").map((name) => `${from}>${name}`);
  }));
}

const assigned = pairs([
  "bigint>money,oid",
  "integer>money,oid",
  "smallint>oid",
  "numeric>money",
  "money>numeric",
  "oid>bigint,integer",
  "date>timestamp,timestamptz",
  "timestamp>date,time,timestamptz",
  "timestamptz>date,time,timetz,timestamp",
  "time>interval,timetz",
  "timetz>time",
  "interval>time",
  "json>jsonb",
  "jsonb>json",
  "inet>cidr",
  "cidr>inet",
  "macaddr>macaddr8",
  "macaddr8>macaddr",
  "bit>varbit",
  "varbit>bit",
  "box>polygon",
  "path>polygon",
  "point>box",
  "polygon>path",
]);

const explicit = pairs([
  "integer>boolean",
  "boolean>integer",
  "bit>integer,bigint",
  "jsonb>boolean,smallint,integer,bigint,numeric,real,double precision",
  "box>circle,point,lseg",
  "circle>box,point,polygon",
  "lseg>point",
  "polygon>circle,point,box",
  "int4range>int4multirange",
  "int8range>int8multirange",
  "numrange>nummultirange",
  "daterange>datemultirange",
  "tsrange>tsmultirange",
  "tstzrange>tstzmultirange",
]);

/** Types between two that have no cast of their own: `boolean` becomes a number by way of `integer`. */
const between: ReadonlyMap<string, string> = new Map([
  ["boolean>number", "integer"],
  ["boolean>integer", "integer"],
  ["smallint>boolean", "integer"],
  ["number>money", "numeric"],
  ["integer>money", "numeric"],
  ["money>number", "numeric"],
  ["money>integer", "numeric"],
  ["number>oid", "bigint"],
  ["oid>number", "bigint"],
  ["oid>integer", "bigint"],
  ["bit>number", "bigint"],
  ["bit>integer", "bigint"],
  ["timestamp>timetz", "timestamptz"],
  ["timetz>interval", "time"],
  ["interval>timetz", "time"],
]);

const isNumber = (kind: string): boolean => kind === "integer" || kind === "number";

/** Whether the server turns one type into the other when a value is assigned, and so in ALTER too. */
export function assigns(from: Type, to: Type): boolean {
  const [a, b] = [kindOf(from), kindOf(to)];
  if (b === "text" || (isNumber(a) && isNumber(b))) return true;
  const [old, next] = [baseName(from), baseName(to)];
  return (old === next && old !== "enumeration") || assigned.has(`${old}>${next}`);
}

/** Whether the server has a cast that must be asked for. */
export function casts(from: Type, to: Type): boolean {
  return explicit.has(`${baseName(from)}>${baseName(to)}`);
}

/** The type by way of which one becomes another. */
export function stepBetween(from: Type, to: Type): string | undefined {
  const both = ({ own, kind }: { readonly own: string; readonly kind: string }) =>
    isNumber(kind) ? [own, kind] : [own];
  const [old, next] = [from, to].map((type) => both({ own: baseName(type), kind: kindOf(type) }));
  const found = old?.flatMap((a) => next?.map((b) => between.get(`${a}>${b}`)) ?? []);
  return found?.find((step) => step !== undefined);
}
