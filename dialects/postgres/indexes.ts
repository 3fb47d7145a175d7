/**
 * Indexes, where PostgreSQL differs.
 *
 * @module
 */
import { indexPart, tableOfOp, words } from "@retort/ansi";
import type { RenderTable, Statement } from "@retort/core/dialect";
import type { Index, IndexPart, Json, TableName } from "@retort/core/schema";
import { own, parts, storageText, textOption } from "./parts.ts";
import { writer } from "./writer.ts";

/** What {@link indexSql} writes. */
export interface IndexInput {
  /** The index. */
  readonly index: Index;
  /** Says `IF NOT EXISTS`. */
  readonly ifNotExists?: boolean | undefined;
  /** Never concurrently. */
  readonly plain?: boolean;
}

/** `CREATE INDEX`, with the options that PostgreSQL knows. */
export function indexSql(table: TableName, input: IndexInput): Statement {
  const { index, ifNotExists, plain = false } = input;
  const options = own(index);
  const concurrently = options["concurrently"] === true && !plain;
  const method = textOption(options["using"]);
  const space = textOption(options["tablespace"]);
  const { include = [], where } = index;
  const sql = words(
    "CREATE",
    index.unique && "UNIQUE",
    "INDEX",
    concurrently && "CONCURRENTLY",
    ifNotExists && "IF NOT EXISTS",
    writer.name(index.name),
    `ON ${writer.table(table)}`,
    method !== undefined && `USING ${writer.name(method)}`,
    `(${index.parts.map((part) => partText(part, options["ops"])).join(", ")})`,
    include.length > 0 && `INCLUDE (${writer.names(include)})`,
    options["nullsNotDistinct"] === true && "NULLS NOT DISTINCT",
    storageText(options["with"]),
    space !== undefined && `TABLESPACE ${writer.name(space)}`,
    where !== undefined && `WHERE ${writer.text(where)}`,
  );
  return concurrently ? { sql, cost: "scan", transaction: "forbidden" } : { sql, cost: "scan" };
}

/** A part with its operator class, which stands before the order. */
function partText(part: IndexPart, byColumn: Json | undefined): string {
  const { order, nulls, ...rest } = part;
  const ops = operatorClass(part, byColumn);
  return words(
    indexPart(parts, rest),
    ops !== undefined && ops.split(".").map((name) => writer.name(name)).join("."),
    order !== undefined && order.toUpperCase(),
    nulls !== undefined && `NULLS ${nulls.toUpperCase()}`,
  );
}

/** The operator class of a part: its own, or the one that the index names for the column. */
export function operatorClass(
  part: IndexPart,
  byColumn: Json | undefined,
): string | undefined {
  const named = textOption(own(part)["ops"]);
  if (named !== undefined || part.column === undefined) return named;
  if (typeof byColumn !== "object" || byColumn === null || Array.isArray(byColumn)) {
    return undefined;
  }
  return textOption(new Map(Object.entries(byColumn)).get(part.column));
}

/** The renderers of the ops on indexes. */
export const indexOps: Pick<RenderTable, "createIndex" | "dropIndex"> = {
  createIndex: (op) => [indexSql(tableOfOp(op), op)],
  dropIndex(op) {
    const concurrently = own(op)["concurrently"] === true;
    const name = writer.table({ ...tableOfOp(op), name: op.name });
    const sql = words(
      "DROP INDEX",
      concurrently && "CONCURRENTLY",
      op.ifExists && "IF EXISTS",
      name,
    );
    return [{ sql, cost: "catalog", ...(concurrently ? { transaction: "forbidden" } : {}) }];
  },
};
