/**
 * Indexes, where SQL Server differs from standard SQL.
 *
 * @module
 */
import { tableOfOp, unsupported, words } from "@retort/ansi";
import type { RenderTable, Statement } from "@retort/core/dialect";
import type { Index, IndexPart, Json, TableName } from "@retort/core/schema";
import { checkedOptions, clusteredText, objectText } from "./parts.ts";
import { writer } from "./writer.ts";

const options = ["clustered", "include"];

/** `CREATE INDEX …`. */
export function indexStatement(
  table: TableName,
  index: Index,
  { ifNotExists = false }: { readonly ifNotExists?: boolean } = {},
): Statement {
  const title = `index "${index.name}"`;
  const include = index.include ?? texts(checkedOptions(index.options, options, title)["include"]);
  const guard = ifNotExists
    ? "IF NOT EXISTS (SELECT 1 FROM sys.indexes " +
      `WHERE object_id = OBJECT_ID(${objectText(table)}) ` +
      `AND name = ${writer.literal(index.name)})\n`
    : "";
  const sql = words(
    "CREATE",
    index.unique && "UNIQUE",
    clusteredText(index.options, options, title),
    `INDEX ${writer.name(index.name)} ON ${writer.table(table)}`,
    `(${index.parts.map((part) => indexPart(part, title)).join(", ")})`,
    include.length > 0 && `INCLUDE (${writer.names(include)})`,
    index.where !== undefined && `WHERE ${writer.text(index.where)}`,
  );
  return { sql: guard + sql, cost: "scan" };
}

function texts(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function indexPart(part: IndexPart, title: string): string {
  if (part.column === undefined) {
    unsupported(
      "mssql",
      `keep an expression in ${title}`,
      "add a computed column and index that one",
    );
  }
  if (part.nulls !== undefined) {
    unsupported("mssql", `place nulls in ${title}`, "leave nulls away; they come first");
  }
  if (part.collation !== undefined) {
    unsupported("mssql", `sort ${title} by a collation`, "give the column that collation");
  }
  checkedOptions(part.options, [], title);
  return words(writer.name(part.column), part.order?.toUpperCase());
}

/** The renderers of the ops on indexes. */
export const indexOps: Pick<RenderTable, "createIndex" | "dropIndex"> = {
  createIndex: (op) => [indexStatement(tableOfOp(op), op.index, op)],
  dropIndex(op) {
    const sql = words(
      "DROP INDEX",
      op.ifExists && "IF EXISTS",
      writer.name(op.name),
      `ON ${writer.table(tableOfOp(op))}`,
    );
    return [{ sql, cost: "catalog" }];
  },
};
