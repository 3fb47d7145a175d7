/**
 * Indexes in standard SQL.
 *
 * @module
 */
import type { RenderTable, Statement } from "@retort/core/dialect";
import type { Index, IndexPart, TableName } from "@retort/core/schema";
import { collationName, type Parts, tableOfOp, words } from "./parts.ts";

/** What {@link indexStatement} writes. */
export interface IndexInput {
  /** The index. */
  readonly index: Index;
  /** Says `IF NOT EXISTS`. */
  readonly ifNotExists?: boolean | undefined;
  /** The index's own schema stands before its name, and none before the table: SQLite. */
  readonly qualifyIndex?: boolean;
}

/** `CREATE INDEX …`. */
export function indexStatement(parts: Parts, table: TableName, input: IndexInput): Statement {
  const { writer } = parts;
  const { index, qualifyIndex = false } = input;
  const { name: tableName, schema } = table;
  const own = qualifyIndex && schema !== undefined
    ? writer.table({ name: index.name, schema })
    : writer.name(index.name);
  const sql = words(
    "CREATE",
    index.unique && "UNIQUE",
    "INDEX",
    input.ifNotExists && "IF NOT EXISTS",
    own,
    `ON ${qualifyIndex ? writer.name(tableName) : writer.table(table)}`,
    `(${index.parts.map((part) => indexPart(parts, part)).join(", ")})`,
    index.include !== undefined && index.include.length > 0 &&
      `INCLUDE (${writer.names(index.include)})`,
    index.where !== undefined && `WHERE ${writer.text(index.where)}`,
  );
  return { sql, cost: "scan" };
}

/** One part of an index. */
export function indexPart(parts: Parts, part: IndexPart): string {
  const { writer } = parts;
  return words(
    part.column !== undefined ? writer.name(part.column) : "",
    part.expression !== undefined && indexExpression(writer.text(part.expression)),
    part.collation !== undefined && `COLLATE ${collationName(parts, part.collation)}`,
    part.order !== undefined && part.order.toUpperCase(),
    part.nulls !== undefined && `NULLS ${part.nulls.toUpperCase()}`,
  );
}

/** A call stands as it is, another expression in parentheses. */
export function indexExpression(text: string): string {
  const bare = text.replace(
    /'(?:[^']|'')*'|"(?:[^"]|"")*"/g,
    (quoted) => "_".repeat(quoted.length),
  );
  return /^\w*\(/.test(bare) && closesAtEnd(bare) ? text : `(${text})`;
}

function closesAtEnd(text: string): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    if (text[index] === "(") depth++;
    if (text[index] === ")" && --depth === 0) return index === text.length - 1;
  }
  return false;
}

/** Renderers of the ops on indexes. */
export function indexOps(parts: Parts): Pick<RenderTable, "createIndex" | "dropIndex"> {
  const { writer } = parts;
  return {
    createIndex: (op) => [indexStatement(parts, tableOfOp(op), op)],
    dropIndex(op) {
      const { name, schema } = op;
      const exists = op.ifExists ? "IF EXISTS " : "";
      const index = writer.table(schema === undefined ? { name } : { name, schema });
      return [{ sql: `DROP INDEX ${exists}${index}`, cost: "catalog" }];
    },
  };
}
