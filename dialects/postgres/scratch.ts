/**
 * Databases for trials, made beside the one of a URL.
 *
 * @module
 */
import type { Connection, Scratch } from "@retort/core/dialect";
import { type ErrorData, isRetortError, RetortError } from "@retort/core/errors";
import type { Literal, Type } from "@retort/core/schema";
import { addressOf, targetOf } from "./url.ts";
import { writer } from "./writer.ts";

/** Scratch databases of PostgreSQL; they take CREATEDB. */
export const scratch: Scratch = {
  async create(url, name) {
    const { connect } = await import("./driver.ts");
    await withServer(url, (db) => db.execute({ sql: `CREATE DATABASE ${writer.name(name)}` }));
    const drop = (): Promise<number> =>
      withServer(url, (other) => other.execute({ sql: `DROP DATABASE ${writer.name(name)}` }));
    const db = await connect(databaseIn(url, name)).catch(async (error: unknown) => {
      await drop();
      throw error;
    });
    return {
      db,
      async dispose(): Promise<void> {
        await db.close();
        await drop();
      },
    };
  },
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
  const { connect } = await import("./driver.ts");
  return await connect(url).catch((error: unknown) => {
    if (!isRetortError(error) || error.code !== "database/missing") throw error;
    return connect(databaseIn(url, "postgres"));
  });
}

async function withServer<T>(url: string, work: (db: Connection) => Promise<T>): Promise<T> {
  const db = await openServer(url);
  try {
    return await work(db);
  } catch (error) {
    throw refused(error, url);
  } finally {
    await db.close();
  }
}

function refused(error: unknown, url: string): unknown {
  if (!isRetortError(error) || error.code !== "database/statement-failed") return error;
  const { problem } = error.data as ErrorData["database/statement-failed"];
  const target = targetOf(addressOf(url));
  return new RetortError("verify/no-scratch", { target, problem }, { cause: error });
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
