/**
 * The tests of backfills by their names.
 *
 * @module
 */
import { composite, keys, refusals, together, undone, uneven } from "./backfill_keys.ts";
import {
  deadlocked,
  failing,
  growing,
  killed,
  older,
  replaced,
  type Scene,
  size,
} from "./backfills.ts";

/** Each is put to every database. */
export const scenarios: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
  [`a backfill of ${size} rows that is killed goes on where it was`]: killed,
  "a row that can't be changed stops a backfill, which goes on behind the batches that are done":
    failing,
  "rows that come while a backfill runs are changed where they come behind it": growing,
  "a run whose lease is another's undoes the batch under way": replaced,
  "a journal of an earlier version has room for backfills": older,
  "a backfill walks by keys of all kinds, and changes each row once": keys,
  "a backfill walks by a key of several columns": composite,
  "a backfill is refused without a key, and inside of a function": refusals,
  "a backfill is no part of one transaction for a whole run": together,
  "a backfill is taken back by what its reverse says": undone,
};

/** Put to the servers: a file has one writer at a time, and so no deadlocks. */
export const serverScenarios: typeof scenarios = {
  "a backfill is refused by a key that is not compared as it is sorted": uneven,
  "a batch that the server gives up in a deadlock runs again": deadlocked,
};
