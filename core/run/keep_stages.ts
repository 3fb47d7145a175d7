/**
 * How something is kept and how it comes back: stages, each made from what is there when it begins,
 * so that a run that was interrupted goes on where it was.
 *
 * @module
 */
import type { Capabilities, Dialect } from "../dialect/mod.ts";
import {
  addItem,
  changeColumn,
  type ColumnChanges,
  dropItem,
  fillDefault,
  isAbout,
  isAmong,
  missingItems,
  type NamedItem,
  namedItems,
  type Op,
  renameColumn,
  renameTable,
  stillOptions,
} from "../ops/mod.ts";
import type { KeptPlace } from "../plan/kept.ts";
import {
  type Column,
  compact,
  type ConstraintData,
  same,
  type Schema,
  schemaOf,
  type Table,
  tableKey,
  type TableName,
} from "../schema/mod.ts";

/** The ops of a stage, from what is there; none where there is nothing left to do. */
export type Stage = (live: Schema) => readonly Op[];

/** Something and the name that it has while it is kept. */
export interface KeptAs extends KeptPlace {
  /** The name. */
  readonly kept: string;
}

/** The constraints and indexes that something loses while it is kept. */
export function hindrances(
  table: Table,
  column: string | undefined,
  can: Capabilities,
): readonly NamedItem[] {
  return namedItems(table).filter(({ item, name }) => {
    if (column !== undefined) return isAbout(item, column);
    // A foreign key would still bind the rows of other tables.
    if (item.kind === "foreignKey") return true;
    // MariaDB keeps the check of a column under the column's name.
    const own = table.columns.some((other) => other.name === name);
    return !own && (can.sharedNames ?? []).includes(sharing(item));
  });
}

function sharing({ kind }: ConstraintData): "index" | "key" | "check" {
  return kind === "index" || kind === "check" ? kind : "key";
}

/** The stages that keep something. */
export function keepStages(as: KeptAs, can: Capabilities): readonly Stage[] {
  const { table: place, column, kept } = as;
  const on = (work: (table: Table) => readonly Op[]): Stage => (live) => {
    const table = live.tables.get(tableKey(place));
    const there = table && (column === undefined || columnOf(table, column));
    return there ? work(table) : [];
  };
  const drops = (table: Table, keys: boolean): readonly Op[] =>
    hindrances(table, column, can)
      .filter(({ item }) => (item.kind === "foreignKey") === keys)
      .map((item) => dropItem(place, item));
  return [
    // On MariaDB an index goes with the foreign key that it was made for.
    on((table) => drops(table, true)),
    on((
      table,
    ) => [...column === undefined ? [] : unnumber(table, column, can), ...drops(table, false)]),
    on((table) => {
      const { name, schema } = place;
      if (column === undefined) return [renameTable(name, kept, compact({ schema }))];
      const found = columnOf(table, column);
      return found ? changeColumn(place, column, { ...loosened(found, can), name: kept }) : [];
    }),
  ];
}

function columnOf(table: Table, name: string): Column | undefined {
  return table.columns.find((item) => item.name === name);
}

/** Numbers that hang on a key go with it. */
function unnumber(table: Table, column: string, can: Capabilities): readonly Op[] {
  const numbered = columnOf(table, column)?.identity !== undefined && !can.numbersAlone;
  return numbered ? changeColumn(table, column, { identity: null }) : [];
}

/** What lets rows come that say nothing of a column. */
function loosened(column: Column, can: Capabilities): ColumnChanges {
  // It gives itself a number, and may not be null.
  if (column.identity && can.numbersAlone) return {};
  const options = column.options && stillOptions(column.options);
  return compact({
    nullable: column.nullable ? undefined : true,
    default: column.default === undefined ? undefined : null,
    options: same(options, column.options) ? undefined : options,
  });
}

/** The stages that drop items, so that the ops that make them find none. */
export function clearStages(
  { table: place }: KeptPlace,
  items: readonly ConstraintData[],
): readonly Stage[] {
  return [true, false].map((keys): Stage => (live) => {
    const table = live.tables.get(tableKey(place));
    return (table ? namedItems(table) : [])
      .filter(({ item }) => (item.kind === "foreignKey") === keys && isAmong(item, items))
      .map((item) => dropItem(place, item));
  });
}

/** What something shall be like when it is back. */
export interface Wanted {
  /** The column; absent for tables. */
  readonly column?: Column;
  /** The constraints and indexes that come with it. */
  readonly items: readonly ConstraintData[];
  /** Those that went when it was kept, and that nothing else makes. */
  readonly others: readonly ConstraintData[];
}

/** The stages that give something back. */
export function restoreStages(
  as: KeptAs,
  wanted: Wanted,
  { dialect, names }: { readonly dialect: Dialect; readonly names: readonly string[] },
): readonly Stage[] {
  const { table: place } = as;
  const on = (work: (table: Table) => readonly Op[]): Stage => (live) => {
    const table = live.tables.get(tableKey(place));
    return table ? work(table) : [];
  };
  const adds = (items: readonly ConstraintData[]): Stage =>
    on((table) => {
      const missing = missingItems(table, items);
      const keys = missing.filter(({ kind }) => kind === "foreignKey");
      return [...missing.filter((item) => !keys.includes(item)), ...keys]
        .map((item) => addItem(place, item));
    });
  const changes = (keys: readonly (keyof ColumnChanges)[]): Stage =>
    on((table) => changesTo(table, wanted.column, { dialect, names, keys }));
  return [
    (live) => namedAgain(live, as),
    changes(["type", "default", "options"]),
    on((table) => filled(table, wanted.column)),
    adds(wanted.items),
    changes(["nullable", "identity"]),
    adds(wanted.others),
  ];
}

function namedAgain(live: Schema, { table: place, column, kept }: KeptAs): readonly Op[] {
  const { name, schema } = place;
  if (column === undefined) {
    const there = live.tables.has(tableKey(compact({ name: kept, schema })));
    return there ? [renameTable(kept, name, compact({ schema }))] : [];
  }
  const table = live.tables.get(tableKey(place));
  return table && columnOf(table, kept)
    ? [renameColumn(name, kept, column, compact({ schema }))]
    : [];
}

/** Rows that came meanwhile get the default, as they would have if the column had been there. */
function filled(table: Table, wanted: Column | undefined): readonly Op[] {
  if (!wanted) return [];
  return columnOf(table, wanted.name)?.nullable ? fillDefault(table, wanted) : [];
}

function changesTo(
  table: Table,
  wanted: Column | undefined,
  { dialect, names, keys }: {
    readonly dialect: Dialect;
    readonly names: readonly string[];
    readonly keys: readonly (keyof ColumnChanges)[];
  },
): readonly Op[] {
  const found = wanted && columnOf(table, wanted.name);
  if (!found) return [];
  const [before, after] = [found, wanted].map((column) =>
    normal(table, column, { dialect, names })
  );
  const set = keys.flatMap((key): readonly (readonly [string, unknown])[] => {
    // All else that a column has stayed with it.
    if (key === "options" && isStill(wanted)) return [];
    const [old, next] = [before?.[key as keyof Column], after?.[key as keyof Column]];
    const equal = key === "type" && before && after
      ? dialect.types.same(before.type, after.type)
      : same(old ?? null, next ?? null);
    if (equal) return [];
    return [[key, wanted[key as keyof Column] ?? null]];
  });
  return changeColumn(table, wanted.name, Object.fromEntries(set));
}

/** Whether keeping a column changed nothing of its options. */
function isStill({ options }: Column): boolean {
  return options === undefined || same(stillOptions(options), options);
}

/** A column as the server would hold it. */
function normal(
  table: Table,
  column: Column,
  { dialect, names }: { readonly dialect: Dialect; readonly names: readonly string[] },
): Column | undefined {
  const columns = table.columns.map((item) => item.name === column.name ? column : item);
  const held = dialect.normalize(schemaOf([{ ...table, columns }]), names);
  return held.tables.get(tableKey(table))?.columns.find(({ name }) => name === column.name);
}

/** The table that something kept is in now: tables may have been renamed since. */
export function holderOf(
  live: Schema,
  { kept, column }: Pick<KeptAs, "kept" | "column">,
): TableName | undefined {
  const found = [...live.tables.values()].find((table) =>
    column === undefined ? table.name === kept : columnOf(table, kept) !== undefined
  );
  return found && compact({ name: found.name, schema: found.schema });
}
