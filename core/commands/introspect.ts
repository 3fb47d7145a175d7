/**
 * `introspect`: models from a live database.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { bookkeepingOf, isOwn } from "../plan/mod.ts";
import type { Schema, TableName } from "../schema/mod.ts";
import { writeModels } from "../source/models.ts";
import type { Project } from "./project.ts";
import { withSession } from "./session.ts";

/** Models as they were read from a database. */
export interface IntrospectReport {
  /** The database, as shown to people. */
  readonly target: string;
  /** The TypeScript that declares its tables. */
  readonly models: string;
  /** How many tables it declares. */
  readonly tables: number;
}

/**
 * Reads a database and writes the models that declare its tables; `autogenerate` right after it finds
 * nothing to do. What is no table, and retort's own tables, are left out.
 */
export async function introspect(project: Project): Promise<IntrospectReport> {
  const { includeName } = await project.environment();
  const own = bookkeepingOf(project.settings);
  const looked = (table: TableName): boolean =>
    !isOwn(own, table) && (includeName?.(table) ?? true);
  return await withSession(project, async ({ dialect, db }) => {
    if (!dialect.inspect) throw new RetortError("dialect/offline-only", { dialect: dialect.name });
    const live = await dialect.inspect(db);
    const tables = [...live.tables].filter(([, table]) => looked(table));
    const schema: Schema = { ...live, tables: new Map(tables) };
    return { target: db.server.target, models: writeModels(schema), tables: tables.length };
  }, { create: false });
}
