/** Runs behind a real PgBouncer that pools transactions. */
import assert from "node:assert/strict";
import { migrate, op } from "@retort/core";
import { postgres } from "@retort/postgres";
import { startPgBouncer } from "../../servers/pgbouncer.ts";
import type { TestDatabase } from "../../servers/postgres.ts";
import { findProgram } from "../../servers/programs.ts";
import { freeze, race, type Scene } from "../locks.ts";
import { until } from "../others.ts";
import { liveTest } from "./server.ts";

const missing = await findProgram("pgbouncer") === undefined;

/** Registers a test whose processes come through a pooler. */
function poolTest(name: string, work: (scene: Scene) => Promise<void>): void {
  if (missing) {
    Deno.test({ name: `${name} (no pgbouncer on the PATH)`, ignore: true, fn(): void {} });
    return;
  }
  liveTest(name, async (database) => {
    const pooler = await startPgBouncer(database.url);
    try {
      await until("the pooler", () => answers(pooler.url));
      const connect = (): ReturnType<TestDatabase["connect"]> => database.connect();
      await work({ dialect: "postgres", url: pooler.url, lock: "lease", connect });
    } finally {
      await pooler.close();
    }
  });
}

async function answers(url: string): Promise<boolean> {
  const db = await postgres.connect?.(url).catch(() => undefined);
  await db?.close();
  return db !== undefined;
}

poolTest("behind a pooler ten runs at once run each revision once", race);

poolTest("behind a pooler a run that was frozen changes nothing any more", freeze);

poolTest("behind a pooler no setting of a run becomes that of others", async ({ url }) => {
  const revisions = [{ revision: "a", downRevision: null, upgrade: [op.execute("SELECT 1")] }];
  await migrate({ url, dialect: postgres, revisions, lock: { mode: "lease" } });
  const others = await Promise.all([1, 2].map(() => postgres.connect?.(url)));
  for (const db of others) {
    assert.ok(db);
    const [row] = await db.query({
      sql: "SELECT current_setting('lock_timeout') AS lock, " +
        "current_setting('statement_timeout') AS statement, pg_sleep(0.2)::text AS nap",
    });
    assert.deepEqual([row?.lock, row?.statement], ["0", "0"]);
    await db.close();
  }
});
