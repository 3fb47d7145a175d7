/**
 * Indexes from the CREATE INDEX text that SQLite stores.
 *
 * @module
 */
import { compact, type Index, type IndexPart, sql, type Table } from "@retort/core/schema";
import { Reader } from "../ddl_reader.ts";
import { isWord, nameOf, type Token, tokenize } from "../tokens.ts";
import { spelledAs } from "../spelling.ts";

/** The index that a stored CREATE INDEX describes. */
export function readCreateIndex(name: string, text: string, table: Table): Index {
  const reader = new Reader(text);
  reader.expect("CREATE");
  const unique = reader.takes("UNIQUE");
  reader.expect("INDEX");
  reader.takes("IF", "NOT", "EXISTS");
  reader.name();
  if (reader.takes(".")) reader.name();
  reader.expect("ON");
  reader.name();
  reader.expect("(");
  const parts: IndexPart[] = [];
  do parts.push(readPart(reader, table)); while (reader.takes(","));
  reader.expect(")");
  const where = reader.takes("WHERE") ? sql.raw(reader.rest()) : undefined;
  return compact({ name, parts, unique, where });
}

function readPart(reader: Reader, table: Table): IndexPart {
  const [first, next] = [reader.peek(), reader.peek(1)];
  const isWhole = first?.kind === "name" || first?.kind === "word";
  if (isWhole && (isWord(next, ",") || isWord(next, ")"))) {
    return { column: spelledAs(table.columns, reader.name()) };
  }
  const stop = (token: Token): boolean => isWord(token, "ASC") || isWord(token, "DESC");
  const { text, collation } = splitCollation(reader.until(stop));
  const order = reader.takes("DESC") ? "desc" as const : undefined;
  reader.takes("ASC");
  const tokens = tokenize(text);
  const [only] = tokens;
  const isName = tokens.length === 1 && only !== undefined &&
    (only.kind === "word" || only.kind === "name");
  const what = isName
    ? { column: spelledAs(table.columns, nameOf(only)) }
    : { expression: sql.raw(text) };
  return compact({ ...what, collation, order });
}

/** `name COLLATE nocase` as a name and a collation; only at the end, so of the part as a whole. */
function splitCollation(
  text: string,
): { readonly text: string; readonly collation: string | undefined } {
  const tokens = tokenize(text);
  const last = tokens.at(-1);
  const before = tokens.at(-3);
  if (last === undefined || before === undefined || !isWord(tokens.at(-2), "COLLATE")) {
    return { text, collation: undefined };
  }
  return { text: text.slice(0, before.end), collation: nameOf(last).toUpperCase() };
}
