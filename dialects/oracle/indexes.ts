/**
 * Indexes, where Oracle differs from standard SQL.
 *
 * @module
 */
import { indexOps as standard, indexPart, tableOfOp, unsupported, words } from "@retort/ansi";
import type { RenderTable, Statement } from "@retort/core/dialect";
import { compact, type Index, type TableName } from "@retort/core/schema";
import { checkedOptions, compressText, errorNumbers, parts, unlessError } from "./parts.ts";
import { writer } from "./writer.ts";

/** `CREATE INDEX …`; the index is in the schema of its table. */
export function indexStatement(
  table: TableName,
  index: Index,
  { ifNotExists = false }: { readonly ifNotExists?: boolean | undefined } = {},
): Statement {
  const title = `index "${index.name}"`;
  const { bitmap, compress } = checkedOptions(index.options, ["bitmap", "compress"], title);
  checkPossible(index, title);
  const name = writer.table(compact({ name: index.name, schema: table.schema }));
  const sql = words(
    "CREATE",
    index.unique && "UNIQUE",
    bitmap === true && "BITMAP",
    `INDEX ${name} ON ${writer.table(table)}`,
    `(${index.parts.map((part) => indexPart(parts, part)).join(", ")})`,
    compressText(compress, title),
  );
  const statement: Statement = { sql, cost: "scan" };
  return ifNotExists ? unlessError(statement, errorNumbers.indexed) : statement;
}

function checkPossible(index: Index, title: string): void {
  if (index.where !== undefined) {
    const instead = "index an expression that is null for the other rows: case when … then … end";
    unsupported("oracle", `keep only some rows in ${title}`, instead);
  }
  if (index.include !== undefined && index.include.length > 0) {
    unsupported("oracle", `include columns in ${title}`, "add them to the columns of the index");
  }
  for (const part of index.parts) {
    checkedOptions(part.options, [], title);
    if (part.nulls !== undefined) {
      unsupported("oracle", `place nulls in ${title}`, "leave nulls away; they come last");
    }
    if (part.collation !== undefined) {
      unsupported("oracle", `sort ${title} by a collation`, "index an expression: nlssort(…)");
    }
  }
}

const own = standard(parts);

/** The renderers of the ops on indexes. */
export const indexOps: Pick<RenderTable, "createIndex" | "dropIndex"> = {
  createIndex: (op) => [indexStatement(tableOfOp(op), op.index, op)],
  dropIndex(op, cx) {
    const { ifExists, ...rest } = op;
    const statements = own.dropIndex(rest, cx);
    if (!ifExists) return statements;
    return statements.map((statement) => unlessError(statement, errorNumbers.index));
  },
};
