/**
 * Schemas that look like somebody's, from a seed.
 *
 * @module
 */
import {
  type Check,
  type Column,
  compact,
  type Default,
  type ForeignKey,
  type Index,
  type Schema,
  schemaOf,
  sql,
  type Table,
  type Type,
  type Unique,
} from "../schema/mod.ts";
import type { Features } from "./features.ts";
import type { Random } from "./random.ts";

const tableNames = ["users", "orders", "line items", "Tags"];
const columnNames = ["name", "total", "select", "Mixed", "made_at", "note", "größe"];

const values: Readonly<Record<string, readonly Default[]>> = {
  integer: [{ value: 0 }, { value: -7 }],
  bigint: [{ value: 5 }],
  smallint: [{ value: 1 }],
  numeric: [{ value: 1.5 }],
  boolean: [{ value: true }, { value: false }],
  varchar: [{ value: "it's" }, { value: "" }, { value: 'a "b" \\ c' }],
};

/** A default that fits a type, where one is known. */
export function defaultFor(random: Random, type: Type): Default | undefined {
  const fitting = values[type.name];
  return fitting && random.pick(fitting);
}

/** A schema of some tables. */
export function schemaFrom(random: Random, features: Features): Schema {
  const names = tableNames.slice(0, 1 + random.below(tableNames.length));
  const tables: Table[] = [];
  for (const name of names) tables.push(tableFrom(random, features, { name, parents: tables }));
  return schemaOf(tables);
}

/** A table, which may point to those before it. */
export function tableFrom(
  random: Random,
  features: Features,
  { name, parents }: { readonly name: string; readonly parents: readonly Table[] },
): Table {
  const short = name.toLowerCase().replace(/\W/g, "_");
  const id: Column = { name: "id", type: { name: "integer" }, nullable: false };
  const others = columnNames.filter(() => !random.once(3)).map((item) =>
    columnFrom(random, features, item)
  );
  const columns = [id, ...others];
  const keyed = parents.filter(({ primaryKey }) => primaryKey !== undefined);
  const foreignKeys = features.foreignKeys && keyed.length > 0 && random.once(2)
    ? [referenceFrom(short, random.pick(keyed))]
    : [];
  const more = foreignKeys.flatMap((key) =>
    key.columns.map((column): Column => ({ ...id, name: column, nullable: true }))
  );
  return compact({
    name,
    columns: [...columns, ...more],
    primaryKey: random.once(6) ? undefined : { name: `pk_${short}`, columns: ["id"] },
    uniques: uniquesFrom(random, features, { short, columns }),
    foreignKeys,
    checks: checksFrom(random, features, { short, columns }),
    indexes: indexesFrom(random, features, { short, columns }),
    comment: features.comments && random.once(3) ? `the ${name}, it's said` : undefined,
  }) as Table;
}

/** A column that is no part of a key. */
export function columnFrom(random: Random, features: Features, name: string): Column {
  const type = random.pick(features.types);
  const given = random.once(2) ? defaultFor(random, type) : undefined;
  return compact({
    name,
    type,
    nullable: !random.once(3),
    default: given,
    comment: features.comments && random.once(5) ? `${name}?` : undefined,
  }) as Column;
}

function referenceFrom(short: string, parent: Table): ForeignKey {
  return {
    name: `fk_${short}`,
    columns: ["parent_id"],
    references: { table: parent.name, columns: ["id"] },
  };
}

/** Where a constraint or an index stands. */
interface Within {
  readonly short: string;
  readonly columns: readonly Column[];
}

/** Columns that every server can put into a key. */
export function keyable(columns: readonly Column[]): readonly Column[] {
  return columns.filter(({ type }) => ["integer", "bigint", "date"].includes(type.name));
}

/** Unique constraints. */
export function uniquesFrom(
  random: Random,
  { uniques }: Features,
  { short, columns }: Within,
): readonly Unique[] {
  if (!uniques || random.once(2)) return [];
  const names = keyable(columns).map(({ name }) => name);
  const chosen = names.filter((name) => name !== "id").slice(0, 2);
  return chosen.length === 0 ? [] : [{ name: `uq_${short}`, columns: chosen }];
}

/** Checks. */
export function checksFrom(
  random: Random,
  { checks }: Features,
  { short, columns }: Within,
): readonly Check[] {
  if (!checks || random.once(2)) return [];
  const number = columns.find(({ type }) => type.name === "integer");
  if (!number) return [];
  return [{ name: `ck_${short}`, expression: sql`${sql.name(number.name)} > ${-100}` }];
}

/** Indexes. */
export function indexesFrom(
  random: Random,
  { indexes, descending }: Features,
  { short, columns }: Within,
): readonly Index[] {
  if (!indexes || random.once(2)) return [];
  const [first, second] = keyable(columns).toReversed();
  if (!first) return [];
  const down = descending && random.once(3);
  const parts = [
    down ? { column: first.name, order: "desc" as const } : { column: first.name },
    ...(second && random.once(2) ? [{ column: second.name }] : []),
  ];
  return [{ name: `ix_${short}`, unique: random.once(4), parts }];
}
