/**
 * Values of types for generated rows.
 *
 * @module
 */
import { enumOf, type Literal, type Type } from "../schema/mod.ts";

/** Values that a column can have. */
export interface Samples {
  /** The edges of the type: what goes wrong first. */
  readonly edges: readonly Literal[];
  /** A harmless value, another one for each number: small numbers, short text of digits. */
  tame(n: number): Literal;
}

/** Harmless numbers begin here: above what revisions and sequences number their first rows with. */
const first = 101;

const integers: Readonly<Record<string, readonly [string, string]>> = {
  smallint: ["-32768", "32767"],
  integer: ["-2147483648", "2147483647"],
  bigint: ["-9223372036854775808", "9223372036854775807"],
};

/** The values of a standard type; `undefined` for a type that is not known here. */
export function samplesOf(type: Type): Samples | undefined {
  const range = integers[type.name];
  if (range !== undefined) return whole(range);
  const size = Number(type.args?.[0]);
  switch (type.name) {
    case "numeric":
      return exact(type);
    case "real":
    case "double precision":
      return { edges: [0, -1.5, 0.25, 1e30, -1e-30], tame: (n) => first + n };
    case "boolean":
      return { edges: [true, false], tame: (n) => n % 2 === 0 };
    case "varchar":
    case "text":
      return words(Number.isFinite(size) ? size : undefined);
    case "char":
      return words(Number.isFinite(size) ? size : 1);
    case "blob":
    case "varbinary":
      return bytesOf(Number.isFinite(size) ? size : 64);
    case "enumeration":
      return listed(enumOf(type)?.values ?? []);
    default:
      return timed(type.name) ?? others[type.name];
  }
}

function whole([least, most]: readonly [string, string]): Samples {
  return {
    edges: [0, { bigint: most }, { bigint: least }, -1, 7],
    tame: (n) => first + n,
  };
}

/** Numbers that fill all digits that there are. */
function exact({ args = [] }: Type): Samples {
  const [precision, scale = 0] = args.map(Number);
  if (precision === undefined) {
    const long = "123456789012345678.123456789";
    return { edges: [0, -0.5, { bigint: "12345678901234567890" }, long], tame: (n) => first + n };
  }
  const digits = "9".repeat(Math.max(precision - scale, 0)) || "0";
  const most = scale > 0 ? `${digits}.${"9".repeat(scale)}` : digits;
  const room = precision - scale;
  // Digits behind the point, so that a type with fewer of them is seen to lose some.
  const after = scale > 0 ? `.${"1".repeat(scale)}` : "";
  const tame = (n: number): Literal => {
    const number = room >= 3 ? first + n : n % 10 ** Math.max(room, 0);
    return after === "" ? number : `${number}${after}`;
  };
  return { edges: [0, most, `-${most}`, 1], tame };
}

const hard: readonly string[] = [
  "",
  'it\'s "quoted"',
  "Zażółć 🚀 日本",
  "a\\b\n\tc",
  " spaces ",
  "ordinary",
];

function words(length: number | undefined): Samples {
  const longest = "x".repeat(Math.min(length ?? 300, 300));
  const edges = [...hard, longest].filter((text) => [...text].length <= (length ?? Infinity));
  return { edges, tame: (n) => shortText(n, length) };
}

/** Digits where there is room, so that text which becomes a number still is one. */
function shortText(n: number, length: number | undefined): string {
  const text = String(first + n);
  if (length === undefined || text.length <= length) return text;
  return n.toString(36).slice(-length);
}

function bytesOf(length: number): Samples {
  const edges = ["", "00ff", "27225c0a"].filter((digits) => digits.length / 2 <= length);
  const tame = (n: number): Literal => {
    const digits = (first + n).toString(16).padStart(4, "0");
    return { bytes: length >= 2 ? digits : digits.slice(-2) };
  };
  return { edges: edges.map((bytes) => ({ bytes })), tame };
}

/** One of some values. */
export function listed(values: readonly Literal[]): Samples {
  return { edges: values, tame: (n) => values[n % Math.max(values.length, 1)] ?? null };
}

const day = 86_400_000;
const origin = Date.UTC(2001, 0, 1);

function timed(name: string): Samples | undefined {
  const moment = (n: number): string => new Date(origin + n * (day + 1000)).toISOString();
  switch (name) {
    case "date":
      return {
        edges: ["2024-02-29", "1970-01-01", "9999-12-31", "1900-01-01"],
        tame: (n) => moment(n).slice(0, 10),
      };
    case "time":
      return {
        edges: ["00:00:00", "23:59:59", "12:34:56.789"],
        tame: (n) => moment(n * 61).slice(11, 19),
      };
    case "timestamp":
    case "timestamptz":
      return {
        edges: [
          "2024-02-29T12:34:56.789Z",
          "1970-01-02T00:00:00.000Z",
          "2037-12-31T23:59:58.000Z",
          "9999-12-30T23:59:59.000Z",
        ].map((date) => ({ date })),
        tame: (n) => ({ date: moment(n) }),
      };
    default:
      return undefined;
  }
}

const others: Readonly<Record<string, Samples>> = {
  interval: {
    edges: ["0 seconds", "1 day", "-1 hour", "2 years 3 months"],
    tame: (n) => `${first + n} seconds`,
  },
  uuid: {
    edges: ["00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"],
    tame: (n) => `00000000-0000-4000-8000-${String(first + n).padStart(12, "0")}`,
  },
  json: {
    edges: ["{}", "[]", '{"a": [1, null, "it\'s ü"]}', '"text"', "null", "1.5"],
    tame: (n) => `{"n": ${first + n}}`,
  },
};
