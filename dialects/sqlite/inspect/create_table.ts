/**
 * Reads the CREATE TABLE text that SQLite stores; no PRAGMA gives the names and checks in it.
 *
 * @module
 */
import type { Column, DialectOptions, Json, Table } from "@retort/core/schema";
import { isOneOf, isWord } from "../tokens.ts";
import { Reader } from "../ddl_reader.ts";
import { spelledAs } from "../spelling.ts";
import { readColumn } from "./columns.ts";
import { isWithoutRowid, rowidAlias } from "../table_options.ts";
import { emptyDraft, readTableConstraint, type TableDraft } from "./constraints.ts";

const constraintWords = new Set(["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"]);

/** The table that a stored CREATE TABLE describes, without its indexes and triggers. */
export function readCreateTable(name: string, text: string): Table {
  const reader = new Reader(text);
  skipHead(reader);
  const draft = emptyDraft();
  reader.expect("(");
  while (!startsConstraint(reader)) {
    readColumn(reader, draft);
    if (!reader.takes(",")) break;
  }
  while (!reader.sees(")")) {
    readTableConstraint(reader, draft);
    reader.takes(",");
  }
  reader.expect(")");
  const options = {
    ...tableOptions(reader),
    ...(draft.autoincrement ? { autoincrement: true } : {}),
  };
  return build(name, draft, options);
}

function skipHead(reader: Reader): void {
  reader.expect("CREATE");
  if (!reader.takes("TEMP")) reader.takes("TEMPORARY");
  reader.expect("TABLE");
  reader.takes("IF", "NOT", "EXISTS");
  reader.name();
  if (reader.takes(".")) reader.name();
}

function startsConstraint(reader: Reader): boolean {
  return isOneOf(reader.peek(), constraintWords);
}

function tableOptions(reader: Reader): Readonly<Record<string, Json>> {
  const found: Record<string, Json> = {};
  while (!reader.done) {
    if (reader.takes("STRICT")) found["strict"] = true;
    else if (reader.takes("WITHOUT")) {
      reader.name();
      found["withoutRowid"] = true;
    } else if (!reader.takes(",") && !isWord(reader.take(), ";")) reader.fail("a table option");
  }
  return found;
}

function build(name: string, draft: TableDraft, options: Readonly<Record<string, Json>>): Table {
  const { primaryKey, uniques, foreignKeys, checks } = draft;
  const own: DialectOptions | undefined = Object.keys(options).length > 0
    ? { sqlite: options }
    : undefined;
  const table: Table = {
    name,
    columns: draft.columns,
    ...(primaryKey ? { primaryKey: spellColumns(draft.columns, primaryKey) } : {}),
    uniques: uniques.map((item) => spellColumns(draft.columns, item)),
    foreignKeys: foreignKeys.map((item) => spellColumns(draft.columns, item)),
    checks,
    indexes: [],
    ...(own ? { options: own } : {}),
  };
  return { ...table, columns: withoutKeyNulls(table) };
}

/** Column names as the columns spell them; a constraint may write them in another case. */
function spellColumns<T extends { readonly columns: readonly string[] }>(
  columns: readonly Column[],
  item: T,
): T {
  return { ...item, columns: item.columns.map((name) => spelledAs(columns, name)) };
}

/** Key columns that can hold no NULL even if nobody says so: rowid aliases, and without a rowid. */
function withoutKeyNulls(table: Table): readonly Column[] {
  const key = table.primaryKey;
  if (key === undefined) return table.columns;
  const never = rowidAlias(table) !== undefined || isWithoutRowid(table);
  if (!never) return table.columns;
  return table.columns.map((column) =>
    key.columns.includes(column.name) ? { ...column, nullable: false } : column
  );
}
