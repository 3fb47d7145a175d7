/**
 * Databases for trials, made beside the one of a URL.
 *
 * @module
 */
import { openServer as openAny, scratchOn, type ScratchServer } from "@retort/ansi";
import type { Connection, Scratch } from "@retort/core/dialect";
import type { Literal, Type } from "@retort/core/schema";
import { addressOf, targetOf } from "./url.ts";
import { writer } from "./writer.ts";

const server: ScratchServer = {
  connect: async (url) => await (await import("./driver.ts")).connect(url),
  databaseIn,
  home: "postgres",
  make: (db, name) => db.execute({ sql: `CREATE DATABASE ${writer.name(name)}` }),
  drop: (db, name) => db.execute({ sql: `DROP DATABASE ${writer.name(name)}` }),
  targetOf: (url) => targetOf(addressOf(url)),
};

/** Scratch databases of PostgreSQL; they take CREATEDB. */
export const scratch: Scratch = {
  create: scratchOn(server),
  samples: ({ name, args = [] }, n) => samples[name]?.(n, args),
};

/** The URL with another database in it. */
export function databaseIn(url: string, name: string): string {
  const place = encodeURIComponent(name);
  if (/[?&]dbname=/.test(url)) return url.replace(/([?&]dbname=)[^&]*/, `$1${place}`);
  return url.replace(/^([^:]+:\/\/[^/?]*)(?:\/[^?]*)?/, `$1/${place}`);
}

/** Connects to the database of a URL, or where that is not there yet, to one that always is. */
export async function openServer(url: string): Promise<Connection> {
  return await openAny(server, url);
}

type Maker = (n: number, args: NonNullable<Type["args"]>) => readonly Literal[];

function bits(n: number, length: number): string {
  return (n + 1).toString(2).slice(-length).padStart(length, "0");
}

/** Values of PostgreSQL's own types; the last of each is another one for every number. */
const samples: Readonly<Record<string, Maker>> = {
  smallserial: (n) => [0, 32767, 101 + n],
  serial: (n) => [0, 2147483647, 101 + n],
  bigserial: (n) => [0, { bigint: "9223372036854775807" }, 101 + n],
  "interval of": (n) => ["0", "1 day", `${101 + n} days`],
  jsonb: (n) => ["{}", "[]", '{"a": [1, null, "it\'s ü"]}', '"text"', `{"n": ${101 + n}}`],
  bytea: (n) => [
    { bytes: "" },
    { bytes: "00ff27" },
    { bytes: (0x10000 + n).toString(16).padStart(6, "0") },
  ],
  citext: (n) => ["", "It's", "ÜBER", `word${n}`],
  inet: (n) => ["0.0.0.0", "::1/128", "10.1.2.3/8", `10.0.${n >> 8}.${n & 255}`],
  cidr: (n) => ["0.0.0.0/0", "2001:db8::/32", `10.${n >> 8}.${n & 255}.0/24`],
  macaddr: (
    n,
  ) => ["00:00:00:00:00:00", `08:00:2b:01:02:${(n & 255).toString(16).padStart(2, "0")}`],
  money: (n) => [0, "-92233720368547758.08", "92233720368547758.07", 101 + n],
  oid: (n) => [0, { bigint: "4294967295" }, 101 + n],
  timetz: (n) => ["00:00:00+00", "23:59:59+14", `01:${String(n % 60).padStart(2, "0")}:00+00`],
  tsvector: (n) => ["", "'a':1 'b':2", `'w${n}':1`],
  tsquery: (n) => ["'a' & 'b'", `'w${n}'`],
  hstore: (n) => ["", '"a"=>"1", "b"=>NULL', `"n"=>"${n}"`],
  xml: (n) => ["<a/>", `<n>${n}</n>`],
  point: (n) => ["(0,0)", "(-1.5,1e30)", `(${n},1)`],
  bit: (n, [length]) => [bits(n, typeof length === "number" ? length : 1)],
  varbit: (n, [length]) => ["", bits(n, typeof length === "number" ? length : 16)],
  array: () => ["{}", "{NULL}"],
  int4range: (n) => ["empty", "(,)", `[${2 * n},${2 * n + 1})`],
  int8range: (n) => ["empty", "(,)", `[${2 * n},${2 * n + 1})`],
  numrange: (n) => ["empty", "(,)", `[${2 * n},${2 * n + 1})`],
  daterange: (n) => ["empty", `[${2000 + n}-01-01,${2000 + n}-02-01)`],
  tsrange: (n) => ["empty", `["${2000 + n}-01-01","${2000 + n}-02-01")`],
  tstzrange: (n) => ["empty", `["${2000 + n}-01-01","${2000 + n}-02-01")`],
};
