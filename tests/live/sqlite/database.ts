/**
 * Databases in memory for tests of runs.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Connection } from "@retort/core/dialect";
import { sqlite } from "@retort/sqlite";

/** Works with a new database, and closes it. */
export async function withDatabase(work: (db: Connection) => Promise<void>): Promise<void> {
  const db = await sqlite.connect?.("sqlite::memory:");
  assert.ok(db);
  try {
    await work(db);
  } finally {
    await db.close();
  }
}
