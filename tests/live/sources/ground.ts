/**
 * Schema sources on live databases: what a library's own tool has made must be what its definitions
 * are read as, and a change of them must give the one op that it means.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Connection, Dialect } from "@retort/core/dialect";
import { spec } from "@retort/core/ops";
import type { MetaData } from "@retort/core/schema";
import { mysql } from "@retort/mysql";
import { postgres } from "@retort/postgres";
import { sqlite } from "@retort/sqlite";
import { compare } from "../comparison.ts";
import { runOps } from "../golden.ts";
import { dialectFor, liveTest as mysqlTest } from "../mysql/server.ts";
import { liveTest as postgresTest } from "../postgres/server.ts";
import { withDatabase } from "../sqlite/database.ts";

/** A database that a test of a source works on. */
export interface Ground {
  /** A connection. */
  readonly db: Connection;
  /** Its dialect, for its flavour. */
  readonly dialect: Dialect;
  /** Its URL. */
  readonly url: string;
}

/** The dialects that sources are tested with. */
export type Place = "postgres" | "mysql" | "sqlite";

/** Registers a test on a database of its own. */
export function sourceTest(
  place: Place,
  claim: string,
  work: (ground: Ground) => Promise<void>,
): void {
  const name = `${claim} (${place})`;
  if (place === "sqlite") {
    Deno.test(
      name,
      () => withDatabase((db) => work({ db, dialect: sqlite, url: "sqlite::memory:" })),
    );
  } else if (place === "postgres") {
    postgresTest(name, async (database) => {
      await work({ db: await database.connect(), dialect: postgres, url: database.url });
    });
  } else {
    mysqlTest(name, async (database) => {
      const db = await database.connect();
      await work({ db, dialect: { ...mysql, render: dialectFor(db).render }, url: database.url });
    });
  }
}

/** Drops views, which would be in the way of changes and are compared by what revisions said. */
export async function dropViews({ db, dialect }: Ground): Promise<void> {
  const { views = new Map() } = await dialect.inspect?.(db) ?? {};
  for (const { name, materialized } of views.values()) {
    await db.execute({ sql: `drop ${materialized ? "materialized " : ""}view ${name}` });
  }
}

/** Runs recorded SQL, statement by statement. */
export async function runRecorded({ db }: Ground, url: URL, separator: string): Promise<void> {
  const text = await Deno.readTextFile(url);
  for (const statement of text.split(separator)) {
    const sql = statement.trim().replace(/;$/, "");
    if (sql !== "") await db.execute({ sql });
  }
}

/** What is left to change, in words. */
export async function left(ground: Ground, models: MetaData): Promise<readonly string[]> {
  const { ops, unchangeable, unverified } = await compare(ground, models);
  assert.deepEqual(unverified, []);
  return [...ops.map((op) => spec(op).describe(op)), ...unchangeable.map(({ what }) => what)];
}

/** A change of the models: it means these ops and no others, and they leave nothing to do. */
export async function expectChange(
  ground: Ground,
  models: MetaData,
  expected: readonly string[],
): Promise<void> {
  const { ops, live } = await compare(ground, models);
  assert.deepEqual(ops.map((op) => spec(op).describe(op)), expected);
  await runOps(ground, { ops, state: live });
  assert.deepEqual(await left(ground, models), []);
}
