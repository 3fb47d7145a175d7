/** Clients of an application, lent to `migrate()`. */
import assert from "node:assert/strict";
import { isRetortError } from "@retort/core";
import { fromPostgres, postgres } from "@retort/postgres";
import driver, { type Options } from "postgres";
import { isNotReplaced, lends, refusesOpen } from "../lent.ts";
import { liveTest } from "./server.ts";

type Client = ReturnType<typeof driver>;

function clientTest(
  name: string,
  options: Options<Record<string, never>>,
  work: (sql: Client) => Promise<void>,
): void {
  liveTest(name, async ({ url }) => {
    const sql = driver(url, { onnotice: () => {}, ...options });
    try {
      await work(sql);
    } finally {
      await sql.end({ timeout: 5 });
    }
  });
}

for (const max of [1, 3]) {
  clientTest(`fromPostgres() lends a session of a pool of ${max}, which stays open`, {
    max,
  }, async (sql) => {
    await lends(postgres, fromPostgres(sql));
    const locks = await sql`SELECT 1 FROM pg_locks JOIN pg_database d ON d.oid = database
      WHERE locktype = 'advisory' AND datname = current_database()`;
    assert.equal(locks.length, 0);
    const [row] = await sql`SELECT count(*)::int AS n FROM users`;
    assert.deepEqual(row, { n: 2 });
    // Every connection of the pool can still be had.
    const all = await Promise.all(Array.from({ length: max }, () => sql.reserve()));
    for (const one of all) one.release();
  });
}

clientTest("fromPostgres() reads rows whatever the client's options say", {
  max: 1,
  types: {
    number: { to: 23, from: [21, 23], serialize: String, parse: (x: string) => `n${x}` },
    words: { to: 25, from: [25, 1043], serialize: String, parse: (x: string) => `w${x}` },
  } as never,
}, async (sql) => {
  await lends(postgres, fromPostgres(sql));
});

clientTest("fromPostgres() works on a reserved connection, and does not release it", {
  max: 1,
}, async (sql) => {
  const reserved = await sql.reserve();
  await lends(postgres, fromPostgres(reserved));
  await reserved`BEGIN`;
  await refusesOpen(postgres, fromPostgres(reserved));
  await reserved`ROLLBACK`;
  reserved.release();
});

clientTest("fromPostgres() refuses a client within a transaction", { max: 1 }, async (sql) => {
  await sql.begin(async (tx) => {
    await refusesOpen(postgres, fromPostgres(tx));
    await tx`SELECT 1`;
  });
});

clientTest("fromPostgres() leaves strings with escapes as they were", {
  max: 1,
  connection: { standard_conforming_strings: "off" } as never,
}, async (sql) => {
  await lends(postgres, fromPostgres(sql));
  assert.deepEqual([...await sql`SHOW standard_conforming_strings`], [
    { standard_conforming_strings: "off" },
  ]);
});

clientTest("fromPostgres() refuses a client that renames columns", {
  max: 1,
  transform: driver.camel,
}, async (sql) => {
  await assert.rejects(
    () => fromPostgres(sql).lend(),
    (error) =>
      isRetortError(error) && error.code === "database/cannot-open" &&
      error.message.includes("transform"),
  );
  await sql`SELECT 1`;
});

clientTest("fromPostgres() says what to give instead of another client", {}, async (sql) => {
  const pool = { connect: () => {}, query: () => {}, end: () => {} };
  const other = fromPostgres(pool as never);
  await assert.rejects(() => other.lend(), {
    code: "database/cannot-open",
    message: /it is no client of npm's "postgres"/,
    hint: /^give an open client of npm's "postgres"/,
  });
  await sql.end();
  await assert.rejects(() => fromPostgres(sql).lend(), {
    code: "database/cannot-open",
    message: /it was ended before/,
    hint: /^give an open client/,
  });
});

clientTest("fromPostgres() never goes on in another session", { max: 1 }, async (sql) => {
  const db = await fromPostgres(sql).lend();
  await assert.rejects(() => db.query({ sql: "SELECT pg_terminate_backend(pg_backend_pid())" }));
  await assert.rejects(
    () => db.query({ sql: "SELECT 1" }),
    (error) => isRetortError(error) && error.message.includes("connection"),
  );
  await db.close();
});

clientTest("a lost connection is told also where the client had not sent COMMIT yet", {
  max: 1,
  // Not in the driver's types.
  ...{ max_pipeline: 1 },
}, async (sql) => {
  const db = await fromPostgres(sql).lend();
  const work = db.transaction(async () => {
    await db.execute({ sql: "SELECT 1" });
    db.commitBehind?.([
      db.execute({ sql: "SELECT pg_sleep(0.1)" }),
      db.execute({ sql: "SELECT pg_terminate_backend(pg_backend_pid())" }),
    ]);
  });
  const never = Promise.withResolvers<never>();
  const timer = setTimeout(() => never.reject(new Error("it waits for ever")), 5_000);
  await assert.rejects(
    Promise.race([work, never.promise]),
    (error) => isRetortError(error) && error.message.includes("connection"),
  );
  clearTimeout(timer);
  await db.close();
});

liveTest(
  "a run on a lent client, kept alone by its lease, is not taken for dead",
  async (database) => {
    await isNotReplaced(postgres, database.connect);
  },
);
