/**
 * Indexes, where MariaDB and MySQL differ from standard SQL.
 *
 * @module
 */
import { tableOfOp, unsupported, words } from "@retort/ansi";
import type { RenderContext, RenderTable, Statement } from "@retort/core/dialect";
import { type DropIndex, findTable } from "@retort/core/ops";
import type { Index, IndexPart, Json } from "@retort/core/schema";
import { checkedOptions, commentText, isMariaDb, productOf, wordOption } from "./flavour.ts";
import { keepCovered } from "./keys.ts";
import { checkIndex, lengthText } from "./key_columns.ts";
import { knownTable } from "./known.ts";
import { writer } from "./writer.ts";

const options = ["type", "using", "parser", "length", "comment", "ignored"];

/** What stands before and behind the words that differ between CREATE INDEX and CREATE TABLE. */
interface IndexText {
  /** `UNIQUE`, `FULLTEXT`, `SPATIAL` or nothing. */
  readonly kind: string;
  /** The parts in parentheses and all that follows. */
  readonly rest: string;
}

function indexText(index: Index, names: readonly string[]): IndexText {
  const product = productOf(names);
  const what = `index "${index.name}"`;
  if (index.where) {
    unsupported(product, `index only some rows, as ${what} does`, "leave where away");
  }
  if (index.include && index.include.length > 0) {
    unsupported(product, `keep more columns in ${what}`, "leave include away");
  }
  const own = checkedOptions(index, options, { names, what });
  const type = String(own["type"] ?? "").toUpperCase();
  if (!["", "FULLTEXT", "SPATIAL"].includes(type)) {
    unsupported(
      product,
      `have an index of type "${type}"`,
      'the types are "fulltext" and "spatial"',
    );
  }
  const using = wordOption(own["using"], { names, option: "using" });
  const parser = wordOption(own["parser"], { names, option: "parser" });
  const parts = index.parts.map((part) => partText(part, { names, length: own["length"] }));
  return {
    kind: type !== "" ? type : index.unique ? "UNIQUE" : "",
    rest: words(
      `(${parts.join(", ")})`,
      using !== undefined && `USING ${using.toUpperCase()}`,
      parser !== undefined && `WITH PARSER ${parser}`,
      own["comment"] !== undefined && `COMMENT ${commentText(String(own["comment"]), names)}`,
      own["ignored"] === true && (isMariaDb(names) ? "IGNORED" : "INVISIBLE"),
    ),
  };
}

function partText(
  part: IndexPart,
  cx: { readonly names: readonly string[]; readonly length: Json | undefined },
): string {
  const { names } = cx;
  const product = productOf(names);
  if (part.nulls !== undefined) {
    unsupported(product, `sort nulls ${part.nulls} in an index`, "leave nulls away");
  }
  if (part.collation !== undefined) {
    unsupported(product, "give an index a collation of its own", "set it on the column");
  }
  const order = part.order === "desc" && "DESC";
  if (part.column === undefined) return words(expressionText(part, names), order);
  const what = `column "${part.column}" of an index`;
  const { length = cx.length } = checkedOptions(part, ["length"], { names, what });
  return words(writer.name(part.column) + lengthText(length, part.column), order);
}

function expressionText({ expression }: IndexPart, names: readonly string[]): string {
  if (expression === undefined) return "";
  const text = writer.text(expression);
  if (!isMariaDb(names)) return `(${text})`;
  const instead = "add a computed column and index that";
  return unsupported("mariadb", `index the expression ${text}`, instead);
}

/** An index as it stands in CREATE TABLE, so that there is one statement, done as a whole. */
export function indexDefinition(index: Index, names: readonly string[]): string {
  const { kind, rest } = indexText(index, names);
  return words(kind, "INDEX", writer.name(index.name), rest);
}

/** The renderers of the ops on indexes. */
export const indexOps: Pick<RenderTable, "createIndex" | "dropIndex"> = {
  createIndex(op, cx): readonly Statement[] {
    const { index } = op;
    let exists: string | undefined;
    if (op.ifNotExists && isMariaDb(cx.names)) exists = "IF NOT EXISTS";
    else if (op.ifNotExists) {
      const table = knownTable(op, cx, `create index "${index.name}" if it does not exist`);
      if ([...table.indexes, ...table.uniques].some((item) => item.name === index.name)) return [];
    }
    checkIndex(findTable(cx.before, tableOfOp(op)), index, cx.names);
    const { kind, rest } = indexText(index, cx.names);
    const on = `ON ${writer.table(tableOfOp(op))}`;
    const sql = words("CREATE", kind, "INDEX", exists, writer.name(index.name), on, rest);
    return [{ sql, cost: "scan" }];
  },
  dropIndex,
};

function dropIndex(op: DropIndex, cx: RenderContext): readonly Statement[] {
  const found = findTable(cx.before, tableOfOp(op));
  let exists = "";
  if (op.ifExists && isMariaDb(cx.names)) exists = "IF EXISTS ";
  else if (op.ifExists) {
    const table = knownTable(op, cx, `drop index "${op.name}" if it exists`);
    if (![...table.indexes, ...table.uniques].some((item) => item.name === op.name)) return [];
  }
  const table = writer.table(tableOfOp(op));
  const other = (item: { readonly name?: string }): boolean => item.name !== op.name;
  const kept = found
    ? keepCovered({
      before: found,
      after: {
        ...found,
        uniques: found.uniques.filter(other),
        indexes: found.indexes.filter(other),
      },
    }, cx.names)
    : [];
  const name = `${exists}${writer.name(op.name)}`;
  if (kept.length === 0) return [{ sql: `DROP INDEX ${name} ON ${table}`, cost: "catalog" }];
  return [{ sql: `ALTER TABLE ${table} ${[`DROP INDEX ${name}`, ...kept].join(", ")}` }];
}
