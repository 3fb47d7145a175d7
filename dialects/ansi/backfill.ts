/**
 * Changing rows in batches, in standard SQL.
 *
 * @module
 */
import type { Batches, Connection, RenderTable, SqlWriter, Walk } from "@retort/core/dialect";
import { RetortError } from "@retort/core/errors";
import type { RowChange } from "@retort/core/ops";
import {
  type Column,
  isSql,
  type Literal,
  literal,
  type LiteralInput,
  type TableName,
} from "@retort/core/schema";
import { type Parts, tableOfOp } from "./parts.ts";

/** What differs between dialects that walk through a table. */
export interface BatchParts {
  /** Spells names and literals. */
  readonly writer: SqlWriter;
  /** Gives the one row behind so many others. */
  readonly page?: (offset: number) => string;
  /** Whether `(a, b) > (1, 2)` finds its rows by an index; else it is written column by column. */
  readonly rowValues?: boolean;
  /** How a column of the key is read. */
  readonly read?: (column: string) => string;
  /** How a value of the key is written, where not like any other. */
  readonly spell?: (value: Literal, column: Column) => string | undefined;
  /** Why a column can't be part of a key. */
  readonly refuses?: (column: Column) => string | undefined;
  /** About how many rows a table has; unless there are very many, or it is not told, they are counted. */
  readonly estimate?: (db: Connection, table: string) => Promise<number>;
}

/** Columns of the key get names that no expression looks for: ORDER BY would prefer them. */
const alias = "retort_key_";

/** So many rows are counted in a second or so, next to what it takes to change them. */
const countable = 2_000_000;

/** Batches in standard SQL, or in a dialect that differs in a few points. */
export function batchesOf(parts: BatchParts): Batches {
  const { writer, page = standardPage, read = String, refuses, estimate } = parts;
  const from = ({ table }: Walk): string => writer.table(table);
  return {
    refuses: (column) => refuses?.(column),
    last(walk, batch) {
      const names = walk.key.map(({ name }) => writer.name(name));
      const keys = names.map((name, index) => `${read(name)} AS ${alias}${index}`).join(", ");
      const where = clause([behind(parts, walk)]);
      const order = names.join(", ");
      return {
        sql: `SELECT ${keys} FROM ${from(walk)}${where} ORDER BY ${order} ${page(batch - 1)}`,
      };
    },
    keyOf: (row, key) => key.map((_column, index) => literal(row[alias + index] as LiteralInput)),
    left: (walk) => ({
      sql: `SELECT count(*) AS n FROM ${from(walk)}${clause([behind(parts, walk)])}`,
    }),
    change(op, walk, to) {
      const upTo = to && compared(parts, walk.key, { than: to, less: true });
      return { sql: update(writer, { ...op, table: walk.table }, [behind(parts, walk), upTo]) };
    },
    async estimate(db, table) {
      const rows = await estimate?.(db, writer.table(table)) ?? 0;
      return rows > countable ? rows : await counted(db, writer.table(table));
    },
  };
}

function standardPage(offset: number): string {
  return `OFFSET ${offset} ROWS FETCH NEXT 1 ROWS ONLY`;
}

async function counted(db: Connection, table: string): Promise<number> {
  const [row] = await db.query<{ n: number | string }>({
    sql: `SELECT count(*) AS n FROM ${table}`,
  });
  return Number(row?.n ?? 0);
}

function update(
  writer: SqlWriter,
  { table, set, where }: RowChange & { readonly table: TableName },
  conditions: readonly (string | undefined)[] = [],
): string {
  const values = Object.entries(set).map(([column, value]) =>
    `${writer.name(column)} = ${isSql(value) ? ended(writer.text(value)) : writer.literal(value)}`
  );
  const own = where && ended(writer.text(where));
  const several = conditions.some((item) => item !== undefined);
  const rows = clause([own !== undefined && several ? `(${own})` : own, ...conditions]);
  return `UPDATE ${writer.table(table)} SET ${values.join(", ")}${rows}`;
}

/** A comment at the end of an expression must not swallow what follows: the rows that are meant. */
function ended(text: string): string {
  return /--|#/.test(text) ? `${text}\n` : text;
}

function clause(conditions: readonly (string | undefined)[]): string {
  const given = conditions.filter((item) => item !== undefined);
  return given.length === 0 ? "" : ` WHERE ${given.join(" AND ")}`;
}

function behind(parts: BatchParts, { key, after }: Walk): string | undefined {
  return after && compared(parts, key, { than: after, less: false });
}

/** What comes behind a key in its order; or what comes before it, with itself. */
function compared(
  parts: BatchParts,
  key: readonly Column[],
  { than, less }: { readonly than: readonly Literal[]; readonly less: boolean },
): string {
  const { writer, rowValues = true, spell } = parts;
  const names = key.map(({ name }) => writer.name(name));
  const values = key.map((column, index) => {
    const value = than[index];
    if (value === undefined) throw new RetortError("schema/bad-literal", { value: "no key" });
    return spell?.(value, column) ?? writer.literal(value);
  });
  const [sign, end] = less ? ["<", "<="] : [">", ">"];
  const [name = "", value = ""] = [names[0], values[0]];
  if (names.length === 1) return `${name} ${end} ${value}`;
  if (rowValues) return `(${names.join(", ")}) ${end} (${values.join(", ")})`;
  const steps = names.map((item, index) => {
    const equal = names.slice(0, index).map((other, at) => `${other} = ${values[at]}`);
    const last = index === names.length - 1 ? end : sign;
    return [...equal, `${item} ${last} ${values[index]}`].join(" AND ");
  });
  // The first condition says nothing new; it is the one that an index is looked for by.
  return `${name} ${sign}= ${value} AND (${steps.map((step) => `(${step})`).join(" OR ")})`;
}

/** In a script, or where somebody only looks: one UPDATE, outside a transaction as the batches are. */
export function backfillOps({ writer }: Parts): Pick<RenderTable, "backfill"> {
  return {
    backfill: (op) => [{
      sql: update(writer, { ...op, table: tableOfOp(op) }),
      cost: "rewrite",
      transaction: "forbidden",
    }],
  };
}
