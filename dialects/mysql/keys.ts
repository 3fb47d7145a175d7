/**
 * The indexes that foreign keys stand on: the server makes them, and refuses to lose them.
 *
 * @module
 */
import type { ForeignKey, Index, Table } from "@retort/core/schema";
import { isMariaDb } from "./flavour.ts";
import { writer } from "./writer.ts";

/** Whether columns begin with those of a foreign key. */
function covers(columns: readonly (string | undefined)[], key: ForeignKey): boolean {
  return key.columns.every((name, index) => columns[index] === name);
}

/** The columns of an index, as far as a foreign key can stand on them. */
function leading(index: Index): readonly (string | undefined)[] {
  return index.parts.map((part) => part.options === undefined ? part.column : undefined);
}

/** Whether an index is what the server makes for a foreign key that has no index to stand on. */
export function isMadeFor(key: ForeignKey, index: Index): boolean {
  const { parts, unique, options } = index;
  if (unique || options !== undefined || parts.length !== key.columns.length) return false;
  const plain = parts.every((part, at) =>
    part.column === key.columns[at] && part.order !== "desc" && part.options === undefined
  );
  return plain && isNamedLike(key, index.name);
}

/** A named key gives its name to the index; the index of an unnamed one is called like its column. */
function isNamedLike({ name, columns: [first = ""] }: ForeignKey, index: string): boolean {
  if (name !== undefined && index === name) return true;
  if (name !== undefined && !/_ibfk_\d+$/.test(name)) return false;
  return index === first || (index.startsWith(`${first}_`) && /_\d+$/.test(index));
}

/** Whether something that an author declared is there for a foreign key to stand on. */
function isCovered(table: Table, key: ForeignKey): boolean {
  const { primaryKey, uniques, indexes } = table;
  return [primaryKey, ...uniques].some((item) => item !== undefined && covers(item.columns, key)) ||
    indexes.some((index) => covers(leading(index), key));
}

/**
 * A table without the indexes that go and come with their foreign keys: each can be told from its key,
 * while an op that drops the key would leave it listed.
 */
export function withoutMade(table: Table): Table {
  const { foreignKeys, indexes } = table;
  const isMade = (index: Index): boolean => {
    const key = foreignKeys.find(({ name }) => name === index.name);
    if (!key || !isMadeFor(key, index)) return false;
    const others = foreignKeys.filter((other) => other !== key);
    const beside = { ...table, indexes: indexes.filter((other) => other !== index) };
    return !others.some((other) => covers(key.columns, other)) && !isCovered(beside, key);
  };
  return { ...table, indexes: indexes.filter((index) => !isMade(index)) };
}

/** Adds an index for each foreign key that would have nothing left to stand on. */
export function keepCovered(
  { before, after }: { readonly before: Table; readonly after: Table },
  names: readonly string[],
): readonly string[] {
  const bare = after.foreignKeys.filter((key) => isCovered(before, key) && !isCovered(after, key));
  const once = new Map(bare.map((key) => [key.columns.join("\0"), key]));
  // It may have been left from an earlier time; MariaDB can be asked to bear with it.
  const exists = isMariaDb(names) ? "IF NOT EXISTS " : "";
  return [...once.values()].map((key) => {
    const name = key.name === undefined ? "" : `${exists}${writer.name(key.name)} `;
    return `ADD INDEX ${name}(${writer.names(key.columns)})`;
  });
}

/** Drops foreign keys with the indexes that the server made for them. */
export function dropForeignKeys(
  table: Table,
  keys: readonly ForeignKey[],
  names: readonly string[],
): readonly string[] {
  const left = table.foreignKeys.filter((key) => !keys.includes(key));
  return keys.flatMap((key) => {
    if (key.name === undefined) return [];
    const drop = `DROP FOREIGN KEY ${writer.name(key.name)}`;
    const made = madeIndex(table, key);
    const shared = left.some((other) => covers(key.columns, other));
    if (made === undefined || shared) return [drop];
    // The state may be replayed; MariaDB can be asked to bear with it.
    const exists = isMariaDb(names) ? "IF EXISTS " : "";
    return [drop, `DROP INDEX ${exists}${writer.name(made)}`];
  });
}

/** The name of the index that the server made for a foreign key; `undefined` if there is none. */
function madeIndex(table: Table, key: ForeignKey): string | undefined {
  const listed = table.indexes.find((index) => isMadeFor(key, index));
  if (listed) return listed.name;
  return isCovered(table, key) ? undefined : key.name;
}

/** Drops what hangs on a column, as the schema state does; the server would refuse or cut it. */
export function dropDependents(
  table: Table,
  column: string,
  names: readonly string[],
): readonly string[] {
  const has = (item: { readonly columns: readonly string[] }): boolean =>
    item.columns.includes(column);
  const keys = table.foreignKeys.filter(has);
  const made = new Set(keys.map((key) => madeIndex(table, key)));
  const alone = (index: Index): boolean => leading(index).every((name) => name === column);
  const uniques = table.uniques.filter(has);
  const indexes = table.indexes.filter((index) =>
    index.parts.some((part) => part.column === column) && !made.has(index.name)
  );
  const { primaryKey, ...rest } = table;
  const keyless = primaryKey !== undefined && has(primaryKey);
  const after: Table = {
    ...rest,
    ...(primaryKey && !keyless ? { primaryKey } : {}),
    foreignKeys: table.foreignKeys.filter((key) => !keys.includes(key)),
    uniques: table.uniques.filter((item) => !uniques.includes(item)),
    indexes: table.indexes.filter((item) => !indexes.includes(item)),
  };
  return [
    ...dropForeignKeys(table, keys, names),
    ...(keyless ? ["DROP PRIMARY KEY"] : []),
    // An index over nothing else goes with its column, if it has not gone with a foreign key before.
    ...[...uniques, ...indexes.filter((index) => !alone(index))].flatMap(({ name }) =>
      name === undefined ? [] : [`DROP INDEX ${writer.name(name)}`]
    ),
    ...keepCovered({ before: table, after }, names),
  ];
}
