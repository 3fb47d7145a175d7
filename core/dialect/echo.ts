/**
 * Expressions in the server's own words, so that what means the same is not taken for a change.
 *
 * @module
 */
import { isRetortError } from "../errors/mod.ts";
import {
  compact,
  expressionsOf,
  type PlacedExpression,
  placedExpressions,
  plainText,
  type Schema,
  type Sql,
  stableJson,
  type Table,
  tableKey,
} from "../schema/mod.ts";
import type { Connection } from "./connection.ts";
import type { Dialect } from "./dialect.ts";
import { variantNames } from "./variants.ts";

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
  source: EchoSource,
  live: Schema,
  models: Schema,
): Promise<Schema> {
  return (await echoModels(source, live, models)).schema;
}

/** An expression that was compared by its text only: no server said how it would spell it. */
export interface Unverified {
  /** The table. */
  readonly table: string;
  /** The schema it is in; absent: the default one. */
  readonly schema?: string;
  /** What it is part of. */
  readonly noun: PlacedExpression["noun"];
  /** The name of that: of a column, a check or an index; absent where it has none. */
  readonly name?: string;
  /** The expression, as the models have it. */
  readonly expression: string;
}

/** Models as the server would spell them, and what it did not say. */
export interface EchoedModels {
  /** The models, normalised. */
  readonly schema: Schema;
  /** Expressions that seem to differ, and that it did not spell. */
  readonly unverified: readonly Unverified[];
}

/** Like {@link normalizeByEcho}; says as well what the server did not answer: it may lack the right. */
export async function echoModels(
  { dialect, db, ...known }: EchoSource,
  live: Schema,
  models: Schema,
): Promise<EchoedModels> {
  const names = variantNames(dialect, db.server.flavour);
  const normal = known.normal ?? dialect.normalize(models, names);
  const unsure = dialect.echo ? unsureTables(live, models, normal) : [];
  if (!dialect.echo || unsure.length === 0) return { schema: normal, unverified: [] };
  const echoed = await answers(dialect.echo(db, unsure));
  const answered = new Map(echoed.map((table) => [tableKey(table), table]));
  const tables = new Map(
    [...models.tables].map(([key, table]) => [key, answered.get(tableKey(table)) ?? table]),
  );
  const schema = dialect.normalize({ ...models, tables }, names);
  const spoken = new Set(echoed.flatMap(expressionsOf));
  // What is not answered is given back as it was.
  const unverified = unsure.flatMap((table) => {
    const kept = new Set(
      expressionsOf(table).filter((item) => !answered.has(tableKey(table)) || spoken.has(item)),
    );
    return unverifiedIn({ live, normal }, table, (item) => kept.has(item));
  });
  return { schema, unverified };
}

/** The expressions that seem to differ where no server can be asked, which the dialect would do. */
export function unverifiedModels(
  dialect: Dialect,
  { live, models, normal }: {
    readonly live: Schema;
    readonly models: Schema;
    readonly normal: Schema;
  },
): readonly Unverified[] {
  if (!dialect.echo) return [];
  return unsureTables(live, models, normal).flatMap((table) =>
    unverifiedIn({ live, normal }, table, () => true)
  );
}

/** The tables of the models in which an expression looks other than all live ones. */
function unsureTables(live: Schema, models: Schema, normal: Schema): readonly Table[] {
  const written = [...models.tables.values()];
  const normalTables = [...normal.tables.values()];
  if (written.length !== normalTables.length) return [];
  return written.filter((_table, index) => {
    const table = normalTables[index];
    return table !== undefined && seemsOther(live.tables.get(tableKey(table)), table);
  });
}

function unverifiedIn(
  { live, normal }: { readonly live: Schema; readonly normal: Schema },
  table: Table,
  kept: (expression: Sql) => boolean,
): readonly Unverified[] {
  const { name, schema } = table;
  const key = tableKey(table);
  const there = normal.tables.get(key);
  const known = knownIn(live.tables.get(key));
  const placeOf = ({ noun, name = "" }: PlacedExpression): string => `${noun} ${name}`;
  const other = new Set(
    (there ? placedExpressions(there) : [])
      .filter(({ expression }) => !known.has(stableJson(expression)))
      .map(placeOf),
  );
  return placedExpressions(table)
    .filter((item) => kept(item.expression) && other.has(placeOf(item)))
    .map(({ expression, ...place }) => ({
      table: name,
      ...compact({ schema }),
      ...place,
      expression: plainText(expression),
    }));
}

function knownIn(table: Table | undefined): ReadonlySet<string> {
  return new Set(table ? expressionsOf(table).map((item) => stableJson(item)) : []);
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
