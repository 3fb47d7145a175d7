/**
 * What the stories of kept columns and tables stand on: runs, looks, rows.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Connection, Dialect } from "@retort/core/dialect";
import { isRetortError } from "@retort/core/errors";
import { downgradePath, upgradePath } from "@retort/core/graph";
import {
  type Bookkeeping,
  bookkeepingOf,
  isKept,
  isOwn,
  type RevisionSet,
} from "@retort/core/plan";
import { type Listener, readVersions, runPath } from "@retort/core/run";
import { canonical, emptySchema } from "@retort/core/schema";
import { sets } from "./kept_revisions.ts";

/** A database, and a way to open it once more. */
export interface KeptDatabase {
  /** Its dialect. */
  readonly dialect: Dialect;
  /** Opens it. */
  connect(): Promise<Connection>;
}

/** Retort's own tables. */
export const tables: Bookkeeping = bookkeepingOf({ versionTable: "retort_version" });

/** How a run goes. */
export interface Going {
  /** Whose revisions. */
  readonly set?: keyof typeof sets | RevisionSet;
  /** Is told what happens. */
  readonly listener?: Listener;
  /** Whether it keeps. */
  readonly keep?: boolean;
  /** Whether it is one transaction. */
  readonly all?: boolean;
}

async function go(
  dialect: Dialect,
  db: Connection,
  { down, target, set: name = "straight", keep = false, all = false, listener }: Going & {
    readonly down: boolean;
    readonly target: string;
  },
): Promise<void> {
  const set = typeof name === "string" ? sets[name] : name;
  const session = { dialect, db, tables };
  const rows = await readVersions(session);
  const path = (down ? downgradePath : upgradePath)(set.graph, target, rows);
  await runPath(session, set, {
    path,
    x: {},
    losses: { allow: [], otherwise: "refuse", allowWith: String, written: !down, keep },
    now: () => new Date(),
    tool: "test",
    ...(all ? { transactionMode: "all" as const } : {}),
    lock: { ttl: 200 },
    waits: { timeout: 300 },
    ...(listener ? { listener } : {}),
  });
}

/** A direction. */
export type Way = (db: Connection, target: string, how?: Going) => Promise<void>;

/** Both directions on a database. */
export function waysOf(dialect: Dialect): { readonly up: Way; readonly down: Way } {
  return {
    up: (db, target, how = {}) => go(dialect, db, { ...how, down: false, target }),
    down: (db, target, how = {}) => go(dialect, db, { ...how, down: true, target }),
  };
}

/** The schema as the server tells it, without retort's own tables. */
export async function live(dialect: Dialect, db: Connection): Promise<unknown> {
  const scope = dialect.name === "postgres" ? { schemas: "all" as const } : {};
  const found = await dialect.inspect?.(db, scope) ?? emptySchema;
  const own = new Map([...found.tables].filter(([, table]) => !isOwn(tables, table)));
  return JSON.parse(canonical(dialect.normalize({ ...found, tables: own })));
}

/** The names of what is kept. */
export async function keptNames(dialect: Dialect, db: Connection): Promise<readonly string[]> {
  const scope = dialect.name === "postgres" ? { schemas: "all" as const } : {};
  const found = await dialect.inspect?.(db, scope) ?? emptySchema;
  return [...found.tables.values()]
    .flatMap((table) => [table.name, ...table.columns.map(({ name }) => name)]).filter(isKept);
}

/** Rows for the first revision. */
export async function fill(db: Connection): Promise<void> {
  await db.execute({ sql: "insert into teams (id) values (1)" });
  await db.execute({
    sql:
      "insert into users (id, name, email, team, age) values (1, 'Ada', 'a@x', 1, 36), (2, 'Bo', 'b@x', null, null)",
  });
  await db.execute({ sql: "insert into posts (id, title, author) values (7, 'hello', 1)" });
}

/** The rows of a query. */
export async function rows(db: Connection, query: string): Promise<readonly object[]> {
  return (await db.query({ sql: query })).map((row) => ({ ...row }));
}

/** All users. */
export const users: string = "select id, name, email, team, age from users order by id";

/** Checks the code of an error. */
export function code(expected: string): (error: unknown) => true {
  return (error) => {
    assert.ok(isRetortError(error) && error.code === expected, String(error));
    return true;
  };
}

/** Works with a connection of its own. */
export async function withDb(
  { connect }: KeptDatabase,
  work: (db: Connection) => Promise<void>,
): Promise<void> {
  const db = await connect();
  try {
    await work(db);
  } finally {
    await db.close();
  }
}
