/**
 * Expressions in the server's own words, so that what means the same is not taken for a change.
 *
 * @module
 */
import { isRetortError } from "../errors/mod.ts";
import { expressionsOf, type Schema, type Sql, stableJson, type Table } from "../schema/mod.ts";
import { tableKey } from "../schema/mod.ts";
import type { Connection } from "./connection.ts";
import type { Dialect } from "./dialect.ts";
import { variantNames } from "./render.ts";

/** A database, by its dialect. */
export interface EchoSource {
  /** Its dialect. */
  readonly dialect: Dialect;
  /** A connection to it. */
  readonly db: Connection;
  /** The models, normalised, where that was done already. */
  readonly normal?: Schema;
}

/**
 * The models, normalised. Where a table has an expression that the live one seems not to have, the
 * server is asked how it would spell it: it alone knows that `not (a > 0)` is `a <= 0`.
 *
 * ```ts
 * import { type Connection, type Dialect, normalizeByEcho } from "@retort/core/dialect";
 * import { emptySchema, type Schema } from "@retort/core/schema";
 *
 * async function bothSides(dialect: Dialect, db: Connection, models: Schema): Promise<Schema[]> {
 *   const live = dialect.normalize(await dialect.inspect?.(db) ?? emptySchema);
 *   return [live, await normalizeByEcho({ dialect, db }, live, models)];
 * }
 * ```
 *
 * @param live the live schema, normalised
 * @param models the schema of the models, as it was written
 */
export async function normalizeByEcho(
  { dialect, db, ...known }: EchoSource,
  live: Schema,
  models: Schema,
): Promise<Schema> {
  const names = variantNames(dialect, db.server.flavour);
  const normal = known.normal ?? dialect.normalize(models, names);
  const written = [...models.tables.values()];
  const normalTables = [...normal.tables.values()];
  if (!dialect.echo || written.length !== normalTables.length) return normal;
  const unsure = written.filter((_table, index) => {
    const table = normalTables[index];
    return table !== undefined && seemsOther(live.tables.get(tableKey(table)), table);
  });
  if (unsure.length === 0) return normal;
  const echoed = await answers(dialect.echo(db, unsure));
  const answered = new Map(echoed.map((table) => [tableKey(table), table]));
  const tables = new Map(
    [...models.tables].map(([key, table]) => [key, answered.get(tableKey(table)) ?? table]),
  );
  return dialect.normalize({ ...models, tables }, names);
}

function seemsOther(live: Table | undefined, wanted: Table): boolean {
  if (!live) return false;
  const sought = expressionsOf(wanted);
  if (sought.length === 0) return false;
  const known = new Set(expressionsOf(live).map(keyOf));
  return sought.some((item) => !known.has(keyOf(item)));
}

/** Normalised expressions are plain text, nearly all of them. */
function keyOf(item: Sql): string {
  const [only] = item.sql;
  return typeof only === "string" && item.sql.length === 1 ? only : stableJson(item);
}

/** A server that does not answer leaves the texts to be compared. */
async function answers(echo: Promise<readonly Table[]>): Promise<readonly Table[]> {
  try {
    return await echo;
  } catch (error) {
    if (isRetortError(error) && error.code.startsWith("database/")) return [];
    if (isRetortError(error) && error.code === "dialect/unsupported") return [];
    throw error;
  }
}
