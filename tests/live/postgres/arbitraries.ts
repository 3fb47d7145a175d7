/**
 * Schemas that PostgreSQL takes, with all that its dialect knows of.
 *
 * @module
 */
import * as core from "@retort/core";
import {
  check,
  type ColumnBuilder,
  type Constraint,
  foreignKey,
  index,
  type IndexColumn,
  type Op,
  op,
  primaryKey,
  sql,
  unique,
} from "@retort/core";
import { applyAll } from "@retort/core/ops";
import { emptySchema, type Schema, type Table, tableOf } from "@retort/core/schema";
import * as own from "@retort/postgres/types";
import fc from "fast-check";

const long = "a_table_with_a_name_that_is_longer_than_what_the_server_keeps_of_it";
const tableNames = [
  "users",
  "posts",
  "order",
  "or der",
  "Ünits",
  'quo"te',
  `${long}_1`,
  `${long}_2`,
];
const columnNames = [
  "id",
  "name",
  "Email",
  "select",
  "at",
  "se lect",
  "value",
  `${long}_c`,
  "it's",
];

/** Types that can be compared and so be part of a key, each with defaults that fit. */
const keyable: readonly (readonly [() => ColumnBuilder, readonly unknown[]])[] = [
  [() => core.integer(), [0, -1, 2147483647, "12", sql`1 + 1`]],
  [() => core.bigint(), [5, -9007199254740993n, 2n ** 40n, 9223372036854775807n]],
  [() => core.smallint(), [7, sql`(7)`]],
  [() => core.numeric(), [0.5, "1.50", 10, -2]],
  [() => core.numeric(12), [3]],
  [() => core.numeric(10, 2), [0.25, "99999999.99", 1]],
  [() => core.real(), [0.5, 1]],
  [() => core.doublePrecision(), [1e10, -0.25, 1e-7]],
  [() => core.boolean(), [true, false, sql`TRUE`, "t"]],
  [() => core.text(), ["", "it's", "a\\b", "x::text", "null", "é\n☃", sql`lower('A')`, "5"]],
  [() => core.varchar(), ["a", sql`'b'`]],
  [() => core.varchar(50), ["guest", "''", "now()", sql`upper('x')`]],
  [() => core.char(3), ["abc"]],
  [() => core.char(), []],
  [() => core.date(), ["2026-11-22", sql`current_date`]],
  [() => core.time(), ["12:30", "12:30:00.5"]],
  [() => core.time(3), []],
  [() => core.timestamp(), [
    new Date("2026-11-22T12:00:00.120Z"),
    sql`current_timestamp`,
    sql`now()`,
  ]],
  [() => core.timestamp(0), []],
  [() => core.timestamptz(), [new Date("2026-11-22T12:00:00Z"), sql`CURRENT_TIMESTAMP`]],
  [() => core.timestamptz(6), ["2026-07-01 12:00:00+02"]],
  [() => core.uuid(), ["A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11", sql`gen_random_uuid()`]],
  [() => core.blob(), [new Uint8Array([0, 255])]],
  [() => core.enumeration("mood", ["happy", "it's sad"]), ["it's sad"]],
  [() => own.inet(), ["10.0.0.1"]],
  [() => own.array(core.integer()), ["{}", "{1,2}"]],
  [() => own.array(core.varchar(20)), ["{}"]],
  [() => own.jsonb(), ['{"a":1,"bb":[1,2]}', "{}"]],
  [() => own.int4range(), []],
  [() => own.macaddr(), []],
];

/** Types that can't. */
const others: typeof keyable = [
  [() => own.bit(4), []],
  [() => own.varbit(), []],
  [() => core.json(), ["{}"]],
  [() => own.xml(), []],
  [() => own.point(), []],
  [() => core.interval(), ["1 day"]],
  [() => own.intervalOf("day to second", 3), []],
  [() => own.timetz(2), []],
  [() => own.money(), []],
  [() => own.tsvector(), []],
  [() => own.daterange(), []],
  [() => core.sqlType("int2[]"), []],
];

interface Drawn {
  readonly builder: ColumnBuilder;
  readonly keyable: boolean;
}

function columnOf(list: typeof keyable, isKeyable: boolean): fc.Arbitrary<Drawn> {
  return fc.record({
    type: fc.constantFrom(...list),
    notNull: fc.boolean(),
    which: fc.option(fc.nat(), { freq: 2 }),
    comment: fc.option(fc.constantFrom("it's", "", "a\\b\n"), { freq: 4 }),
  }).map(({ type: [make, defaults], notNull, which, comment }) => {
    let builder = make();
    if (notNull) builder = builder.notNull();
    if (comment !== null) builder = builder.comment(comment);
    const value = which === null ? undefined : defaults[which % Math.max(defaults.length, 1)];
    if (value !== undefined) builder = builder.default(value as string);
    return { builder, keyable: isKeyable };
  });
}

const special: fc.Arbitrary<Drawn> = fc.constantFrom(
  own.serial(),
  own.bigserial(),
  core.integer().identity(),
  core.bigint().identity({ always: true, start: 10, increment: 5 }),
  core.smallint().identity({ increment: -1 }),
  core.text().computed(sql`${"x"} || ${"y"}`, { stored: true }),
  core.integer().computed(sql`1 + 2 * 3`, { stored: true }),
  core.varchar(9).collate("C"),
).map((builder) => ({ builder, keyable: true }));

const column: fc.Arbitrary<Drawn> = fc.oneof(
  { weight: 6, arbitrary: columnOf(keyable, true) },
  { weight: 2, arbitrary: columnOf(others, false) },
  { weight: 2, arbitrary: special },
);

const checks = [
  sql`1 < 9`,
  sql`${"it's"} in ('a', 'b') or 1 between 0 and ${5}`,
  sql`not (1 = 2 and (2 = 3 or 3 = 4))`,
  sql`lower('A') like ${"a%"} and 2 * (3 - 1) > -1`,
];

interface Plan {
  readonly columns: readonly Drawn[];
  readonly key: readonly number[] | null;
  readonly uniques: readonly (readonly number[])[];
  readonly indexes: readonly {
    readonly of: readonly number[];
    readonly kind: number;
    readonly down: boolean;
    readonly first: boolean;
    readonly unique: boolean;
  }[];
  readonly checks: readonly number[];
  readonly kind: number;
}

const some = fc.array(fc.nat(), { minLength: 1, maxLength: 3 });

function plan(size: number): fc.Arbitrary<Plan> {
  return fc.record({
    columns: fc.array(column, { minLength: size, maxLength: size }),
    key: fc.option(some),
    uniques: fc.array(some, { maxLength: 2 }),
    indexes: fc.array(
      fc.record({
        of: some,
        kind: fc.nat(5),
        down: fc.boolean(),
        first: fc.boolean(),
        unique: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
    checks: fc.array(fc.nat(checks.length - 1), { maxLength: 2 }),
    kind: fc.nat(3),
  });
}

function table(name: string): fc.Arbitrary<Table> {
  return fc.uniqueArray(fc.constantFrom(...columnNames), { minLength: 1, maxLength: 6 })
    .chain((names) => plan(names.length).map((found) => build(name, names, found)));
}

function build(name: string, names: readonly string[], found: Plan): Table {
  const usable = names.filter((_name, n) => found.columns[n]?.keyable);
  const pick = (numbers: readonly number[]): readonly string[] => [
    ...new Set(numbers.flatMap((n) => usable[n % Math.max(usable.length, 1)] ?? [])),
  ];
  const constraints: Constraint[] = found.checks.map((n, i) =>
    check(`ck_${name}_${i}`, checks[n] ?? sql`true`)
  );
  const key = found.key && pick(found.key);
  if (key && key.length > 0) constraints.push(primaryKey(key, { name: `pk_${name}` }));
  found.uniques.forEach((numbers, i) => {
    const columns = pick(numbers);
    if (columns.length === 0) return;
    const timing = i === 1 ? { deferrable: true, initially: "deferred" as const } : {};
    constraints.push(unique(columns, { name: `uq_${name}_${i}`, ...timing }));
  });
  found.indexes.forEach((item, i) => {
    const columns = pick(item.of);
    if (columns.length > 0) constraints.push(indexOf(`ix_${name}_${i}`, columns, item));
  });
  const options = [{}, { schema: "audit" }, { comment: "it's" }, {
    options: { postgres: { unlogged: true, with: { fillfactor: 70 } } },
  }][found.kind] ?? {};
  const columns = core.columns(
    names.map((item, n) => [item, found.columns[n]?.builder ?? core.text()]),
  );
  return tableOf({ name, columns, constraints, options });
}

function indexOf(
  name: string,
  columns: readonly string[],
  item: Plan["indexes"][number],
): Constraint {
  const [first = "", ...rest] = columns;
  const plain: readonly IndexColumn[] = [
    { column: first, order: item.down ? "desc" : "asc", nulls: item.first ? "first" : "last" },
    ...rest,
  ];
  switch (item.kind) {
    case 0:
      return index(name, [first], { options: { postgres: { using: "hash" } } });
    case 1:
      return index(name, plain, { where: sql`${sql.name(first)} is not null and 1 < 2` });
    case 2:
      return index(name, [sql`lower(${"A"})`, ...plain], { unique: item.unique });
    case 3:
      return index(name, plain, { include: columns, unique: item.unique });
    default:
      return index(name, plain, {
        unique: item.unique,
        options: { postgres: { with: { fillfactor: 80 } } },
      });
  }
}

/** A schema of some tables; tables with a primary key are referenced by new ones. */
export const postgresSchema: fc.Arbitrary<Schema> = fc
  .uniqueArray(fc.constantFrom(...tableNames), { minLength: 1, maxLength: 4 })
  .chain((names) => fc.tuple(...names.map(table)))
  .map((tables) => {
    const created = tables.map((item): Op => ({ kind: "createTable", table: item }));
    return applyAll([...created, ...tables.flatMap(childOf)], emptySchema);
  });

/** A table that references the primary key of another. */
function childOf(parent: Table, n: number): readonly Op[] {
  const columns = parent.primaryKey?.columns ?? [];
  // What is kept may not reference what is not.
  if (columns.length === 0 || parent.options) return [];
  const types = columns.map((name, i): [string, ColumnBuilder] => {
    const type = parent.columns.find((item) => item.name === name)?.type;
    const plain = type?.name.endsWith("serial") ? { name: type.name.replace(/serial$/, "") } : type;
    const integer = plain?.name === ""
      ? { name: "integer" }
      : plain?.name === "big"
      ? { name: "bigint" }
      : plain;
    return [`c${i}`, new core.ColumnBuilder({ type: integer ?? { name: "integer" } })];
  });
  const actions = [{}, { onDelete: "cascade" }, { onUpdate: "set null", match: "full" }, {
    deferrable: true,
    initially: "deferred",
    onDelete: "restrict",
  }] as const;
  const target = parent.schema === undefined
    ? { table: parent.name }
    : { table: parent.name, schema: parent.schema };
  const key = foreignKey(types.map(([name]) => name)).references(target, columns, {
    name: `fk_child_${n}`,
    ...actions[n % actions.length],
  });
  return [op.createTable(`child_${n}`, core.columns(types), [key])];
}
