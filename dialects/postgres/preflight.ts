/**
 * What PostgreSQL says of rows before a run.
 *
 * @module
 */
import type { Conversion, Preflight, TypeChange } from "@retort/core/dialect";
import { enumOf, type Sql, sql, type Type } from "@retort/core/schema";
import { usesOf } from "./enum_removal.ts";
import { textOption } from "./parts.ts";
import { canonicalType, types } from "./type_system.ts";

/** Each look is a transaction of its own: after a failing one the next can still ask. */
export const preflight: Preflight = {
  async readOnly(db, work) {
    return await db.transaction(async () => {
      await db.execute({ sql: "SET TRANSACTION READ ONLY" });
      return await work();
    });
  },
  conversion,
  needsValue: () => true,
  enums: {
    columns: (name, before, names) => usesOf(name, { before, names }),
    // As text: a value that pending revisions add is none to the server yet.
    holds(column, value) {
      const name = sql.name(column.name);
      return column.type.name === "array"
        ? sql`${value} = ANY (${name}::text[])`
        : sql`${name}::text = ${value}`;
    },
  },
};

const all: Conversion = { kind: "all" };

function unless(condition: Sql, changed?: Sql): Conversion {
  return { kind: "unless", condition, ...(changed ? { changed } : {}) };
}

function allBut(changed: Sql | undefined): Conversion {
  return changed ? { kind: "all", changed } : all;
}

function unclear(why: string): Conversion {
  return { kind: "unclear", why };
}

const wholes: Readonly<Record<string, readonly [string, string]>> = {
  smallint: ["-32768", "32767"],
  integer: ["-2147483648", "2147483647"],
  bigint: ["-9223372036854775808", "9223372036854775807"],
};
const numbers = new Set([...Object.keys(wholes), "numeric", "real", "double precision"]);
const floats = new Set(["real", "double precision"]);
const texts = new Set(["text", "varchar", "char", "citext"]);
const moments = new Set(["date", "timestamp", "timestamptz"]);

function conversion({ column, type: wanted, options, server }: TypeChange): Conversion {
  const from = canonicalType(column.type);
  const to = canonicalType(wanted);
  const value = sql`${sql.name(column.name)}`;
  const using = textOption(options?.["postgres"]?.["using"]);
  if (using !== undefined) {
    return isPlainCast(using, column.name)
      ? cast(value, { from, to, version: Number.parseInt(server.version) })
      : unclear(`USING ${using} says what values become`);
  }
  if (texts.has(to.name)) {
    const cut = cutOff(value, from, to);
    return cut ? unless(cut) : all;
  }
  if (numbers.has(from.name) && numbers.has(to.name)) return narrower(value, from, to);
  if (moments.has(from.name) && moments.has(to.name)) {
    return allBut(lateHours(value, from, to) ?? coarser(value, from, to));
  }
  if (from.name === "time" && to.name === "time") return allBut(coarser(value, from, to));
  if (from.name === to.name) return unclear("what this change does to values is not known");
  if (!texts.has(from.name)) return unclear("what this change does to values is not known");
  const why = `text does not become ${types.format(to)} by itself; ` +
    `say { postgres: { using: "${column.name}::${types.format(to).toLowerCase()}" } }`;
  return { kind: "refused", why };
}

/** Whether USING only says `column::type`. */
function isPlainCast(using: string, column: string): boolean {
  const found = /^\(?\s*(?:"((?:[^"]|"")+)"|(\w+))\s*\)?\s*::\s*[\w ]+(?:\([\d, ]+\))?$/.exec(
    using,
  );
  return found !== null && (found[1] ?? found[2]) === column;
}

/** An explicit cast; to text it cuts off what is too long. */
function cast(
  value: Sql,
  { from, to, version }: { readonly from: Type; readonly to: Type; readonly version: number },
): Conversion {
  if (texts.has(to.name)) return allBut(cutOff(value, from, to));
  if (numbers.has(from.name) && numbers.has(to.name)) return narrower(value, from, to);
  const words = enumOf(to)?.values;
  if (words !== undefined) {
    const list = words.map((word) => sql`${word}`);
    const [first = sql`NULL`, ...rest] = list;
    const joined = rest.reduce((found, word) => sql`${found}, ${word}`, first);
    return unless(sql`${value}::text NOT IN (${joined})`);
  }
  if (!texts.has(from.name)) return unclear("what this cast does to values is not known");
  const number = sql`${value}::text::numeric`;
  const changed = to.name === "numeric" ? rounded(number, from, to) : undefined;
  if (version >= 16) {
    const valid = sql`pg_input_is_valid(${value}::text, ${types.format(to).toLowerCase()})`;
    return unless(sql`NOT ${valid}`, changed);
  }
  const pattern = patterns[to.name];
  if (pattern === undefined) {
    return unclear(`PostgreSQL ${version} cannot be asked what is ${types.format(to)}; 16 can`);
  }
  const bad = sql`${value}::text !~* ${pattern}`;
  if (!numbers.has(to.name)) return unless(bad);
  const range = outside(number, to);
  return unless(range ? sql`CASE WHEN ${bad} THEN true ELSE ${range} END` : bad, changed);
}

const decimal = "^\\s*[+-]?(\\d+(\\.\\d*)?|\\.\\d+)(e[+-]?\\d+)?\\s*$";

/** The texts that servers before 16 take for a type; of what is not here they take too much. */
const patterns: Readonly<Record<string, string>> = {
  smallint: "^\\s*[+-]?\\d+\\s*$",
  integer: "^\\s*[+-]?\\d+\\s*$",
  bigint: "^\\s*[+-]?\\d+\\s*$",
  numeric: decimal,
  real: decimal,
  "double precision": decimal,
  boolean: "^\\s*(t|tr|tru|true|f|fa|fal|fals|false|y|ye|yes|n|no|on|of|off|1|0)\\s*$",
  uuid: "^(\\{[0-9a-f]{4}(-?[0-9a-f]{4}){7}\\}|[0-9a-f]{4}(-?[0-9a-f]{4}){7})$",
};

/** Text that a length cuts off; spaces at the end go without a word. */
function cutOff(value: Sql, from: Type, to: Type): Sql | undefined {
  const length = lengthOf(to);
  if (length === undefined) return undefined;
  const before = texts.has(from.name) ? lengthOf(from) : undefined;
  if (before !== undefined && before <= length) return undefined;
  return sql`rtrim(substr(${value}::text, ${sql.raw(String(length + 1))}), ' ') <> ''`;
}

function lengthOf({ name, args = [] }: Type): number | undefined {
  const [given] = args;
  return typeof given === "number" ? given : name === "char" ? 1 : undefined;
}

function narrower(value: Sql, from: Type, to: Type): Conversion {
  const changed = rounded(value, from, to);
  if (isWider(from, to)) return allBut(changed);
  const range = outside(value, to);
  return range ? unless(range, changed) : allBut(changed);
}

/** Whether a whole number of one type is one of the other. */
function isWider(from: Type, to: Type): boolean {
  const order = Object.keys(wholes);
  return order.includes(from.name) && order.indexOf(from.name) <= order.indexOf(to.name);
}

/** A number that has more digits than a type keeps. */
function rounded(value: Sql, from: Type, to: Type): Sql | undefined {
  if (floats.has(to.name)) return from.name === "real" ? undefined : inexact(value, to);
  const [before, after] = [scaleOf(from), scaleOf(to)];
  if (after === undefined || (before !== undefined && before <= after)) return undefined;
  const exact = sql`${value}::numeric`;
  return sql`${exact} <> round(${exact}, ${sql.raw(String(after))})`;
}

/** A number that a floating one stands for by another: both are compared as they are written. */
function inexact(value: Sql, to: Type): Sql {
  const near = sql`${value}::${sql.raw(to.name)}`;
  const differs = sql`${near}::text::numeric <> ${value}::text::numeric`;
  return sql`CASE WHEN ${isEndless(value)} THEN false ELSE ${differs} END`;
}

function isEndless(value: Sql): Sql {
  return sql`${value}::text IN ('NaN', 'Infinity', '-Infinity')`;
}

/** How many decimals a type keeps; `undefined`: as many as there are. */
function scaleOf({ name, args = [] }: Type): number | undefined {
  if (wholes[name] !== undefined) return 0;
  return name === "numeric" && args.length > 0 ? Number(args[1] ?? 0) : undefined;
}

/** A moment that is more than its day. */
function lateHours(value: Sql, from: Type, to: Type): Sql | undefined {
  if (to.name !== "date" || from.name === "date") return undefined;
  return sql`${value}::date <> ${value}`;
}

/** A moment with more decimals of a second than a type keeps. */
function coarser(value: Sql, from: Type, to: Type): Sql | undefined {
  const [before, after] = [from, to].map(({ name, args: [digits = 6] = [] }) =>
    name === "date" ? 0 : Number(digits)
  );
  if (before === undefined || after === undefined || before <= after) return undefined;
  const near = types.format({ name: from.name, args: [after] });
  return sql`${value}::${sql.raw(near)} <> ${value}`;
}

/** What a number must be for a type to refuse it; nothing where it takes all. */
function outside(value: Sql, { name, args = [] }: Type): Sql | undefined {
  const range = wholes[name];
  if (range !== undefined) {
    const [least, top] = range.map((number) => sql.raw(number));
    const near = sql`round(${value}::numeric)`;
    return sql`${near} NOT BETWEEN ${least ?? sql``} AND ${top ?? sql``}`;
  }
  const [precision, scale = 0] = args.map(Number);
  if (floats.has(name)) {
    const [least, top] = name === "real" ? ["1e-45", "3.4028235e38"] : ["3e-324", "1.7976931e308"];
    const size = sql`abs(${value}::text::numeric)`;
    const kept = sql`${size} = 0 OR ${size} BETWEEN ${sql.raw(least)} AND ${sql.raw(top)}`;
    return sql`CASE WHEN ${isEndless(value)} THEN false ELSE NOT (${kept}) END`;
  }
  if (name !== "numeric" || precision === undefined) return undefined;
  const limit = sql.raw(`1e${precision - scale}`);
  return sql`abs(round(${value}::numeric, ${sql.raw(String(scale))})) >= ${limit}`;
}
