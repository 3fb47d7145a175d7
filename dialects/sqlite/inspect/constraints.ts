/**
 * Primary keys, uniques, foreign keys and checks in stored CREATE TABLE text.
 *
 * @module
 */
import {
  type Check,
  type Column,
  compact,
  type DialectOptions,
  type ForeignKey,
  type Json,
  type PrimaryKey,
  type ReferentialAction,
  sql,
  type Unique,
} from "@retort/core/schema";
import type { Reader } from "../ddl_reader.ts";

/** What is gathered while a CREATE TABLE is read. */
export interface TableDraft {
  readonly columns: Column[];
  readonly uniques: Unique[];
  readonly foreignKeys: ForeignKey[];
  readonly checks: Check[];
  primaryKey: PrimaryKey | undefined;
  autoincrement: boolean;
}

/** Nothing gathered yet. */
export function emptyDraft(): TableDraft {
  return {
    columns: [],
    uniques: [],
    foreignKeys: [],
    checks: [],
    primaryKey: undefined,
    autoincrement: false,
  };
}

/** An item with those of SQLite's options that are given. */
export function withOptions<T extends object>(
  item: T,
  options: Readonly<Record<string, Json | undefined>>,
): T & { readonly options?: DialectOptions } {
  for (const name in options) {
    if (options[name] === undefined) continue;
    const given = compact(options) as Readonly<Record<string, Json>>;
    return { ...item, options: { sqlite: given } };
  }
  return item;
}

/** `ON CONFLICT …` in lower case; the default, abort, is as good as nothing. */
export function conflictClause(reader: Reader): string | undefined {
  if (!reader.takes("ON", "CONFLICT")) return undefined;
  const what = reader.name().toLowerCase();
  return what === "abort" ? undefined : what;
}

/** Reads one constraint that stands beside the columns. */
export function readTableConstraint(reader: Reader, draft: TableDraft): void {
  let name: string | undefined;
  while (reader.takes("CONSTRAINT")) name = reader.name();
  const named = name === undefined ? {} : { name };
  if (reader.takes("PRIMARY", "KEY")) {
    const { columns, ...options } = keyParts(reader);
    draft.autoincrement ||= options.autoincrement;
    const single = columns.length === 1 && isInteger(draft, columns[0]);
    const { collations } = options;
    // Beside the columns, DESC on a single INTEGER changes nothing: it stays the rowid.
    const order = single ? undefined : options.order;
    const onConflict = conflictClause(reader);
    draft.primaryKey = withOptions({ ...named, columns }, { order, collations, onConflict });
  } else if (reader.takes("UNIQUE")) {
    const { columns, order, collations } = keyParts(reader);
    const onConflict = conflictClause(reader);
    draft.uniques.push(withOptions({ ...named, columns }, { order, collations, onConflict }));
  } else if (reader.takes("CHECK")) {
    readCheck(reader, draft, named);
  } else if (reader.takes("FOREIGN", "KEY")) {
    const columns = reader.names();
    reader.expect("REFERENCES");
    readReferences(reader, draft, { ...named, columns });
  } else if (name === undefined || (!reader.sees(")") && !reader.sees(","))) {
    reader.fail("a table constraint");
  }
}

function isInteger(draft: TableDraft, column: string | undefined): boolean {
  const found = draft.columns.find((item) => item.name.toLowerCase() === column?.toLowerCase());
  return found?.type.name === "integer";
}

interface KeyParts {
  readonly columns: readonly string[];
  readonly order: readonly string[] | undefined;
  readonly collations: readonly (string | null)[] | undefined;
  readonly autoincrement: boolean;
}

function keyParts(reader: Reader): KeyParts {
  const columns: string[] = [];
  const order: string[] = [];
  const collations: (string | null)[] = [];
  reader.expect("(");
  do {
    columns.push(reader.name());
    collations.push(reader.takes("COLLATE") ? reader.name().toUpperCase() : null);
    order.push(reader.takes("DESC") ? "desc" : "asc");
    reader.takes("ASC");
  } while (reader.takes(","));
  const autoincrement = reader.takes("AUTOINCREMENT");
  reader.expect(")");
  return {
    columns,
    order: order.includes("desc") ? order : undefined,
    collations: collations.some((item) => item !== null) ? collations : undefined,
    autoincrement,
  };
}

/** Reads the rest of a check. */
export function readCheck(
  reader: Reader,
  draft: TableDraft,
  named: { readonly name?: string },
): void {
  draft.checks.push({ ...named, expression: sql.raw(reader.parenthesised()) });
  // SQLite reads the clause and ignores it.
  conflictClause(reader);
}

interface ForeignKeyDraft {
  name?: string;
  columns: readonly string[];
  references: ForeignKey["references"];
  onDelete?: ReferentialAction;
  onUpdate?: ReferentialAction;
  match?: NonNullable<ForeignKey["match"]>;
  deferrable?: boolean;
  initially?: NonNullable<ForeignKey["initially"]>;
}

/** Reads what follows REFERENCES; without `key`, a deferral that belongs to the last foreign key. */
export function readReferences(
  reader: Reader,
  draft: TableDraft,
  key?: { readonly name?: string; readonly columns: readonly string[] },
): void {
  const last = key === undefined ? draft.foreignKeys.pop() : undefined;
  const item: ForeignKeyDraft = key
    ? { ...key, references: { table: reader.name(), columns: reader.names() } }
    : { ...(last ?? reader.fail("REFERENCES before DEFERRABLE")) };
  while (readReferenceClause(reader, item)) { /* the clauses come in any order */ }
  draft.foreignKeys.push(item);
}

function readReferenceClause(reader: Reader, item: ForeignKeyDraft): boolean {
  if (reader.takes("ON", "DELETE")) item.onDelete = action(reader);
  else if (reader.takes("ON", "UPDATE")) item.onUpdate = action(reader);
  else if (reader.takes("ON", "INSERT")) action(reader);
  else if (reader.takes("MATCH")) {
    const match = reader.name().toLowerCase();
    if (match === "full" || match === "partial" || match === "simple") item.match = match;
  } else if (reader.takes("NOT", "DEFERRABLE")) deferral(reader, item, false);
  else if (reader.takes("DEFERRABLE")) deferral(reader, item, true);
  else return false;
  return true;
}

function deferral(reader: Reader, item: ForeignKeyDraft, deferrable: boolean): void {
  item.deferrable = deferrable;
  if (!reader.takes("INITIALLY")) return;
  item.initially = reader.takes("DEFERRED") ? "deferred" : "immediate";
  if (item.initially === "immediate") reader.expect("IMMEDIATE");
}

function action(reader: Reader): ReferentialAction {
  if (reader.takes("CASCADE")) return "cascade";
  if (reader.takes("RESTRICT")) return "restrict";
  if (reader.takes("NO", "ACTION")) return "no action";
  reader.expect("SET");
  if (reader.takes("NULL")) return "set null";
  reader.expect("DEFAULT");
  return "set default";
}
