/**
 * A process with many tests that each have a database of their own, for tests that start several of them,
 * kill them, and look at what is left.
 *
 * Its arguments: the dialect, the URL, the folder, how many tests, how many revisions, and `hold` where
 * the last database is kept until the process is killed.
 *
 * @module
 */
import assert from "node:assert/strict";
import { testDatabase } from "@retort/cli/testing";
import type { Dialect } from "@retort/core/dialect";
import { mysql } from "@retort/mysql";
import { postgres } from "@retort/postgres";
import { sqlite } from "@retort/sqlite";
import { smallRevisions } from "./copies.ts";

const [name = "", url = "", folder = "", tests = "1", revisions = "6", after = ""] = Deno.args;
const dialects: Readonly<Record<string, Dialect>> = { mysql, postgres, sqlite };
const dialect = dialects[name];
if (!dialect) throw new Error(name);
const options = { dialect, url, folder, revisions: smallRevisions(Number(revisions)) };

async function one(value: number): Promise<number> {
  const begun = performance.now();
  await using database = await testDatabase(options);
  const took = performance.now() - begun;
  const db = await database.connect();
  // What another test writes would be seen here.
  assert.deepEqual(await db.query({ sql: "SELECT id FROM t0" }), []);
  await db.execute({ sql: `INSERT INTO t0 (id) VALUES (${value})` });
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(await db.query({ sql: "SELECT id FROM t0" }), [{ id: value }]);
  return took;
}

const took = await Promise.all(Array.from({ length: Number(tests) }, (_, at) => one(at)));
if (after === "hold") {
  const database = await testDatabase(options);
  await database.connect();
  console.log(database.name);
  await new Promise((resolve) => setTimeout(resolve, 60_000));
}
console.log(JSON.stringify(took));
