/**
 * Errors from databases and dialects.
 *
 * @module
 */
import { type Catalog, count, list } from "./catalog.ts";
import { remedyText } from "./server_codes.ts";

/** The data of each error from a database. */
export interface DatabaseErrors {
  /** No dialect belongs to the URL's scheme. */
  "database/unknown-scheme": { readonly scheme: string; readonly known: readonly string[] };
  /** The URL cannot be understood. */
  "database/bad-url": { readonly problem: string };
  /** No URL is given anywhere. */
  "database/no-url": {
    readonly config: string;
    /** The function that was called; absent: a command of the command line. */
    readonly call?: string;
  };
  /** A command is for one database, and the project has several. */
  "database/several": { readonly databases: readonly string[] };
  /** Two databases of a project are one, with one version table. */
  "database/twice": { readonly names: readonly string[] };
  /** The database does not exist, and the command doesn't make one. */
  "database/missing": { readonly target: string };
  /** The database cannot be opened. */
  "database/cannot-open": {
    readonly target: string;
    readonly problem: string;
    /** Where a user and a password that were refused can stand, in words. */
    readonly login?: string;
    /** Whether no server was reached. */
    readonly unreached?: boolean;
    /** What can be given, in words, where a client of the application was given and no URL. */
    readonly given?: string;
    /** Whether it is a file in WAL mode beside which nothing may be written. */
    readonly wal?: boolean;
  };
  /** The database can be read but not written. */
  "database/read-only": { readonly target: string };
  /** Another process held the database for too long. */
  "database/locked": {
    readonly target: string;
    readonly seconds: number;
    /** The statement that waited, where the server tells that. */
    readonly sql?: string;
  };
  /** The server refused a statement. */
  "database/statement-failed": {
    readonly sql: string;
    /** The server's words. */
    readonly problem: string;
    /** The server's code, such as an SQLSTATE. */
    readonly code?: string;
    /** Where in the SQL, counted from 0. */
    readonly position?: number;
  };
  /** A check found rows that break a constraint. */
  "database/violations": {
    readonly what: string;
    readonly rows: readonly Readonly<Record<string, unknown>>[];
  };
  /** A given connection has a transaction open. */
  "database/in-transaction": { readonly target: string };
  /** The database has no such thing. */
  "dialect/unsupported": {
    readonly dialect: string;
    readonly what: string;
    readonly instead: string | undefined;
  };
  /** The dialect cannot connect. */
  "dialect/offline-only": { readonly dialect: string };
}

/** Whether an upgrade makes a database that is not there: a server is shown as user@host, a file is not. */
export function isMadeByUpgrade(target: string): boolean {
  return !target.includes("@");
}

/** The words for each error from a database. */
export const databaseErrors: Catalog<DatabaseErrors> = {
  "database/unknown-scheme": {
    exit: 2,
    message: ({ scheme }) => `No dialect is known for URLs that start with "${scheme}:"`,
    hint: ({ known }) =>
      `known are ${list(known)}; others come from "dialects" in env.ts or from an import ` +
      `"@retort/<dialect>" in deno.json`,
  },
  "database/bad-url": {
    exit: 2,
    message: ({ problem }) => `The database URL cannot be used: ${problem}`,
    hint: () => "a URL looks like sqlite:app.db or postgresql://user:password@host:5432/name",
  },
  "database/no-url": {
    exit: 2,
    message: () => "No database URL is given",
    hint: ({ config, call }) =>
      call === undefined
        ? `set url in ${config}, or RETORT_URL, or pass --url sqlite:app.db`
        : `set url in ${config}, or RETORT_TEST_URL, or name one: ${call}({ url })`,
  },
  "database/several": {
    exit: 2,
    message: ({ databases }) =>
      `This is done to one database, and the project has ${databases.join(", ")}`,
    hint: ({ databases }) => `choose one: -n ${databases[0] ?? "NAME"}`,
  },
  "database/twice": {
    exit: 2,
    message: ({ names }) => `${names.join(" and ")} have one URL and one version table`,
    hint: () => "give one of them another url, version_table or version_schema",
  },
  "database/missing": {
    exit: 1,
    message: ({ target }) => `The database ${target} does not exist`,
    hint: ({ target }) =>
      isMadeByUpgrade(target)
        ? '"retort upgrade head" creates it; else check the URL'
        : "create the database on the server, or check the URL",
  },
  "database/cannot-open": {
    exit: 1,
    message: ({ target, problem }) => `Cannot open ${target}: ${problem}`,
    hint: ({ login, unreached, wal, given }) =>
      login !== undefined
        ? `check the user and the password in ${given === undefined ? login : "its options"}`
        : given !== undefined
        ? unreached
          ? "check the host and the port in its options, and whether the server runs"
          : `give ${given}`
        : wal
        ? "get the right to write its folder and those files, or have who has it run " +
          '"PRAGMA journal_mode = DELETE" there'
        : unreached
        ? "check the host and the port in the URL, and whether the server runs"
        : "check the path or address in the URL and the rights on it",
  },
  "database/read-only": {
    exit: 1,
    message: ({ target }) => `Cannot write to ${target}: it is read-only`,
    hint: () => "get the right to write the database file and its folder, or check the URL",
  },
  "database/locked": {
    exit: 6,
    message: ({ target, seconds }) => `${target} was locked by another process for ${seconds} s`,
    hint: () => "wait for the other process to end and run the same command again",
  },
  "database/statement-failed": {
    exit: 1,
    message: ({ problem, code }) =>
      code === undefined
        ? `The database refused: ${problem}`
        : `The database refused (${code}): ${problem}`,
    hint: ({ code }) => `${remedyText(code, "correct the op")} and run the same command again`,
  },
  "database/violations": {
    exit: 1,
    message: ({ what, rows }) =>
      `${count(total(rows), "row")} break${total(rows) === 1 ? "s" : ""} ${what}`,
    hint: () => "correct the rows or the revision and run the same command again",
  },
  "database/in-transaction": {
    exit: 1,
    message: ({ target }) => `The connection to ${target} is already in a transaction`,
    hint: () => "commit or roll it back before migrating",
  },
  "dialect/unsupported": {
    exit: 1,
    message: ({ dialect, what }) => `${dialect} cannot ${what}`,
    hint: ({ instead }) => instead,
  },
  "dialect/offline-only": {
    exit: 2,
    message: ({ dialect }) => `The dialect ${dialect} only writes scripts`,
    hint: () => '"retort upgrade --sql" writes one, as downgrade and stamp do',
  },
};

/** How many rows were found; a query may count them itself. */
function total(rows: readonly Readonly<Record<string, unknown>>[]): number {
  const counts = rows.map((
    row,
  ) => (Object.keys(row).join() === "count" ? Number(row["count"]) : 1));
  return counts.reduce((sum, item) => sum + item, 0);
}
