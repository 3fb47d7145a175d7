/**
 * Projects of tests: on a database alone, without a folder.
 *
 * @module
 */
import type { Project } from "@retort/core/commands";
import type { Connection, Dialect } from "@retort/core/dialect";

/** A project without models and revisions; `more` is what a test has of its own. */
export function bareProject(
  dialect: Dialect,
  database: Connection | string,
  more: Partial<Project> = {},
): Project {
  return {
    settings: {
      config: "retort.ini",
      versionTable: "retort_version",
      fileTemplate: "%(rev)s",
      truncateSlugLength: 40,
      dataLoss: "warn",
    },
    store: {
      list: () => Promise.resolve([]),
      load: () => Promise.resolve([]),
      write: () => Promise.reject(new Error("nothing is written")),
    },
    clock: { now: () => new Date() },
    ids: { revision: () => "new1" },
    x: {},
    environment: () => Promise.resolve({}),
    dialect: () => Promise.resolve(dialect),
    ...reachOf(dialect, database),
    ...more,
  };
}

/** A connection that is open stays so; the database of a URL is opened for each who asks. */
function reachOf(
  dialect: Dialect,
  database: Connection | string,
): Pick<Project, "connect" | "release"> {
  if (typeof database !== "string") {
    return { connect: () => Promise.resolve(database), release: () => Promise.resolve() };
  }
  return {
    connect: (options) => connected(dialect, database, options),
    release: (db) => db.close(),
  };
}

/** Opens the database of a URL. */
export async function connected(
  { name, connect }: Dialect,
  ...[url, options]: Parameters<NonNullable<Dialect["connect"]>>
): Promise<Connection> {
  if (!connect) throw new Error(`${name} does not connect`);
  return await connect(url, options);
}
