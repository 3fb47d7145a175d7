/**
 * Expressions in the server's own words: a table is made in a schema of its own, read and rolled back.
 *
 * @module
 */
import { type Connection, type Dialect, renderOp } from "@retort/core/dialect";
import { isRetortError } from "@retort/core/errors";
import {
  type Check,
  type Column,
  compact,
  emptySchema,
  freeze,
  type Index,
  isSql,
  type Table,
  tableKey,
} from "@retort/core/schema";

const scratch = "retort_echo";

/** Thrown to roll back what was made. */
export const enough: Error = new Error("read; to be rolled back");

/** The tables with their expressions as the catalog would spell them. */
export async function echo(
  dialect: Dialect,
  db: Connection,
  tables: readonly Table[],
): Promise<readonly Table[]> {
  if (db.inTransaction) return tables;
  const found: Table[] = [];
  for (const table of tables) {
    const answer = await ask(dialect, db, bare(table));
    found.push(answer ? answered(table, answer) : table);
  }
  return found;
}

/** The table as the server holds it; `undefined` where it refuses it. */
async function ask(dialect: Dialect, db: Connection, table: Table): Promise<Table | undefined> {
  let found: Table | undefined;
  try {
    await db.transaction(async () => {
      await db.execute({ sql: `CREATE SCHEMA ${scratch}` });
      const op = freeze({ kind: "createTable" as const, table });
      const cx = { before: emptySchema, names: [dialect.name], offline: false };
      for (const statement of renderOp(dialect, op, cx)) await db.execute(statement);
      const live = await dialect.inspect?.(db, { tables: [table] });
      found = live?.tables.get(tableKey(table));
      throw enough;
    });
  } catch (error) {
    if (error !== enough && !isRefusal(error)) throw error;
  }
  return found;
}

/** Whether an error is an answer: the server, or the dialect, will not have it. */
export function isRefusal(error: unknown): boolean {
  return isRetortError(error) && /^(?:database\/|dialect\/unsupported)/.test(error.code);
}

const named = (kind: string, index: number): string => `${scratch}_${kind}_${index}`;

/** The table in the schema of the echo, with what its expressions need and no more. */
function bare(table: Table): Table {
  return {
    name: table.name,
    schema: scratch,
    columns: table.columns.map(({ name, type, collation, computed, default: value }) =>
      compact({
        name,
        type,
        collation,
        computed,
        nullable: true,
        default: value && isSql(value) ? value : undefined,
      })
    ),
    uniques: [],
    foreignKeys: [],
    checks: table.checks.map((item, index) => ({ ...item, name: named("check", index) })),
    indexes: table.indexes.map((item, index) => ({ ...item, name: named("index", index) })),
  };
}

/** The table as it was written, with the expressions of its echo. */
function answered(table: Table, answer: Table): Table {
  const columns = table.columns.map((column): Column => {
    const own = answer.columns.find(({ name }) => name === column.name);
    const { default: value, computed } = column;
    return compact({
      ...column,
      default: value && isSql(value) ? own?.default ?? value : value,
      computed: computed && own?.computed
        ? { ...computed, expression: own.computed.expression }
        : computed,
    });
  });
  const checks = table.checks.map((item, index): Check => {
    const own = answer.checks.find(({ name }) => name === named("check", index));
    return own ? { ...item, expression: own.expression } : item;
  });
  const indexes = table.indexes.map((item, index): Index => {
    const own = answer.indexes.find(({ name }) => name === named("index", index));
    if (own?.parts.length !== item.parts.length) return item;
    const parts = item.parts.map((part, at) => {
      const expression = own.parts[at]?.expression;
      return part.expression && expression ? { ...part, expression } : part;
    });
    return compact({ ...item, parts, where: item.where && own.where });
  });
  return { ...table, columns, checks, indexes };
}
