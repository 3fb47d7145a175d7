/**
 * Models beside a live database, as `check` sees them, without a project's folder.
 *
 * @module
 */
import type { Environment, Project } from "@retort/core/commands";
import type { Connection, Dialect } from "@retort/core/dialect";
import { bookkeepingOf, readRevisions } from "@retort/core/plan";
import type { MetaData } from "@retort/core/schema";
import { compareModels, type Comparison } from "../../core/commands/compare.ts";
import { bareProject } from "./project.ts";

/** What is compared with models. */
export interface Compared {
  /** A connection. */
  readonly db: Connection;
  /** Its dialect. */
  readonly dialect: Dialect;
  /** Schemas that are looked at though models name none of their tables. */
  readonly includeSchemas?: readonly string[];
}

/** Compares models with the database; what is in no model is to be dropped, so that nothing hides. */
export async function compare(compared: Compared, models: MetaData): Promise<Comparison> {
  const { db, dialect } = compared;
  const project = projectOf(compared, models);
  const session = { db, dialect, tables: bookkeepingOf(project.settings) };
  return await compareModels(project, {
    session,
    set: await readRevisions(project.store),
    rows: [],
  });
}

/** A project without revisions that has these models and a connection already. */
export function projectOf(
  { dialect, db, includeSchemas = [] }: Compared,
  models: MetaData,
): Project {
  const environment: Environment = { metadata: () => models, unmanaged: "drop", includeSchemas };
  return bareProject(dialect, db, { environment: () => Promise.resolve(environment) });
}
