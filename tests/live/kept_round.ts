/**
 * Once there and back with what is particular to a database.
 *
 * @module
 */
import assert from "node:assert/strict";
import { op } from "@retort/core";
import type { Op } from "@retort/core/ops";
import { revisionsOf } from "@retort/core/plan";
import { type KeptDatabase, keptNames, live, rows, waysOf, withDb } from "./kept_ground.ts";

/** What is there, what goes, and what brings it back. */
export interface Round {
  /** SQL that makes it. */
  readonly first: readonly string[];
  /** What drops columns and tables. */
  readonly upgrade: readonly Op[];
  /** How its author would take that back. */
  readonly downgrade: readonly Op[];
  /** What others do meanwhile. */
  readonly meanwhile: readonly string[];
  /** A query, and its rows at the end. */
  readonly ends: readonly [string, readonly object[]];
}

/** Goes there and back; rows and schema are what they were. */
export async function tellRound(database: KeptDatabase, round: Round): Promise<void> {
  const { dialect } = database;
  const { up, down } = waysOf(dialect);
  const set = revisionsOf([
    { revision: "a1", downRevision: null, upgrade: round.first.map((text) => op.execute(text)) },
    { revision: "b2", downRevision: "a1", upgrade: round.upgrade, downgrade: round.downgrade },
  ]);
  await withDb(database, async (db) => {
    await up(db, "a1", { set });
    const before = await live(dialect, db);
    await up(db, "b2", { set, keep: true });
    assert.ok((await keptNames(dialect, db)).length > 0);
    for (const text of round.meanwhile) await db.execute({ sql: text });
    await down(db, "a1", { set });
    const [query, found] = round.ends;
    assert.deepEqual(await rows(db, query), found);
    assert.deepEqual(await live(dialect, db), before);
  });
}
