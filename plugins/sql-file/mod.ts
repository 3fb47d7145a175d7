/**
 * A file of SQL as the models of retort: it is run in a scratch database, which is then read.
 *
 * ```ts
 * import { sqlSchema } from "@retort/sql-file";
 * import { sqlite } from "@retort/sqlite";
 *
 * const metadata = await sqlSchema("create table users (id integer primary key, name text)", {
 *   dialect: sqlite,
 *   url: "sqlite::memory:",
 * });
 * metadata.schema().tables.get("users")?.columns.length; // 2
 * ```
 *
 * @module
 */
import { op } from "@retort/core";
import { undeclaredIn } from "@retort/core/commands/introspect";
import { type Connection, type Dialect, variantNames } from "@retort/core/dialect";
import { type ErrorData, isRetortError, messageOf, RetortError } from "@retort/core/errors";
import { emptySchema, MetaData, type Schema } from "@retort/core/schema";
import { leaving, pieces } from "./text.ts";

/** Where SQL is run. */
export interface SqlFileOptions {
  /** The dialect that the SQL is written for. */
  readonly dialect: Dialect;
  /** The server, by the URL of any of its databases: the scratch database is made beside that. */
  readonly url: string;
  /** What the SQL is called in errors; the name of its file unless given. */
  readonly source?: string;
}

/**
 * The metadata that a file of SQL amounts to: `sqlFile(new URL("../schema.sql", import.meta.url), …)`.
 *
 * ```ts
 * import { sqlFile } from "@retort/sql-file";
 * import { sqlite } from "@retort/sqlite";
 *
 * const file = await Deno.makeTempFile({ suffix: ".sql" });
 * await Deno.writeTextFile(file, "create table users (id integer primary key)");
 * const metadata = await sqlFile(file, { dialect: sqlite, url: "sqlite::memory:" });
 * metadata.schema().tables.has("users"); // true
 * ```
 *
 * @throws {RetortError} what {@link sqlSchema} throws.
 */
export async function sqlFile(file: string | URL, options: SqlFileOptions): Promise<MetaData> {
  const source = String(file).split("/").at(-1) ?? "";
  const text = await Deno.readTextFile(file).catch((cause: unknown) => {
    const problem = messageOf(cause);
    throw new RetortError("schema/bad-source", { source, problem }, { cause });
  });
  return await sqlSchema(text, { source, ...options });
}

/**
 * The metadata that SQL amounts to. Objects that no op makes are named in its `notes`.
 *
 * @throws {RetortError} `schema/leaves-scratch` where it names a database of its own,
 * `schema/bad-source` for what the server refuses, `verify/no-scratch` where the user of the URL may
 * not make databases.
 */
export async function sqlSchema(
  text: string,
  { dialect, url, source = "SQL" }: SqlFileOptions,
): Promise<MetaData> {
  const statement = leaving(text, dialect.name);
  if (statement !== undefined) throw new RetortError("schema/leaves-scratch", { statement });
  if (!dialect.scratch || !dialect.inspect) {
    throw new RetortError("dialect/offline-only", { dialect: dialect.name });
  }
  const name = `retort_scratch_${crypto.randomUUID().slice(-12)}`;
  const { db, dispose } = await dialect.scratch.create(url, name);
  try {
    const before = await schemasOf(db, dialect);
    await run(db, dialect, text).catch((error: unknown) => {
      throw refusal(error, text, source);
    });
    const schema = await read(db, dialect, before);
    const notes = undeclaredIn(schema).map((what) => `${what} is not managed`);
    return new MetaData({ from: schema, notes });
  } finally {
    await dispose();
  }
}

async function run(db: Connection, dialect: Dialect, text: string): Promise<void> {
  const names = variantNames(dialect, db.server.flavour);
  const cx = { before: emptySchema, names, offline: false };
  for (const piece of pieces(text)) {
    for (const statement of dialect.render.execute(op.execute(piece), cx)) {
      await db.execute(statement);
    }
  }
  // A dump empties the search path, and then the default schema would be another one.
  if (dialect.name === "postgres") await db.execute({ sql: "RESET search_path" });
}

/** What the server refuses, by its line in the text. */
function refusal(error: unknown, text: string, source: string): unknown {
  if (!isRetortError(error) || error.code !== "database/statement-failed") return error;
  const { sql, position } = error.data as ErrorData["database/statement-failed"];
  const start = text.indexOf(sql);
  const at = start < 0 || position === undefined ? undefined : start + position;
  const place = at === undefined ? {} : { line: text.slice(0, at).split("\n").length };
  return new RetortError("schema/bad-source", { source, ...place, problem: error.message }, {
    cause: error,
  });
}

async function schemasOf(db: Connection, dialect: Dialect): Promise<ReadonlySet<string>> {
  return new Set((await dialect.inspect?.(db))?.schemas?.keys());
}

/** What is there now, in the default schema and in those that the SQL has made. */
async function read(
  db: Connection,
  dialect: Dialect,
  before: ReadonlySet<string>,
): Promise<Schema> {
  const made = [...await schemasOf(db, dialect)].filter((name) => !before.has(name));
  const scope = made.length === 0 ? {} : { schemas: "all" as const };
  return await dialect.inspect?.(db, scope) ?? emptySchema;
}
