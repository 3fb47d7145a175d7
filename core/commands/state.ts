/**
 * Opening a database together with the revisions of its project, for commands that look at both.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { isMadeByUpgrade } from "../errors/database.ts";
import type { Connection, ServerInfo } from "../dialect/mod.ts";
import { bookkeepingOf } from "../plan/bookkeeping.ts";
import {
  readRevisions,
  type RevisionSet,
  type Survey,
  surveyRevisions,
} from "../plan/revisions.ts";
import { emptySchema, type Schema } from "../schema/model.ts";
import type { Session } from "../run/standing.ts";
import type { Project } from "./project.ts";
import { type Standing, withStanding, withStandingOr } from "./session.ts";

/** What most commands work on. */
export interface State {
  /** The database and its dialect. */
  readonly session: Session;
  /** The revisions. */
  readonly set: RevisionSet;
  /** The rows of the version table. */
  readonly rows: readonly string[];
}

/**
 * The revisions of a project and where its database stands.
 *
 * @throws {RetortError} `database/missing` where there is no database yet.
 */
export async function withState<T>(
  project: Project,
  work: (state: State) => Promise<T>,
): Promise<T> {
  // The files come first: a broken one is told before a database is touched.
  const set = await readRevisions(project.store);
  return await withStanding(project, async ({ session, rows }) => {
    return await work({ session: await session(), set, rows });
  });
}

/**
 * The revisions of a project and where its database stands; `missing` is done where there is no
 * database yet.
 */
export async function withStateOr<T>(
  project: Project,
  work: (state: State) => Promise<T>,
  missing: (set: RevisionSet, target: string) => Promise<T>,
): Promise<T> {
  const set = await readRevisions(project.store);
  return await withStandingOr(project, async ({ session, rows }) => {
    return await work({ session: await session(), set, rows });
  }, (target) => missing(set, target));
}

/** What commands work on that only look. */
export interface SurveyState extends Pick<Standing, "db" | "rows">, Existing {
  /** The revisions as far as they can be read. */
  readonly survey: Survey;
}

/** For commands that only look: broken revision files are left out, and nothing need be there yet. */
export async function withSurvey<T>(
  project: Project,
  work: (state: SurveyState) => Promise<T>,
): Promise<T> {
  const survey = await surveyRevisions(project.store);
  return await withStandingOrNothing(
    project,
    ({ db, rows, exists }) => work({ db, survey, rows, exists }),
  );
}

/**
 * Like {@link withStanding}; a database that an upgrade would make counts as an empty one, and is not
 * made.
 */
export async function withStandingOrNothing<T>(
  project: Project,
  work: (standing: Standing & Existing) => Promise<T>,
): Promise<T> {
  return await withStandingOr(
    project,
    (standing) => work({ ...standing, exists: true }),
    async (target) => {
      if (!isMadeByUpgrade(target)) throw new RetortError("database/missing", { target });
      const dialect = await project.dialect();
      const flavour = await project.flavour?.() ?? dialect.name;
      const db = absentDatabase({ dialect: dialect.name, flavour, version: "", target });
      const inspect = (): Promise<Schema> => Promise.resolve(emptySchema);
      const session = {
        db,
        dialect: { ...dialect, inspect },
        tables: bookkeepingOf(project.settings),
      };
      return await work({ db, rows: [], session: () => Promise.resolve(session), exists: false });
    },
  );
}

/** Whether there is a database. */
export interface Existing {
  /** Whether there is a database; where there is none yet, it is looked at as an empty one. */
  readonly exists: boolean;
}

/** A connection to a database that is not there: it has no tables. */
function absentDatabase(server: ServerInfo): Connection {
  const refuse = (): Promise<never> =>
    Promise.reject(new RetortError("database/missing", { target: server.target }));
  return {
    server,
    inTransaction: false,
    query: refuse,
    execute: refuse,
    transaction: refuse,
    rows: () => Promise.resolve(undefined),
    close: () => Promise.resolve(),
  };
}
