/**
 * Rows, and ops that may not like them.
 *
 * @module
 */
import {
  bigint,
  boolean,
  char,
  type ColumnBuilder,
  doublePrecision,
  foreignKey,
  integer,
  numeric,
  op,
  smallint,
  sql,
  text,
  uuid,
  varchar,
} from "@retort/core";
import type { Dialect } from "@retort/core/dialect";

/** Where preflights run. */
export interface PreflightScene {
  readonly dialect: Dialect;
  readonly url: string;
  /** Whether indexes may have expressions and conditions. */
  readonly expressions: boolean;
  /** Cases of types that only this database has. */
  readonly own?: readonly Case[];
}

/** A value of a row. */
export type Value = string | number | null;

/** Rows, and ops that may not like them. */
export interface Case {
  readonly name: string;
  /** The columns beside `id`. */
  readonly columns: Readonly<Record<string, ColumnBuilder>>;
  readonly rows: readonly (readonly Value[])[];
  readonly ops: (table: string) => readonly unknown[];
  /** Ops of a revision of its own before. */
  readonly first?: (table: string) => readonly unknown[];
  /** Whether a preflight can't tell. */
  readonly unchecked?: true;
}

const a = { a: varchar(50) };
const one = (...values: readonly Value[]): readonly (readonly Value[])[] => values.map((v) => [v]);

/** A change of type for each of some values. */
export function retyped(
  from: ColumnBuilder,
  to: ColumnBuilder,
  values: readonly Value[],
): readonly Case[] {
  const { type } = to.spec;
  const using = `a::${type.name}${type.args ? `(${type.args.join(",")})` : ""}`;
  const textual = /char|text/.test(from.spec.type.name) && !/char|text/.test(type.name);
  const options = textual ? { options: { postgres: { using } } } : {};
  return values.map((value) => ({
    name: `${JSON.stringify(value)} from ${from.spec.type.name} to ${using}`,
    columns: { a: from },
    rows: one(value, null),
    ops: (table) => [op.alterColumn(table, "a", { type: to }, options)],
  }));
}

const strict = (table: string): readonly unknown[] => [
  op.alterColumn(table, "a", { nullable: false }),
];

const nulls: readonly Case[] = [
  { name: "null", columns: a, rows: one("x", null), ops: strict },
  { name: "no null", columns: a, rows: one("x", ""), ops: strict },
  { name: "no row", columns: a, rows: [], ops: strict },
  {
    name: "null by another name",
    columns: a,
    rows: one(null),
    ops: (t) => [op.renameColumn(t, "a", "b"), op.alterColumn(t, "b", { nullable: false })],
  },
  {
    name: "filled before",
    columns: a,
    rows: one(null),
    first: (t) => [op.fillColumn(t, "a", "x")],
    ops: strict,
  },
  {
    name: "new column",
    columns: a,
    rows: one("x"),
    ops: (t) => [op.addColumn(t, "b", integer().notNull())],
  },
  {
    name: "new column of no row",
    columns: a,
    rows: [],
    ops: (t) => [op.addColumn(t, "b", integer().notNull())],
  },
  {
    name: "changed by SQL before",
    columns: a,
    rows: one(null),
    ops: (t) => [op.execute(`update ${t} set a = 'x'`), ...strict(t)],
    unchecked: true,
  },
];

const unique = (table: string): readonly unknown[] => [
  op.createUniqueConstraint(`uq_${table}`, table, ["a"]),
];

const alike: readonly Case[] = [
  { name: "twice", columns: a, rows: one("x", "x", "y", "y", "z"), ops: unique },
  { name: "null twice", columns: a, rows: one(null, null, "x"), ops: unique },
  { name: "other case", columns: a, rows: one("x", "X"), ops: unique },
  { name: "space at the end", columns: a, rows: one("x", "x "), ops: unique },
  {
    name: "two columns",
    columns: { a: varchar(9), b: integer() },
    rows: [["x", 1], ["x", 2], ["y", null], ["y", null]],
    ops: (t) => [op.createIndex(`uq_${t}`, t, ["a", "b"], { unique: true })],
  },
  {
    name: "two columns alike",
    columns: { a: varchar(9), b: integer() },
    rows: [["x", 1], ["x", 1]],
    ops: (t) => [op.createIndex(`uq_${t}`, t, ["a", "b"], { unique: true })],
  },
];

const expressions: readonly Case[] = [
  ...[["x", "X"], ["x", "y"]].map((values): Case => ({
    name: `lower ${values.join()}`,
    columns: a,
    rows: one(...values),
    ops: (t) => [op.createIndex(`uq_${t}`, t, [sql`lower(a)`], { unique: true })],
  })),
  ...[["x", "x"], ["y", "y"]].map((values): Case => ({
    name: `some rows ${values.join()}`,
    columns: a,
    rows: one(...values),
    ops: (t) => [op.createIndex(`uq_${t}`, t, ["a"], { unique: true, where: sql`a = ${"x"}` })],
  })),
];

/** Lets a table point at itself. */
export const refer = (table: string): readonly unknown[] => [
  op.addConstraint(
    table,
    foreignKey(["a"]).references(table, ["id"], { name: `fk_${table}` }),
  ),
];

const references: readonly Case[] = [
  { name: "orphan", columns: { a: integer() }, rows: one(1, 7), ops: refer },
  { name: "no orphan", columns: { a: integer() }, rows: one(1, 2, null), ops: refer },
];

const positive = (table: string): readonly unknown[] => [
  op.createCheckConstraint(`ck_${table}`, table, sql`a > 0`),
];

const checks: readonly Case[] = [
  { name: "violated", columns: { a: integer() }, rows: one(1, 0, -1), ops: positive },
  { name: "kept", columns: { a: integer() }, rows: one(1, null), ops: positive },
];

const types: readonly Case[] = [
  ...retyped(varchar(50), varchar(3), ["abc", "abcd", "ab   ", "ÄÖÜ", "🚀🚀🚀", "🚀🚀🚀🚀"]),
  ...retyped(integer(), smallint(), [32767, 32768, -32768, -32769]),
  ...retyped(numeric(10, 4), numeric(5, 2), [999.99, 999.995, -999.994, 1000, 0.001]),
  ...retyped(doublePrecision(), integer(), [1.5, 2147483647.4, 2147483648, -3e9, 1e30]),
  ...retyped(text(), integer(), [
    "12",
    " 12 ",
    "-7",
    "abc",
    "12x",
    "",
    "99999999999",
    "+5",
    "1.0",
    "1e2",
    "5.",
  ]),
  ...retyped(text(), numeric(5, 2), ["1.5", ".5", "1e2", "1e3", "999.999", "x", "-1."]),
  ...retyped(integer(), varchar(2), [99, 100]),
  ...retyped(varchar(9), char(3), ["abc", "ab   ", "abcd"]),
  ...retyped(text(), boolean(), ["true", "T", "1", "x", "", "yess"]),
  ...retyped(text(), bigint(), ["9223372036854775807", "9223372036854775808", "1.5"]),
  ...retyped(text(), uuid(), [
    "00000000-0000-4000-8000-000000000101",
    "00000000000040008000000000000101",
    "0000-0000000040008000000000000101",
    "00000000-0000-4000-8000-00000000010g",
    "x",
  ]),
];

/** All cases for a server. */
export function casesFor(
  { expressions: indexed, own = [] }: Pick<PreflightScene, "expressions" | "own">,
): readonly Case[] {
  const all = [...nulls, ...alike, ...references, ...checks, ...types, ...own];
  return indexed ? [...all, ...expressions] : all;
}
