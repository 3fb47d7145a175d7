/** Several runs at once on one database. */
import assert from "node:assert/strict";
import { integer, migrate, op, type RunEvent } from "@retort/core";
import type { Connection } from "@retort/core/dialect";
import { bookkeepingOf } from "@retort/core/plan";
import { withLock } from "@retort/core/run";
import { postgres } from "@retort/postgres";
import { freeze, holders, kill, race, rounds, seenDuring } from "../locks.ts";
import { sleep, within } from "../others.ts";
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

liveTest("who waits does not judge by an answer that came late", async ({ connect }) => {
  const [first, second] = await Promise.all([connect(), connect()]);
  const common = { dialect: postgres, tables: bookkeepingOf({ versionTable: "retort_version" }) };
  let [last, delays] = ["", 0];
  const late = new Proxy(second, {
    get(target, key): unknown {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== "function") return value;
      return async (...args: readonly { readonly sql?: string }[]): Promise<unknown> => {
        const answer: unknown = await value.apply(target, args);
        if (!args[0]?.sql?.includes("SELECT token")) return answer;
        // The second of two that say the same, since no sign of life was due between them.
        const said = JSON.stringify(answer);
        if (said === last && delays++ === 0) await sleep(2_000);
        last = said;
        return answer;
      };
    },
  });
  const ended: RunEvent[] = [];
  const listener = (event: RunEvent): void => {
    if (event.kind === "ending-session") ended.push(event);
  };
  const options = { ttl: 1_500, another: connect };
  const held = withLock({ ...common, db: first }, options, () => sleep(4_000));
  await sleep(600);
  await withLock({ ...common, db: late }, { ...options, listener }, () => Promise.resolve());
  await held;
  assert.deepEqual(ended, []);
  assert.ok(delays > 0);
  await Promise.all([first.close(), second.close()]);
});

liveTest("a second connection that does not close well fails no run", async ({ connect }) => {
  const db = await connect();
  const tables = bookkeepingOf({ versionTable: "retort_version" });
  const another = async () => {
    const other = await connect();
    const close = async (): Promise<void> => {
      await other.close();
      throw new Error("not closed");
    };
    return new Proxy(other, {
      get(target, key): unknown {
        if (key === "close") return close;
        const value: unknown = Reflect.get(target, key);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  };
  const run = <T>(work: () => Promise<T>): Promise<T> =>
    withLock({ dialect: postgres, db, tables }, { ttl: 300, another }, work);
  assert.equal(await run(() => sleep(1_000).then(() => 1)), 1);
  assert.deepEqual(await holders(db), [""]);
  const lose = async (): Promise<void> => {
    await db.close();
    throw new Error("what failed");
  };
  await assert.rejects(() => run(lose), /what failed/);
});

for (const deaf of ["connect", "execute", "close"]) {
  liveTest(
    `a second connection that is deaf to ${deaf} holds up no end of a run`,
    async (database) => {
      const [db, other] = [await database.connect(), await database.connect()];
      const tables = bookkeepingOf({ versionTable: "retort_version" });
      const never = new Promise<never>(() => {});
      let asked = 0;
      const another = async (): Promise<Connection> => {
        asked++;
        if (deaf === "connect") return await never;
        return new Proxy(other, {
          get(target, key): unknown {
            if (key === deaf) return () => never;
            const value: unknown = Reflect.get(target, key);
            return typeof value === "function" ? value.bind(target) : value;
          },
        });
      };
      const run = withLock(
        { dialect: postgres, db, tables },
        { ttl: 300, another },
        () => sleep(500),
      );
      await within("the run", run);
      assert.ok(asked > 0);
      assert.deepEqual(await holders(db), [""]);
      await Promise.all([db.close(), other.close()]);
    },
  );
}
