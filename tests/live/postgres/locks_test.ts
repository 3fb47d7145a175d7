/** Several runs at once on one database. */
import assert from "node:assert/strict";
import { integer, migrate, op } from "@retort/core";
import { postgres } from "@retort/postgres";
import { freeze, kill, race, rounds, seenDuring } from "../locks.ts";
import { liveTest, server } from "./server.ts";
import { withDatabase } from "../../servers/postgres.ts";

liveTest(`ten runs at once run each revision once (${rounds} rounds)`, async () => {
  for (let round = 0; round < rounds; round++) {
    await withDatabase(server(), "race", (database) => race({ dialect: "postgres", ...database }));
  }
});

liveTest("a run that was frozen and replaced changes nothing any more", async (database) => {
  await freeze({ dialect: "postgres", ...database });
});

liveTest("a run that is killed inside a long statement is replaced by itself", async (database) => {
  const db = await database.connect();
  await db.execute({ sql: "CREATE TABLE knob (s integer); INSERT INTO knob VALUES (600)" });
  const { seconds, text } = await kill({ dialect: "postgres", ...database }, {
    kind: "sleep",
    inside: "SELECT 1 AS a FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' " +
      "AND datname = current_database() AND wait_event = 'PgSleep'",
    release: async () => void await db.execute({ sql: "UPDATE knob SET s = 0" }),
  });
  // Nobody ends the session: the server notices that its client is gone.
  assert.doesNotMatch(text, /ending/);
  assert.ok(seconds < 60, `${seconds} s`);
});

liveTest("at the target nothing is locked", async ({ connect, url }) => {
  const revisions = [{
    revision: "a",
    downRevision: null,
    upgrade: [op.createTable("t", { id: integer() })],
  }];
  const upgrade = () => migrate({ url, dialect: postgres, revisions });
  const db = await connect();
  const sql = "SELECT 1 AS a FROM pg_locks WHERE locktype = 'advisory' AND database = " +
    "(SELECT oid FROM pg_database WHERE datname = current_database())";
  const look = async (): Promise<boolean> => (await db.query({ sql })).length > 0;
  // What takes the lock is seen, so what is not seen does not take it.
  assert.ok(await seenDuring(upgrade(), look) > 0);
  for (let run = 0; run < 10; run++) assert.equal(await seenDuring(upgrade(), look), 0);
});
