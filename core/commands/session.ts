/**
 * Opening what a command works with, and closing it again.
 *
 * @module
 */
import { isRetortError } from "../errors/mod.ts";
import { bookkeepingOf, readRevisions, type RevisionSet } from "../plan/mod.ts";
import type { ConnectOptions } from "../dialect/mod.ts";
import { readVersions, type Session } from "../run/mod.ts";
import type { Project } from "./project.ts";

/** Runs `work` with a session on the project's database, and closes it afterwards. */
export async function withSession<T>(
  project: Project,
  work: (session: Session) => Promise<T>,
  options: ConnectOptions = {},
): Promise<T> {
  const dialect = await project.dialect();
  const db = await project.connect(options);
  try {
    return await work({ dialect, db, tables: bookkeepingOf(project.settings) });
  } finally {
    await project.release(db);
  }
}

/** What most commands work on. */
export interface State {
  /** The database and its dialect. */
  readonly session: Session;
  /** The revisions. */
  readonly set: RevisionSet;
  /** The rows of the version table. */
  readonly rows: readonly string[];
}

/** The revisions of a project and where its database stands; the database must exist. */
export async function withState<T>(
  project: Project,
  work: (state: State) => Promise<T>,
): Promise<T> {
  // The files come first: a broken one is told before a database is touched.
  const set = await readRevisions(project.store);
  const go = async (session: Session): Promise<T> =>
    await work({ session, set, rows: await readVersions(session) });
  return await withSession(project, go, { create: false });
}

/** Like {@link withState}; what to do where there is no database yet is the caller's to say. */
export async function withStateOr<T>(
  project: Project,
  work: (state: State) => Promise<T>,
  missing: (set: RevisionSet) => Promise<T>,
): Promise<T> {
  try {
    return await withState(project, work);
  } catch (error) {
    if (!isRetortError(error) || error.code !== "database/missing") throw error;
    return await missing(await readRevisions(project.store));
  }
}
