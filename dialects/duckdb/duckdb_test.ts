/** What DuckDB has of its own: files, locks, numbers, tables built anew with their rows. */
import assert from "node:assert/strict";
import type { Connection } from "@retort/core/dialect";
import { integer, migrate, op, varchar } from "@retort/core";
import { bigint, check, foreignKey, index, sql, unique } from "@retort/core/schema";
import { duckdb, pathOf } from "./mod.ts";
import { missing } from "./helpers_test.ts";

interface Place {
  readonly url: string;
  readonly path: string;
  connect(timeout?: number): Promise<Connection>;
}

/** Registers a test with a folder of its own. */
function live(name: string, work: (place: Place) => Promise<void>): void {
  const fn = async (): Promise<void> => {
    const folder = await Deno.makeTempDir({ prefix: "retort_duckdb_" });
    const opened: Connection[] = [];
    const path = `${folder}/a.duckdb`;
    try {
      await work({
        url: `duckdb:${path}`,
        path,
        async connect(timeout = 200) {
          const db = await duckdb.connect?.(`duckdb:${path}`, { timeout });
          assert.ok(db);
          opened.push(db);
          return db;
        },
      });
    } finally {
      for (const db of opened) await db.close();
      await Deno.remove(folder, { recursive: true });
    }
  };
  Deno.test({
    name: missing === undefined ? name : `${name} (${missing})`,
    ignore: missing !== undefined,
    fn,
  });
}

Deno.test("pathOf() reads DuckDB's URLs", () => {
  const urls = ["duckdb:a.db", "duckdb:///data/a%20b.db", "duckdb::memory:", "DuckDB://./a.db"];
  assert.deepEqual(urls.map(pathOf), ["a.db", "/data/a b.db", ":memory:", "./a.db"]);
  for (const url of ["duckdb:", "sqlite:a", "duckdb:a?b", "duckdb://u:p@h/a", "duckdb:%zz"]) {
    assert.throws(() => pathOf(url), { code: "database/bad-url" });
  }
});

live("a file that is not there is not made unless that is wanted", async ({ url, path }) => {
  await assert.rejects(async () => await duckdb.connect?.(url, { create: false }), {
    code: "database/missing",
  });
  await Deno.writeTextFile(path, "no database".repeat(2000));
  await assert.rejects(async () => await duckdb.connect?.(url), {
    code: "database/cannot-open",
    data: { target: path, problem: "the file is not a DuckDB database" },
  });
});

live("another process that has the file is waited for, then it is told", async (place) => {
  const code = `import { duckdb } from "@retort/duckdb";
const db = await duckdb.connect(${JSON.stringify(place.url)});
console.log("open");
await new Promise((resolve) => setTimeout(resolve, 60_000));`;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-check", code],
    cwd: decodeURIComponent(new URL("../..", import.meta.url).pathname),
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  try {
    const reader = child.stdout.getReader();
    await reader.read();
    await assert.rejects(place.connect(100), { code: "database/locked" });
    await reader.cancel();
  } finally {
    child.kill("SIGKILL");
    await child.status;
  }
  const db = await place.connect(10_000);
  assert.deepEqual(await db.query({ sql: "SELECT 1 AS one" }), [{ one: 1 }]);
});

live("numbers are numbers where those hold them, and bigints else", async ({ connect }) => {
  const db = await connect();
  const [row] = await db.query({
    sql: "SELECT 5::BIGINT AS small, 9007199254740993::BIGINT AS big, 1.10::DECIMAL(9,2) AS dec, " +
      "TIMESTAMP '2026-01-01 00:00:00.123456' AS at, [1::BIGINT] AS list, 'a'::BLOB AS raw, ? AS n",
    params: [7],
  });
  assert.deepEqual(row, {
    small: 5,
    big: 9007199254740993n,
    dec: "1.10",
    at: "2026-01-01 00:00:00.123456",
    list: [1],
    raw: new Uint8Array([97]),
    n: 7,
  });
});

live("two connections of one process that change the same are told apart", async ({ connect }) => {
  const [one, other] = [await connect(), await connect()];
  await one.execute({ sql: "CREATE TABLE t (id INTEGER); INSERT INTO t VALUES (1)" });
  await one.transaction(async () => {
    assert.equal(await one.execute({ sql: "UPDATE t SET id = 2" }), 1);
    await assert.rejects(other.execute({ sql: "UPDATE t SET id = 3" }), {
      code: "database/locked",
    });
  });
  assert.deepEqual(await other.query({ sql: "SELECT id FROM t" }), [{ id: 2 }]);
});

live("an error says where in the statement it is", async ({ connect }) => {
  const db = await connect();
  await assert.rejects(
    db.query({ sql: "SELECT 1,\n  nonsense FROM nowhere" }),
    (error: unknown) => {
      const { data } = error as { readonly data: Record<string, unknown> };
      assert.equal(data["code"], "Catalog Error");
      assert.equal(data["problem"], "Table with name nowhere does not exist!");
      assert.equal(data["position"], 26);
      return true;
    },
  );
});

const revisions = [
  {
    revision: "a1",
    downRevision: null,
    upgrade: [
      op.createTable("users", {
        id: integer().notNull().primaryKey(),
        name: varchar(50).comment("it's who"),
        age: integer(),
      }, [unique(["name"]), check("ck_users_age", sql`age > 0`), index("ix_users_age", ["age"])]),
      op.createTable("orders", { id: integer().identity(), user_id: integer() }, [
        foreignKey(["user_id"]).references("users", ["id"]),
      ]),
      op.bulkInsert("users", [{ id: 1, name: "Ada", age: 36 }, { id: 2, name: "Bo", age: null }]),
      op.execute("INSERT INTO orders (user_id) VALUES (1), (2), (1)"),
    ],
  },
  {
    revision: "b2",
    downRevision: "a1",
    upgrade: [
      op.renameColumn("users", "id", "number"),
      op.alterColumn("users", "age", { type: bigint() }),
      op.addColumn("users", "level", integer().notNull().default(3)),
      op.dropConstraint("users", "ck_users_age", { type: "check" }),
      op.dropColumn("users", "name", { allowLoss: "not wanted" }),
      op.renameTable("orders", "sales"),
      op.renameColumn("sales", "id", "nr"),
    ],
  },
];

live("tables are built anew with their rows, and those that point at them", async (place) => {
  await migrate({ url: place.url, dialect: duckdb, revisions });
  const db = await place.connect();
  assert.deepEqual(await db.query({ sql: "SELECT * FROM users ORDER BY number" }), [
    { number: 1, age: 36, level: 3 },
    { number: 2, age: null, level: 3 },
  ]);
  await db.execute({ sql: "INSERT INTO sales (user_id) VALUES (2)" });
  assert.deepEqual(await db.query({ sql: "SELECT nr, user_id FROM sales ORDER BY nr" }), [
    { nr: 1, user_id: 1 },
    { nr: 2, user_id: 2 },
    { nr: 3, user_id: 1 },
    { nr: 4, user_id: 2 },
  ]);
  await assert.rejects(db.execute({ sql: "INSERT INTO sales (user_id) VALUES (9)" }), {
    code: "database/statement-failed",
  });
});

live("a table that points at itself is not built anew", async ({ url }) => {
  const people = op.createTable(
    "people",
    { id: integer().notNull().primaryKey(), boss: integer() },
    [
      foreignKey(["boss"]).references("people", ["id"], { name: "fk_boss" }),
    ],
  );
  const first = { revision: "a1", downRevision: null, upgrade: [people] };
  const change = op.alterColumn("people", "boss", { nullable: false });
  const second = { revision: "b2", downRevision: "a1", upgrade: [change] };
  await assert.rejects(migrate({ url, dialect: duckdb, revisions: [first, second] }), (error) => {
    assert.match(String(error), /duckdb cannot build table people anew/);
    return true;
  });
});
