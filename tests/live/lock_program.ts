/**
 * A process that upgrades a database, for tests that start many of them, kill and freeze them.
 *
 * Its arguments: the dialect, the URL, the revisions by name, and what it does after the first
 * revision: `go`, or `halt` for a while that is long enough to be frozen in; and the mode of the lock.
 *
 * @module
 */
import { integer, migrate, op, sql, varchar } from "@retort/core";
import type { Dialect } from "@retort/core/dialect";
import { isRetortError } from "@retort/core/errors";
import { mysql } from "@retort/mysql";
import { postgres } from "@retort/postgres";
import { sqlite } from "@retort/sqlite";

const [name = "", url = "", kind = "", after = "go", mode = "session"] = Deno.args;
const dialects: Readonly<Record<string, Dialect>> = { mysql, postgres, sqlite };
const dialect = dialects[name];
if (!dialect) throw new Error(name);

const said = (revision: string): ReturnType<typeof op.execute> =>
  op.execute(sql`INSERT INTO ran (revision) VALUES (${revision})`, { effects: [] });
const first = {
  revision: "a",
  downRevision: null,
  upgrade: [
    op.createTable("ran", { id: integer().identity().primaryKey(), revision: varchar(9) }),
    op.createTable("t", { id: integer().primaryKey(), name: varchar(20) }),
  ],
};
const index = op.createIndex("t_name", "t", ["name"], {
  ...(name === "postgres" ? { options: { postgres: { concurrently: true } } } : {}),
});
const sets: Readonly<Record<string, readonly unknown[]>> = {
  race: [
    first,
    { revision: "b", downRevision: "a", upgrade: [said("b")] },
    { revision: "c", downRevision: "b", upgrade: [index] },
    { revision: "d", downRevision: "c", upgrade: [said("d")] },
  ],
  sleep: [
    first,
    { revision: "b", downRevision: "a", upgrade: [op.execute("SELECT pg_sleep(s) FROM knob")] },
  ],
  nap: [
    first,
    {
      revision: "b",
      downRevision: "a",
      upgrade: [op.run("nap", async (db) => void await db.query(sql`SELECT SLEEP(s) FROM knob`))],
    },
  ],
  think: [
    first,
    {
      revision: "b",
      downRevision: "a",
      upgrade: [
        said("b"),
        op.run("think", async () => await new Promise((resolve) => setTimeout(resolve, 4_000))),
      ],
    },
    { revision: "c", downRevision: "b", upgrade: [said("c")] },
  ],
  grind: [
    first,
    {
      revision: "b",
      downRevision: "a",
      upgrade: [
        op.execute(
          "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 9000000) " +
            "INSERT INTO ran (revision) SELECT 'b' FROM c WHERE n = 9000000",
          { effects: [] },
        ),
        said("B"),
      ],
    },
    { revision: "c", downRevision: "b", upgrade: [said("c")] },
  ],
  index: [first, { revision: "b", downRevision: "a", upgrade: [index] }],
};

try {
  const report = await migrate({
    dialect,
    url,
    revisions: sets[kind] ?? [],
    transactionMode: kind === "grind" ? "none" : "revision",
    lock: {
      mode: mode === "lease" ? "lease" : "session",
      ttl: name === "sqlite" ? 1500 : 2000,
      wait: 120_000,
      holder: `pid ${Deno.pid}`,
    },
    listener(event) {
      if (event.kind === "ending-session") console.log("ending");
      if (event.kind !== "step-finished") return;
      console.log(`ran ${event.revision.id}`);
      // No timer fires meanwhile, as in a process that is frozen.
      if (after === "halt") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
    },
  });
  console.log(`at ${report.to.join()}`);
} catch (error) {
  if (!isRetortError(error)) throw error;
  console.log(`${error.code}: ${error.message}`);
  Deno.exit(error.exit);
}
