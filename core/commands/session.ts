/**
 * Opening what a command works with, and closing it again.
 *
 * @module
 */
import { type ErrorData, isRetortError } from "../errors/mod.ts";
import type { Connection, ConnectOptions } from "../dialect/mod.ts";
import { bookkeepingOf } from "../plan/bookkeeping.ts";
import { type Session, standingOf } from "../run/standing.ts";
import type { Project } from "./project.ts";

/** Runs `work` with a session on the project's database, and closes it afterwards. */
export async function withSession<T>(
  project: Project,
  work: (session: Session) => Promise<T>,
  options: ConnectOptions = {},
): Promise<T> {
  const dialect = await project.dialect();
  return await withConnection(project, (db) => {
    return work({ dialect, db, tables: bookkeepingOf(project.settings) });
  }, options);
}

async function withConnection<T>(
  project: Project,
  work: (db: Connection) => Promise<T>,
  options: ConnectOptions,
): Promise<T> {
  const db = await project.connect(options);
  try {
    return await work(db);
  } finally {
    await project.release(db);
  }
}

/** A database whose version rows are known; its dialect is not loaded before it is needed. */
export interface Standing {
  /** The open connection. */
  readonly db: Connection;
  /** The rows of the version table. */
  readonly rows: readonly string[];
  /** The connection with its dialect. */
  session(): Promise<Session>;
}

/** Asks the database where it stands; it must exist. */
export async function withStanding<T>(
  project: Project,
  work: (standing: Standing) => Promise<T>,
): Promise<T> {
  const tables = bookkeepingOf(project.settings);
  return await withConnection(project, async (db) => {
    const rows = await standingOf({ db, tables }, () => project.dialect());
    const session = async (): Promise<Session> => {
      return { db, tables, dialect: await project.dialect() };
    };
    return await work({ db, rows, session });
  }, { create: false });
}

/** Asks the database where it stands; `missing` is done where there is no database yet. */
export async function withStandingOr<T>(
  project: Project,
  work: (standing: Standing) => Promise<T>,
  missing: (target: string) => Promise<T>,
): Promise<T> {
  try {
    return await withStanding(project, work);
  } catch (error) {
    if (!isRetortError(error) || error.code !== "database/missing") throw error;
    return await missing((error.data as ErrorData["database/missing"]).target);
  }
}
