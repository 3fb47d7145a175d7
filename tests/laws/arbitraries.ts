/**
 * Generators: schemas, tables, and ops that are valid on a schema.
 *
 * @module
 */
import {
  check,
  type ColumnBuilder,
  type Constraint,
  date,
  foreignKey,
  index,
  integer,
  numeric,
  type Op,
  op,
  primaryKey,
  sql,
  text,
  timestamp,
  unique,
  varchar,
} from "@retort/core";
import { applyAll } from "@retort/core/ops";
import { emptySchema, type Schema, type Table, tableOf } from "@retort/core/schema";
import fc from "fast-check";

/** The runs of each law; the seed is fixed, so that a failure is one every time. */
export const runs: fc.Parameters<unknown> = { seed: 20261122, numRuns: 300 };

const tableNames = ["users", "posts", "tags", "orders", "or der", "Ünits"] as const;
const columnNames = ["id", "name", "email", "total", "at", "parent", "se lect"] as const;

/** A column type. */
export const columnType: fc.Arbitrary<ColumnBuilder> = fc.oneof(
  fc.constantFrom(integer(), text(), date(), timestamp()),
  fc.integer({ min: 1, max: 200 }).map((length) => varchar(length)),
  fc.constant(numeric(10, 2)),
);

/** A column: its type, nullability, default and comment. */
export const column: fc.Arbitrary<ColumnBuilder> = fc.record({
  type: columnType,
  notNull: fc.boolean(),
  value: fc.option(
    fc.oneof(fc.string({ maxLength: 5 }), fc.integer(), fc.constant(sql`current_timestamp`)),
  ),
  comment: fc.option(fc.string({ minLength: 1, maxLength: 5 })),
}).map(({ type, notNull, value, comment }) => {
  let built = type;
  if (notNull) built = built.notNull();
  if (value !== null) built = built.default(value);
  return comment === null ? built : built.comment(comment);
});

/** Constraints and indexes over some columns, all with names; those of indexes are unique in a schema. */
function constraints(
  name: string,
  columns: readonly string[],
): fc.Arbitrary<readonly Constraint[]> {
  const some = fc.subarray([...columns], { minLength: 1 });
  const free = { key: fc.boolean(), columns: some };
  return fc.record({
    key: fc.option(some),
    uniques: fc.uniqueArray(some, { maxLength: 2, selector: String }),
    indexes: fc.array(fc.record(free), { maxLength: 2 }),
    checks: fc.integer({ min: 0, max: 2 }),
  }).map(({ key, uniques, indexes, checks }) => [
    ...(key ? [primaryKey(key, { name: "pk" })] : []),
    ...uniques.map((names, n) => unique(names, { name: `uq_${n}` })),
    ...indexes.map((item, n) => index(`ix_${name}_${n}`, item.columns, { unique: item.key })),
    ...Array.from({ length: checks }, (_, n) => check(`ck_${n}`, sql`${n} < 9`)),
  ]);
}

/** A table of this name. */
export function table(name: string): fc.Arbitrary<Table> {
  return fc.uniqueArray(fc.constantFrom(...columnNames), { minLength: 1, maxLength: 5 })
    .chain((names) =>
      fc.record({
        columns: fc.array(column, { minLength: names.length, maxLength: names.length }),
        constraints: constraints(name, names),
      }).map((found) => {
        const columns = Object.fromEntries(
          names.map((key, n) => [key, found.columns[n] ?? text()]),
        );
        return tableOf({ name, columns, constraints: found.constraints });
      })
    );
}

/** A schema of some tables; a table may reference one that stands before it. */
export const schema: fc.Arbitrary<Schema> = fc
  .uniqueArray(fc.constantFrom(...tableNames), { maxLength: 4 })
  .chain((names) => fc.tuple(fc.tuple(...names.map(table)), fc.array(fc.nat(), { maxLength: 3 })))
  .map(([tables, links]) => {
    const created: readonly Op[] = tables.map((item) => ({ kind: "createTable", table: item }));
    return applyAll([...created, ...references(tables, links)], emptySchema);
  });

function references(tables: readonly Table[], links: readonly number[]): readonly Op[] {
  return links.flatMap((link, n) => {
    const from = tables[link % tables.length];
    const to = tables[(link >> 3) % tables.length];
    const [a, b] = [from?.columns[0]?.name, to?.columns[0]?.name];
    if (!from || !to || a === undefined || b === undefined) return [];
    const key = foreignKey([a]).references(to.name, [b], { name: `fk_${n}` });
    return [op.addConstraint(from.name, key)];
  });
}

/** A way of choosing: each number picks one of what there is. */
type Choice = readonly number[];

function pick<T>(items: readonly T[], number: number | undefined): T | undefined {
  return items[(number ?? 0) % Math.max(items.length, 1)];
}

/** Makes an op that is valid on a schema, or none. */
type Maker = (table: Table, choice: Choice, extra: ColumnBuilder) => Op | undefined;

const onColumn: readonly ((table: string, column: string, extra: ColumnBuilder) => Op)[] = [
  (name, item) => op.renameColumn(name, item, "renamed"),
  (name, item) => op.alterColumn(name, item, { name: "renamed", nullable: false }),
  (name, item, extra) => op.addColumn(name, "placed", extra, { before: item }),
  (name, item, extra) => op.addColumn(name, "placed", extra, { after: item }),
  (name, item, extra) =>
    op.batchAlterTable(name, { recreate: "always" }, [
      op.addColumn(name, "added", extra),
      op.alterColumn(name, item, { type: extra, name: "renamed" }),
      op.createIndex("ix_new", name, ["renamed", "added"]),
    ]),
  (name, item, extra) => op.alterColumn(name, item, { type: extra }),
  (name, item) => op.alterColumn(name, item, { nullable: false, default: "x" }),
  (name, item) => op.alterColumn(name, item, { default: null, comment: null, collation: "NOCASE" }),
  (name, item) => op.createIndex("ix_new", name, [item], { unique: true, where: sql`1 = 1` }),
  (name, item) => op.createUniqueConstraint("uq_new", name, [item]),
];

const makers: readonly Maker[] = [
  ({ name }) => op.dropTable(name),
  ({ name }) => op.createTableComment(name, "it's new"),
  ({ name }) => op.dropTableComment(name),
  ({ name, columns }) => {
    const names = columns.map((item) => item.name).toReversed();
    const tableArgs = [check("ck_batch", sql`1 < 2`)];
    return op.batchAlterTable(name, { tableArgs, partialReordering: [names] }, []);
  },
  ({ name }) => op.renameTable(name, "renamed"),
  ({ name }, _choice, extra) => op.addColumn(name, "added", extra.unique({ name: "uq_added" })),
  ({ name, columns }, [, number]) => {
    const found = columns.length > 1 ? pick(columns, number) : undefined;
    return found && op.dropColumn(name, found.name);
  },
  ({ name }) => op.createCheckConstraint("ck_new", name, sql`2 > 1`),
  (item, [, number]) => {
    const found = pick(item.indexes, number);
    return found && op.dropIndex(found.name, item.name);
  },
  (item, [, number]) => {
    const named = [item.primaryKey, ...item.uniques, ...item.foreignKeys, ...item.checks];
    const found = pick(named.flatMap((one) => one?.name ?? []), number);
    return found === undefined ? undefined : op.dropConstraint(item.name, found);
  },
  (item) => {
    const [first] = item.columns;
    if (item.primaryKey || !first) return undefined;
    return op.createPrimaryKey("pk_new", item.name, [first.name]);
  },
  ...onColumn.map((make): Maker => (item, [, number], extra) => {
    const found = pick(item.columns, number);
    return found && make(item.name, found.name, extra);
  }),
];

/** An op that can be applied to a schema. */
export function opOn(state: Schema): fc.Arbitrary<Op> {
  const tables = [...state.tables.values()];
  const create = table("created").map((item): Op => ({ kind: "createTable", table: item }));
  if (tables.length === 0) return create;
  const other = fc.tuple(fc.nat(), fc.nat(), fc.nat(), column).map(([which, kind, item, extra]) => {
    const target = pick(tables, which);
    const make = pick(makers, kind);
    return (target && make?.(target, [kind, item], extra)) ?? op.execute("select 1");
  });
  return fc.oneof({ weight: 1, arbitrary: create }, { weight: 8, arbitrary: other });
}

/** A schema and an op that can be applied to it. */
export const step: fc.Arbitrary<readonly [Schema, Op]> = schema.chain((state) =>
  opOn(state).map((item) => [state, item] as const)
);
