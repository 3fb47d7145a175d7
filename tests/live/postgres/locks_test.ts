/** Several runs at once on one database. */
import assert from "node:assert/strict";
import { freeze, kill, race, rounds } from "../locks.ts";
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
