/**
 * `introspect`: models from a live database.
 *
 * @module
 */
import { bookkeepingOf } from "../plan/mod.ts";
import { inspectLive, type Session } from "../run/standing.ts";
import type { Schema } from "../schema/mod.ts";
import { writeModels } from "../source/models.ts";
import { includeNames } from "./include.ts";
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
  return await withSession(project, async (session) => {
    const schema = await readModels(project, session);
    const { target } = session.db.server;
    return { target, models: writeModels(schema), tables: schema.tables.size };
  }, { create: false });
}

/** The live schema without retort's own tables, and without what `includeName` leaves out. */
export async function readModels(project: Project, session: Session): Promise<Schema> {
  const environment = await project.environment();
  return includeNames(await inspectLive(session), environment, bookkeepingOf(project.settings));
}
