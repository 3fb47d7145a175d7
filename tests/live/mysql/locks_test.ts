/** Several runs at once on one database. */
import assert from "node:assert/strict";
import { integer, migrate, op } from "@retort/core";
import { mysql } from "@retort/mysql";
import { freeze, kill, race, rounds, seenDuring } from "../locks.ts";
import { liveTest, server } from "./server.ts";
import { withDatabase } from "../../servers/mysql.ts";

liveTest(`ten runs at once run each revision once (${rounds} rounds)`, async () => {
  for (let round = 0; round < rounds; round++) {
    await withDatabase(server(), "race", (database) => race({ dialect: "mysql", ...database }));
  }
});

liveTest("a run that was frozen and replaced changes nothing any more", async (database) => {
  await freeze({ dialect: "mysql", ...database });
});

liveTest(
  "a run that is killed inside a long statement is ended by the next one",
  async (database) => {
    const db = await database.connect();
    await db.execute({ sql: "CREATE TABLE knob (s integer)" });
    await db.execute({ sql: "INSERT INTO knob VALUES (600)" });
    const { text, seconds } = await kill({ dialect: "mysql", ...database }, {
      kind: "nap",
      // MariaDB looks every five seconds whether the client of a SLEEP is there, MySQL never.
      inside: "SELECT 1 AS a FROM information_schema.PROCESSLIST WHERE DB = DATABASE() " +
        "AND INFO LIKE 'SELECT SLEEP%' AND STATE = 'User sleep'",
      release: async () => void await db.execute({ sql: "UPDATE knob SET s = 0" }),
    });
    assert.ok(seconds < 60, `${seconds} s`);
    assert.match(text, seconds < 4 ? /^ending\nran b$/m : /^ran b$/m);
  },
);

const whoseLock = "SELECT IS_USED_LOCK(CONCAT('retort:', LEFT(SHA2(" +
  "CONCAT(DATABASE(), '.', 'retort_version'), 256), 40))) AS id";

liveTest("at the target nothing is locked", async ({ connect, url }) => {
  const upgrade = [op.createTable("t", { id: integer() })];
  const revisions = [{ revision: "a", downRevision: null, upgrade }];
  const run = () => migrate({ url, dialect: mysql, revisions });
  const db = await connect();
  const look = async (): Promise<boolean> => {
    const [lock] = await db.query<{ id: unknown }>({ sql: whoseLock });
    return lock?.id !== null;
  };
  // What takes the lock is seen, so what is not seen does not take it.
  assert.ok(await seenDuring(run(), look) > 0);
  for (let time = 0; time < 10; time++) assert.equal(await seenDuring(run(), look), 0);
});
