/**
 * Options of a table that change.
 *
 * @module
 */
import { tableOfOp, typeFor, words } from "@retort/ansi";
import type { RenderContext, Statement } from "@retort/core/dialect";
import { RetortError } from "@retort/core/errors";
import { type AlterTable, findTable } from "@retort/core/ops";
import { compact, type DialectOptions, displayName, type Table } from "@retort/core/schema";
import { columnCheck } from "./column_checks.ts";
import { columnDefinition } from "./column_text.ts";
import { checkedOptions, isMariaDb, wordOption } from "./flavour.ts";
import { resets, storageOptions } from "./table_options.ts";
import { isText } from "./type_system.ts";
import { writer } from "./writer.ts";

/** The options that a table can have. */
export const tableOptions: readonly string[] = [
  "engine",
  "charset",
  "collate",
  "autoIncrement",
  "comment",
  ...Object.values(storageOptions),
];

/** The options of a table by the words of SQL. */
export function optionTexts(
  table: { readonly name: string; readonly options?: DialectOptions },
  names: readonly string[],
): Readonly<Record<string, string | undefined>> {
  const own = checkedOptions(table, tableOptions, { names, what: `table "${table.name}"` });
  const word = (option: string): string | undefined => wordOption(own[option], { names, option });
  return {
    ENGINE: word("engine"),
    "DEFAULT CHARSET": word("charset"),
    COLLATE: word("collate"),
    ...Object.fromEntries(
      Object.entries(storageOptions).map(([text, name]) => [text, word(name)?.toUpperCase()]),
    ),
  };
}

/** The options that differ; those that are gone become what the server or the database would choose. */
export function alterTable(op: AlterTable, cx: RenderContext): readonly Statement[] {
  const { names } = cx;
  const place = tableOfOp(op);
  const before = findTable(cx.before, place);
  const old = optionTexts({ ...before, name: op.table }, names);
  const next = optionTexts(
    compact({ name: op.table, options: op.set.options ?? undefined }),
    names,
  );
  const items = Object.keys(next).flatMap((key) => {
    const value = next[key];
    if (old[key]?.toLowerCase() === value?.toLowerCase()) return [];
    if (value !== undefined) return [`${key}=${value}`];
    // A collation goes back with its character set.
    if (key === "COLLATE" && next["DEFAULT CHARSET"]) return [];
    if (key === "COLLATE" || key === "DEFAULT CHARSET") return [usualCharset(names)];
    return [`${key}=${resets[key] ?? "DEFAULT"}`];
  });
  if (items.length === 0) return [];
  const spelled = items.some((item) => /^(?:DEFAULT CHARSET|COLLATE)=/.test(item));
  const columns = spelled ? ownColumns(before, op, names) : [];
  const text = [...new Set(items), ...columns].join(", ");
  return [{ sql: `ALTER TABLE ${writer.table(place)} ${text}`, cost: "rewrite" }];
}

/** MySQL can't be asked for the database's own character set; this one is its usual. */
function usualCharset(names: readonly string[]): string {
  return `DEFAULT CHARSET=${isMariaDb(names) ? "DEFAULT" : "utf8mb4"}`;
}

/** The columns whose text is spelled as the table's is: they stay behind unless they are said again. */
function ownColumns(
  before: Table | undefined,
  op: AlterTable,
  names: readonly string[],
): readonly string[] {
  if (!before) {
    const table = displayName(tableOfOp(op));
    throw new RetortError("op/unknown-state", { op: `alter table ${table}`, table });
  }
  return before.columns.flatMap((column) => {
    const own = column.collation ?? column.options?.["mysql"]?.["charset"];
    if (own !== undefined || !isText(typeFor(column.type, names))) return [];
    const definition = columnDefinition(column, { names, sayNull: true });
    return [words(`MODIFY ${definition}`, columnCheck(before, column.name, names))];
  });
}
