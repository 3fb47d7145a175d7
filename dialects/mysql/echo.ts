/**
 * Expressions in the server's own words: it writes them so into the definition of a temporary table.
 *
 * @module
 */
import { echoTables, readMade } from "@retort/ansi";
import type { Connection } from "@retort/core/dialect";
import { type Column, compact, type Sql, sql, type Table } from "@retort/core/schema";
import { columnDefinition } from "./column_text.ts";
import { bothNames } from "./flavour.ts";
import { inBackticks } from "./inspect/part.ts";
import { definitionText } from "./inspect/expression_text.ts";
import { type Token, tokenize } from "./tokens.ts";
import { isWide, writer } from "./writer.ts";

const scratch = "retort_echo";

/** The tables with their expressions as the catalog would spell them. */
export function echo(db: Connection, tables: readonly Table[]): Promise<readonly Table[]> {
  return echoTables(tables, (table, expressions) => ask(db, table, expressions));
}

async function ask(
  db: Connection,
  table: Table,
  expressions: readonly Sql[],
): Promise<readonly Sql[] | undefined> {
  const mariadb = db.server.flavour === "mariadb";
  // MySQL shows such characters as question marks.
  if (!mariadb && expressions.some((item) => isWide(writer.text(item)))) return undefined;
  const names = mariadb ? bothNames : ["mysql"];
  const columns = table.columns.map((column) => columnDefinition(plain(column), { names }));
  const asked = expressions.map((item, index) =>
    `${writer.name(`${scratch}_${index}`)} LONGTEXT GENERATED ALWAYS AS (${writer.text(item)})`
  );
  const name = writer.name(scratch);
  // Some servers of MySQL refuse a table without a primary key, a temporary one too.
  const key = `${writer.name(`${scratch}_key`)} INT PRIMARY KEY`;
  const make = `CREATE TEMPORARY TABLE ${name} (${[key, ...columns, ...asked].join(", ")})`;
  const drop = `DROP TEMPORARY TABLE ${name}`;
  return await readMade(db, { make, drop }, async () => {
    const show = inBackticks(`SHOW CREATE TABLE ${name}`, mariadb);
    const [row] = await db.query<Record<string, string>>({ sql: show });
    const answers = generated(row?.["Create Table"] ?? "");
    if (answers.length !== expressions.length) return undefined;
    return answers.map((text) => sql.raw(definitionText(text, mariadb)));
  });
}

/** A column as expressions see it: its type and collation. */
function plain({ name, type, collation, options }: Column): Column {
  const charsets = Object.entries(options ?? {}).flatMap(([dialect, { charset }]) =>
    charset === undefined ? [] : [[dialect, { charset }]]
  );
  const kept = charsets.length === 0 ? undefined : Object.fromEntries(charsets);
  return compact({ name, type, nullable: true, collation, options: kept });
}

/** The expressions of the generated columns in a definition, in order. */
function generated(definition: string): readonly string[] {
  const tokens = tokenize(definition);
  const found: string[] = [];
  tokens.forEach((token, index) => {
    if (!isWord(token, "GENERATED") || !isWord(tokens[index + 1], "ALWAYS")) return;
    const open = tokens[index + 3];
    const close = closing(tokens, index + 3);
    if (open && close) found.push(definition.slice(open.start + 1, close.start));
  });
  return found;
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === "word" && token.text.toUpperCase() === word;
}

function closing(tokens: readonly Token[], open: number): Token | undefined {
  let depth = 0;
  return tokens.slice(open).find((token) => {
    if (token.text === "(") depth++;
    if (token.text === ")") depth--;
    return depth === 0;
  });
}
