/**
 * Columns in stored CREATE TABLE text.
 *
 * @module
 */
import { type Column, type Default, sql } from "@retort/core/schema";
import type { Reader } from "../ddl_reader.ts";
import { types } from "../type_system.ts";
import { isOneOf, isWord, type Token } from "../tokens.ts";
import { literalOf } from "../literals.ts";
import {
  conflictClause,
  readCheck,
  readReferences,
  type TableDraft,
  withOptions,
} from "./constraints.ts";

const endsType = new Set(
  "CONSTRAINT PRIMARY NOT NULL UNIQUE CHECK DEFAULT COLLATE REFERENCES AS DEFERRABLE".split(" "),
);

/** What the clauses of one column gather. */
interface ColumnDraft {
  readonly name: string;
  readonly type: string;
  nullable: boolean;
  default?: Default;
  collation?: string;
  computed?: NonNullable<Column["computed"]>;
  onConflict?: string;
}

/** Reads a column with its constraints. */
export function readColumn(reader: Reader, draft: TableDraft): void {
  const name = reader.name();
  const stop = (token: Token): boolean =>
    isOneOf(token, endsType) ||
    (isWord(token, "GENERATED") && reader.sees("GENERATED", "ALWAYS"));
  const column: ColumnDraft = { name, type: reader.until(stop), nullable: true };
  while (!reader.done && !reader.sees(",") && !reader.sees(")")) {
    readClause(reader, draft, column);
  }
  const { type, onConflict, ...rest } = column;
  draft.columns.push(withOptions({ ...rest, type: types.parse(type) }, { onConflict }));
}

function readClause(reader: Reader, draft: TableDraft, column: ColumnDraft): void {
  let name: string | undefined;
  while (reader.takes("CONSTRAINT")) name = reader.name();
  const named = name === undefined ? {} : { name };
  if (reader.takes("PRIMARY", "KEY")) return readKey(reader, draft, { ...named, column });
  if (reader.takes("NOT", "NULL")) {
    column.nullable = false;
    const onConflict = conflictClause(reader);
    if (onConflict !== undefined) column.onConflict = onConflict;
    return;
  }
  if (reader.takes("NULL")) return void conflictClause(reader);
  if (reader.takes("UNIQUE")) {
    const onConflict = conflictClause(reader);
    draft.uniques.push(withOptions({ ...named, columns: [column.name] }, { onConflict }));
    return;
  }
  if (reader.takes("CHECK")) return readCheck(reader, draft, named);
  if (reader.takes("REFERENCES")) {
    return readReferences(reader, draft, { ...named, columns: [column.name] });
  }
  if (reader.sees("NOT", "DEFERRABLE") || reader.sees("DEFERRABLE")) {
    return readReferences(reader, draft);
  }
  return readValueClause(reader, column, name !== undefined);
}

function readKey(
  reader: Reader,
  draft: TableDraft,
  key: { readonly name?: string; readonly column: ColumnDraft },
): void {
  const { column, ...named } = key;
  const order = reader.takes("DESC") ? ["desc"] : undefined;
  reader.takes("ASC");
  const onConflict = conflictClause(reader);
  draft.autoincrement ||= reader.takes("AUTOINCREMENT");
  draft.primaryKey = withOptions({ ...named, columns: [column.name] }, { order, onConflict });
}

function readValueClause(reader: Reader, column: ColumnDraft, mayEnd: boolean): void {
  if (reader.takes("DEFAULT")) {
    column.default = readDefault(reader);
    return;
  }
  if (reader.takes("COLLATE")) {
    column.collation = reader.name();
    return;
  }
  const generated = reader.takes("GENERATED", "ALWAYS");
  if (reader.takes("AS") || generated) {
    reader.takes("AS");
    const expression = sql.raw(reader.parenthesised());
    const stored = reader.takes("STORED");
    if (!stored) reader.takes("VIRTUAL");
    column.computed = { expression, stored };
    return;
  }
  // SQLite lets a name stand at the end of a column without a constraint behind it.
  if (mayEnd && (reader.done || reader.sees(",") || reader.sees(")"))) return;
  reader.fail("a column constraint");
}

function readDefault(reader: Reader): Default {
  if (reader.sees("(")) return sql.raw(`(${reader.parenthesised()})`);
  const sign = reader.sees("-") || reader.sees("+") ? reader.take().text : "";
  const { text } = reader.take();
  const literal = literalOf(sign + text);
  return literal === undefined ? sql.raw(sign + text) : { value: literal };
}
