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
  home: "information_schema",
  make,
  drop: (db, name) => db.execute({ sql: `DROP DATABASE ${writer.name(name)}` }),
  targetOf: (url) => targetOf(addressOf(url)),
};

/** Scratch databases of MariaDB and MySQL, with the character set of the one that they stand beside. */
export const scratch: Scratch = {
  create: scratchOn(server),
  samples: ({ name, args = [] }, n) => samples[name]?.(n, args),
};

async function make(db: Connection, name: string): Promise<void> {
  const [row] = await db.query<{ charset: string; collation: string }>({
    sql: "SELECT @@character_set_database AS charset, @@collation_database AS collation",
  });
  const { charset = "utf8mb4", collation = "utf8mb4_general_ci" } = row ?? {};
  const place = `CHARACTER SET ${charset} COLLATE ${collation}`;
  await db.execute({ sql: `CREATE DATABASE ${writer.name(name)} ${place}` });
}

/** The URL with another database in it. */
export function databaseIn(url: string, name: string): string {
  return url.replace(/^([^:]+:\/\/[^/?]*)(?:\/[^?]*)?/, `$1/${encodeURIComponent(name)}`);
}

/** Connects to the database of a URL, or where that is not there yet, to one that always is. */
export async function openServer(url: string): Promise<Connection> {
  return await openAny(server, url);
}

type Maker = (n: number, args: NonNullable<Type["args"]>) => readonly Literal[] | undefined;

function whole(...edges: readonly (string | number)[]): Maker {
  const literals = edges.map((edge): Literal => typeof edge === "string" ? { bigint: edge } : edge);
  return (n) => [...literals, 101 + n];
}

function texts(n: number): readonly Literal[] {
  return ["", 'it\'s "quoted"', "Zażółć 🚀 日本", "a\\b\n\tc", String(101 + n)];
}

function blobs(n: number): readonly Literal[] {
  const bytes = (0x10000 + n).toString(16).padStart(6, "0");
  return [{ bytes: "" }, { bytes: "00ff27" }, { bytes }];
}

/** UUID is read as CHAR(36), where these are texts like any other. */
function uuids(n: number, [length]: NonNullable<Type["args"]>): readonly Literal[] | undefined {
  if (length !== 36) return undefined;
  const last = `00000000-0000-4000-8000-${String(101 + n).padStart(12, "0")}`;
  return ["ffffffff-ffff-ffff-ffff-ffffffffffff", last];
}

function member(n: number, [values]: NonNullable<Type["args"]>): readonly Literal[] {
  const words = Array.isArray(values) ? values.map(String) : [];
  return [...words, words[n % Math.max(words.length, 1)] ?? null];
}

/** Values of the own types of MariaDB and MySQL; the last of each is another one for every number. */
const samples: Readonly<Record<string, Maker>> = {
  tinyint: whole(0, -128, 127),
  mediumint: whole(0, -8388608, 8388607),
  "unsigned tinyint": whole(0, 255),
  "unsigned smallint": whole(0, 65535),
  "unsigned mediumint": whole(0, 16777215),
  "unsigned integer": whole(0, 4294967295),
  "unsigned bigint": whole(0, "18446744073709551615"),
  "unsigned real": (n) => [0, 0.25, 1e30, 101 + n],
  "unsigned double precision": (n) => [0, 0.25, 1e30, 101 + n],
  "unsigned numeric": (n, [digits]) =>
    typeof digits === "number" && digits < 3 ? [0, n % 10] : [0, 101 + n],
  char: uuids,
  tinytext: texts,
  mediumtext: texts,
  longtext: texts,
  tinyblob: blobs,
  mediumblob: blobs,
  longblob: blobs,
  datetime: (n) => [
    "1000-01-01 00:00:00",
    "9999-12-31 23:59:59",
    "2024-02-29 12:34:56",
    `2001-01-01 ${String(Math.trunc(n / 60) % 24).padStart(2, "0")}:${
      String(n % 60).padStart(2, "0")
    }:00`,
  ],
  year: (n) => [1901, 2155, 2000 + n % 100],
  "mysql enum": member,
  set: member,
  binary: (n, [length]) => {
    const size = typeof length === "number" ? length : 1;
    return [{ bytes: n.toString(16).padStart(size * 2, "0").slice(-size * 2) }];
  },
  point: (n) => [{ bytes: pointBytes(n) }],
  geometry: (n) => [{ bytes: pointBytes(n) }],
};

/** A point in the server's own form: four bytes of SRID, then the well-known binary one. */
function pointBytes(n: number): string {
  const view = new DataView(new ArrayBuffer(16));
  view.setFloat64(0, n, true);
  view.setFloat64(8, 1, true);
  const numbers = Array.from(new Uint8Array(view.buffer), (b) => b.toString(16).padStart(2, "0"));
  return `00000000${"0101000000"}${numbers.join("")}`;
}
