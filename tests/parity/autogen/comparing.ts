/**
 * A live schema beside the models of a case, and what makes the one of the other.
 *
 * @module
 */
import { type Connection, type Dialect, normalizeByEcho, variantNames } from "@retort/core/dialect";
import { type ColumnPair, diffSchemas } from "@retort/core/diff";
import { isRetortError } from "@retort/core/errors";
import { type Op, spec } from "@retort/core/ops";
import { planOps } from "@retort/core/plan";
import { type Schema, tableKey, type TableName } from "@retort/core/schema";
import { filled } from "../../live/filled.ts";
import { modelsOf } from "./models.ts";
import type { AutogenCase } from "./neutral.ts";

/** The database of a case, with its live tables. */
export interface Live {
  readonly dialect: Dialect;
  readonly db: Connection;
}

/** What a comparison found. */
export interface Compared {
  readonly ops: readonly Op[];
  /** The live schema, normalised. */
  readonly live: Schema;
  /** The live schema as it was read. */
  readonly inspected: Schema;
}

/** Compares a database with the models of a case; every question about renames is answered by no. */
export async function compare(item: AutogenCase, { dialect, db }: Live): Promise<Compared> {
  const { skipTableNames = [], compareType, compareServerDefault } = item.options;
  const found = await dialect.inspect?.(db);
  if (!found) throw new Error("the dialect does not inspect");
  const inspected = without(found, new Set([...skipTableNames, "alembic_version"]));
  const names = variantNames(dialect, db.server.flavour);
  const live = dialect.normalize(inspected, names);
  const models = modelsOf(item.to, dialect, item.options);
  const wanted = await normalizeByEcho({ dialect, db }, live, models);
  const { ops } = diffSchemas(live, wanted, {
    types: dialect.types,
    comments: dialect.can.comments,
    caselessColumns: dialect.can.caselessColumns ?? false,
    compareType,
    compareDefault: compareServerDefault && ((pair) => isFetched(pair, item)),
    written: (table: TableName) => models.tables.get(tableKey(table)),
  });
  return { ops, live, inspected };
}

/**
 * Does what a comparison found and compares again: nothing may be left. Nothing is said of changes
 * that the server refuses, as a default that does not fit the type.
 */
export async function leftAfter(
  item: AutogenCase,
  { dialect, db }: Live,
  { ops, inspected }: Compared,
): Promise<readonly string[]> {
  const names = variantNames(dialect, db.server.flavour);
  try {
    const planned = planOps(filled(ops, inspected, dialect), inspected, {
      dialect,
      names,
      offline: false,
    });
    const statements = planned.groups.flatMap((group) => group.statements)
      .filter(({ violations }) => violations === undefined);
    for (const { sql } of [...planned.before, ...statements, ...planned.after]) {
      await db.execute({ sql });
    }
  } catch (error) {
    if (isRetortError(error) && error.code === "database/statement-failed") return [];
    throw error;
  }
  const { ops: left } = await compare(item, { dialect, db });
  return left.map((op) => `left ${spec(op).describe(op)}`);
}

/** A default that the server has and the models don't say is never a difference. */
function isFetched({ table, to }: ColumnPair, item: AutogenCase): false | undefined {
  const found = item.to.find(({ name }) => name === table.name)?.columns
    .find(({ name }) => name === to.name);
  return found?.default?.fetched === true ? false : undefined;
}

/** The live schema but for some tables, and for what Alembic does not look at. */
function without(schema: Schema, hidden: ReadonlySet<string>): Schema {
  const { schemas: _schemas, extensions: _extensions, ...rest } = schema;
  const tables = [...schema.tables].filter(([, { name }]) => !hidden.has(name));
  return { ...rest, tables: new Map(tables) };
}
