/**
 * Generated schemas with what SQLite has: its types, names, defaults, keys and indexes.
 *
 * @module
 */
import {
  type Column,
  type Default,
  type ForeignKey,
  type Schema,
  schemaOf,
  sql,
  type Table,
  type Type,
} from "@retort/core/schema";
import fc from "fast-check";

const wild = fc.oneof(
  fc.constantFrom("id", "name", "Order", "select", "with space", 'quo"te', "semi;colon", "käse"),
  fc.constantFrom(
    "1",
    "__proto__",
    "constraint",
    "check",
    "generated",
    "a.b",
    "rowid",
    "[x]",
    "`y`",
  ),
  fc.stringMatching(/^[a-z][a-z0-9_]{0,12}$/),
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.string({ unit: "binary", minLength: 1, maxLength: 6 }),
).filter((name) => !name.includes("\0") && name.isWellFormed() && !/^sqlite_/i.test(name));

/** Names that SQLite tells apart. */
function distinct(min: number, max: number): fc.Arbitrary<string[]> {
  const selector = (name: string): string => name.toLowerCase();
  return fc.uniqueArray(wild, { minLength: min, maxLength: max, selector });
}

const standard = fc.constantFrom<Type>(
  { name: "integer" },
  { name: "bigint" },
  { name: "smallint" },
  { name: "numeric" },
  { name: "numeric", args: [10, 2] },
  { name: "real" },
  { name: "double precision" },
  { name: "boolean" },
  { name: "varchar", args: [50] },
  { name: "varchar" },
  { name: "char", args: [3] },
  { name: "text" },
  { name: "date" },
  { name: "time", args: [3] },
  { name: "timestamp" },
  { name: "timestamptz", args: [6] },
  { name: "interval" },
  { name: "blob" },
  { name: "varbinary", args: [8] },
  { name: "uuid" },
  { name: "json" },
  { name: "enumeration", args: ["mood", ["happy", "sad"]] },
  { name: "sql type", args: ["MEDIUMINT UNSIGNED"] },
  { name: "datetime", from: "@retort/sqlite/types" },
  { name: "untyped", from: "@retort/sqlite/types" },
  { name: "text", on: { sqlite: { name: "varchar", args: [9] }, mysql: { name: "json" } } },
);

const value: fc.Arbitrary<Default> = fc.oneof(
  fc.string().filter((text) => !text.includes("\0") && text.isWellFormed()).map((text) => ({
    value: text,
  })),
  fc.constantFrom<Default>({ value: 0 }, { value: 1.5 }, { value: -7 }, { value: true }),
  fc.constantFrom<Default>({ value: null }, { value: "12" }, {
    value: { bigint: "9007199254740993" },
  }),
  fc.constantFrom<Default>({ value: { bytes: "00ff" } }, { value: { date: "2026-01-01" } }),
  fc.constantFrom<Default>(sql`CURRENT_TIMESTAMP`, sql`(1 + 1)`, sql`datetime( 'now' )`, sql`true`),
  fc.constantFrom<Default>(sql`abs(-5)`, sql`'it''s'`, sql`-  3`, sql`X'AB'`),
);

const column = fc.record({
  type: standard,
  nullable: fc.boolean(),
  default: fc.option(value, { nil: undefined }),
  collation: fc.option(fc.constantFrom("NOCASE", "binary", "rtrim"), { nil: undefined }),
  comment: fc.option(fc.constant("said"), { nil: undefined }),
});

const action = fc.option(
  fc.constantFrom("no action", "restrict", "cascade", "set null", "set default"),
  { nil: undefined },
);

function definite<T extends object>(item: T): T {
  return Object.fromEntries(Object.entries(item).filter(([, v]) => v !== undefined)) as T;
}

function foreignKey(columns: readonly string[], parents: readonly string[]) {
  return fc.record({
    column: fc.constantFrom(...columns),
    table: fc.constantFrom(...parents),
    onDelete: action,
    onUpdate: action,
    deferrable: fc.option(fc.boolean(), { nil: undefined }),
    initially: fc.option(fc.constantFrom("deferred", "immediate"), { nil: undefined }),
  }).map(({ column, table, ...rest }) =>
    definite({
      columns: [column],
      references: { table, columns: ["id"] },
      ...rest,
      ...(rest.deferrable ? {} : { initially: undefined }),
    }) as ForeignKey
  );
}

function expressions(names: readonly string[]) {
  return fc.constantFrom(...names).map((name) => sql`length(${sql.name(name)})  > ${3} and 1 = 1`);
}

function indexOn(name: string, names: readonly string[]) {
  const part = fc.oneof(
    fc.record({
      column: fc.constantFrom(...names),
      order: fc.option(fc.constantFrom("asc", "desc"), { nil: undefined }),
      collation: fc.option(fc.constantFrom("NOCASE", "BINARY"), { nil: undefined }),
    }),
    expressions(names).map((expression) => ({ expression })),
  ).map(definite);
  return fc.record({
    parts: fc.array(part, { minLength: 1, maxLength: 2 }),
    unique: fc.boolean(),
    where: fc.option(expressions(names), { nil: undefined }),
  }).map((rest) => definite({ name, ...rest }));
}

function tableNamed(name: string, all: readonly string[], index: number): fc.Arbitrary<Table> {
  return distinct(1, 5).chain((names) =>
    fc.record({
      columns: fc.tuple(
        ...names.map((column_) => column.map((rest) => ({ name: column_, ...rest }))),
      ),
      key: fc.option(fc.subarray(names, { minLength: 1, maxLength: Math.min(2, names.length) }), {
        nil: undefined,
      }),
      keyName: fc.option(wild, { nil: undefined }),
      uniques: fc.uniqueArray(fc.subarray(names, { minLength: 1 }), { maxLength: 2 }),
      foreignKeys: fc.array(foreignKey(names, all), { maxLength: 2 }),
      checks: fc.array(expressions(names), { maxLength: 2 }),
      index: fc.option(indexOn(`ix ${index}`, names), { nil: undefined }),
      strict: fc.boolean(),
      withoutRowid: fc.boolean(),
    }).map((draft) => {
      const { key, keyName, index: one } = draft;
      const sqliteOptions = definite({
        strict: draft.strict || undefined,
        withoutRowid: (draft.withoutRowid && key) ? true : undefined,
      });
      return definite({
        name,
        columns: draft.columns.map((item): Column => {
          const isKey = key?.includes(item.name) ?? false;
          return definite({ ...item, nullable: isKey ? false : item.nullable }) as Column;
        }),
        primaryKey: key && definite({ name: keyName, columns: key }),
        uniques: draft.uniques.map((columns, at) => ({ name: `uq ${at}`, columns })),
        foreignKeys: draft.foreignKeys,
        checks: draft.checks.map((expression, at) =>
          definite({ name: at ? `ck${at}` : undefined, expression })
        ),
        indexes: one ? [one] : [],
        options: { sqlite: sqliteOptions, mysql: { engine: "InnoDB" } },
      }) as unknown as Table;
    })
  );
}

/** A schema of one to three tables. */
export const schemas: fc.Arbitrary<Schema> = distinct(1, 3).chain((names) =>
  fc.tuple(...names.map((name, index) => tableNamed(name, names, index)))
).map((tables) => schemaOf(tables));
