/**
 * What MariaDB and MySQL say of rows before a run.
 *
 * @module
 */
import type { Conversion, Preflight, TypeChange } from "@retort/core/dialect";
import { type Sql, sql, type Type } from "@retort/core/schema";
import { types } from "./type_system.ts";

/** `SET TRANSACTION` is for the transaction that begins next. */
export const preflight: Preflight = {
  async readOnly(db, work) {
    await db.execute({ sql: "SET TRANSACTION READ ONLY" });
    return await db.transaction(work);
  },
  conversion,
  // Rows get the empty value of its type.
  needsValue: () => false,
};

const all: Conversion = { kind: "all" };

function unless(condition: Sql, changed?: Sql): Conversion {
  return { kind: "unless", condition, ...(changed ? { changed } : {}) };
}

function allBut(changed: Sql | undefined): Conversion {
  return changed ? { kind: "all", changed } : all;
}

const wholes: Readonly<Record<string, readonly [string, string]>> = {
  boolean: ["-128", "127"],
  tinyint: ["-128", "127"],
  smallint: ["-32768", "32767"],
  mediumint: ["-8388608", "8388607"],
  integer: ["-2147483648", "2147483647"],
  bigint: ["-9223372036854775808", "9223372036854775807"],
  "unsigned tinyint": ["0", "255"],
  "unsigned smallint": ["0", "65535"],
  "unsigned mediumint": ["0", "16777215"],
  "unsigned integer": ["0", "4294967295"],
  "unsigned bigint": ["0", "18446744073709551615"],
};
const numeric = /^(?:unsigned )?numeric$/;
const floating = /^(?:unsigned )?(?:real|double precision)$/;
const texts = new Set(["varchar", "char", "text", "tinytext", "mediumtext", "longtext"]);
const moments = new Set(["date", "datetime", "timestamp", "timestamptz"]);
/** How many bytes the texts without a length take. */
const sizes: Readonly<Record<string, number>> = {
  tinytext: 255,
  text: 65535,
  mediumtext: 16777215,
};

function conversion({ column, type, server }: TypeChange): Conversion {
  const from = canonical(column.type);
  const to = canonical(type);
  const value = sql`${sql.name(column.name)}`;
  if (type.name === "uuid" && server.flavour === "mariadb" && texts.has(from.name)) {
    return unless(sql`replace(${value}, '-', '') NOT REGEXP '^[0-9a-fA-F]{32}$'`);
  }
  if (texts.has(to.name)) return isLonger(from, to) ? all : shorter(value, to);
  const range = outside(value, to);
  if (range !== undefined || floating.test(to.name)) {
    if (isNumber(from)) {
      const changed = rounded(value, from, to);
      return range && !isWider(from, to) ? unless(range, changed) : allBut(changed);
    }
    if (texts.has(from.name)) return read(value, range, { to, server });
  }
  if (moments.has(from.name) && moments.has(to.name)) {
    const changed = to.name === "date" && from.name !== "date"
      ? sql`${value} <> date(${value})`
      : coarser(value, from, to);
    // TIMESTAMP goes by this name; a DATETIME may be of any year.
    return to.name === "timestamptz"
      ? unless(sql`${value} NOT BETWEEN '1970-01-02' AND '2038-01-18'`, changed)
      : allBut(changed);
  }
  if (from.name === "time" && to.name === "time") return allBut(coarser(value, from, to));
  if (to.name === "json" && texts.has(from.name)) return unless(sql`NOT JSON_VALID(${value})`);
  const words = wordsOf(to);
  if (words !== undefined && (texts.has(from.name) || wordsOf(from) !== undefined)) {
    const before = wordsOf(from);
    if (before?.every((word) => words.includes(word))) return all;
    const [first = sql`NULL`, ...rest] = words.map((word) => sql`${word}`);
    return unless(
      sql`${value} NOT IN (${rest.reduce((list, word) => sql`${list}, ${word}`, first)})`,
    );
  }
  if (from.name === "set" && to.name === "set") return fewer(value, from, to);
  return { kind: "unclear", why: "what this change does to values is not known" };
}

/** A set whose words become fewer. */
function fewer(value: Sql, from: Type, to: Type): Conversion {
  const wordsIn = ({ args: [words] = [] }: Type): readonly string[] =>
    Array.isArray(words) ? words.map(String) : [];
  const gone = wordsIn(from).filter((word) => !wordsIn(to).includes(word));
  const [first, ...rest] = gone.map((word) => sql`FIND_IN_SET(${word}, ${value})`);
  return first ? unless(rest.reduce((all, item) => sql`${all} OR ${item}`, first)) : all;
}

/** Types by one name, as the server has them. */
function canonical(type: Type): Type {
  return types.parse(types.format(type));
}

function isNumber({ name }: Type): boolean {
  return wholes[name] !== undefined || numeric.test(name) || floating.test(name);
}

function wordsOf({ name, args = [] }: Type): readonly string[] | undefined {
  const values = name === "mysql enum" ? args[0] : name === "enumeration" ? args[1] : undefined;
  return Array.isArray(values) ? values.map(String) : undefined;
}

/**
 * Text as a number: what is none is refused, then what is out of range. Of a whole number MariaDB
 * refuses decimals, and MySQL rounds them.
 */
function read(
  value: Sql,
  range: Sql | undefined,
  { to, server }: { readonly to: Type; readonly server: TypeChange["server"] },
): Conversion {
  const whole = wholes[to.name] !== undefined;
  const rounds = whole && server.flavour === "mysql";
  const number = whole && !rounds ? "[0-9]+" : "([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?";
  const pattern = `^[[:space:]]*[-+]?${number}[[:space:]]*$`;
  const bad = sql`${value} NOT REGEXP ${pattern}`;
  const digits = rounds || numeric.test(to.name) ? scaleOf(to) : undefined;
  const changed = digits === undefined ? undefined : hasMore(exact(value), digits);
  return unless(range ? sql`(${bad} OR ${range})` : bad, changed);
}

function exact(value: Sql): Sql {
  return sql`CAST(${value} AS DECIMAL(65, 30))`;
}

/** Text of some length; CHAR cuts off spaces at the end with a note. */
function shorter(value: Sql, to: Type): Conversion {
  const [given] = to.args ?? [];
  const length = typeof given === "number" ? given : to.name === "char" ? 1 : undefined;
  if (length !== undefined) {
    const kept = to.name === "char" ? sql`trim(TRAILING ' ' FROM ${value})` : value;
    return unless(sql`char_length(${kept}) > ${sql.raw(String(length))}`);
  }
  const size = sizes[to.name];
  return size === undefined
    ? all
    : unless(sql`length(CAST(${value} AS CHAR)) > ${sql.raw(String(size))}`);
}

/** Whether a text of one length is one of the other. */
function isLonger(from: Type, to: Type): boolean {
  if (from.name !== "varchar" && from.name !== "char") return false;
  const before = Number(from.args?.[0] ?? (from.name === "char" ? 1 : Infinity));
  const [given] = to.args ?? [];
  if (typeof given === "number") return before <= given;
  // A character takes up to four bytes.
  return to.name !== "char" && 4 * before <= (sizes[to.name] ?? Infinity);
}

/** Whether a whole number of one type is one of the other. */
function isWider(from: Type, to: Type): boolean {
  const [a, b] = [wholes[from.name], wholes[to.name]];
  return a !== undefined && b !== undefined && BigInt(b[0]) <= BigInt(a[0]) &&
    BigInt(a[1]) <= BigInt(b[1]);
}

/** A moment with more decimals of a second than a type keeps. */
function coarser(value: Sql, from: Type, to: Type): Sql | undefined {
  const [before, after] = [from, to].map(({ name, args: [digits = 0] = [] }) =>
    name === "date" ? 0 : Number(digits)
  );
  if (before === undefined || after === undefined || before <= after) return undefined;
  const kind = from.name === "time" ? "TIME" : "DATETIME";
  return sql`CAST(${value} AS ${sql.raw(`${kind}(${after})`)}) <> ${value}`;
}

/** A number that has more digits than a type keeps. */
function rounded(value: Sql, from: Type, to: Type): Sql | undefined {
  if (/double precision$/.test(to.name)) {
    if (floating.test(from.name)) return undefined;
    return sql`${exact(sql`concat(${value} + 0e0)`)} <> ${exact(value)}`;
  }
  if (/real$/.test(to.name)) {
    // Six digits are what such a number is read as.
    const digits = sql`5 - floor(log10(abs(${value})))`;
    return /real$/.test(from.name)
      ? undefined
      : sql`round(${exact(value)}, ${digits}) <> ${exact(value)}`;
  }
  const [before, after] = [scaleOf(from), scaleOf(to)];
  if (after === undefined || (before !== undefined && before <= after)) return undefined;
  return hasMore(value, after);
}

function hasMore(value: Sql, digits: number): Sql {
  return sql`${value} <> round(${value}, ${sql.raw(String(digits))})`;
}

/** How many decimals a type keeps; `undefined`: as many as there are. */
function scaleOf({ name, args = [] }: Type): number | undefined {
  if (wholes[name] !== undefined) return 0;
  return numeric.test(name) ? Number(args[1] ?? 0) : undefined;
}

/** What a number must be for a type to refuse it. */
function outside(value: Sql, { name, args = [] }: Type): Sql | undefined {
  const range = wholes[name];
  if (range !== undefined) {
    const [least, top] = range.map((number) => sql.raw(number));
    return sql`round(${exact(value)}) NOT BETWEEN ${least ?? sql``} AND ${top ?? sql``}`;
  }
  if (/real$/.test(name)) return sql`abs(${value}) > 3.402823466e38`;
  if (!numeric.test(name)) return undefined;
  const [precision = 10, scale = 0] = args.map(Number);
  const limit = sql.raw(`1${"0".repeat(precision - scale)}`);
  const near = sql`round(${exact(value)}, ${sql.raw(String(scale))})`;
  return name === "numeric"
    ? sql`abs(${near}) >= ${limit}`
    : sql`${near} NOT BETWEEN 0 AND ${limit} - ${
      sql.raw(scale === 0 ? "1" : `0.${"0".repeat(scale - 1)}1`)
    }`;
}
