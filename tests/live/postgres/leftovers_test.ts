/** Indexes that a failed or killed CREATE INDEX CONCURRENTLY left behind. */
import assert from "node:assert/strict";
import { integer, migrate, op, type RunEvent } from "@retort/core";
import { heal, introspect, status, upgrade } from "@retort/core/commands";
import type { Connection } from "@retort/core/dialect";
import { postgres } from "@retort/postgres";
import { hold, sleep, until } from "../others.ts";
import { moduleProject } from "../module_project.ts";
import { liveTest } from "./server.ts";

/** A build waits for all who may write, when its index is there already. */
const writing = "LOCK TABLE users IN ROW EXCLUSIVE MODE";
const options = { postgres: { concurrently: true } };
const first = {
  revision: "a1",
  downRevision: null,
  upgrade: [
    op.createTable("users", { id: integer() }),
    op.execute("INSERT INTO users SELECT n FROM generate_series(1, 1000) AS n"),
  ],
};
const unique = (ifNotExists: boolean) => ({
  revision: "b2",
  downRevision: "a1",
  upgrade: [op.createIndex("users_id", "users", ["id"], { unique: true, ifNotExists, options })],
});

async function indexes(db: Connection): Promise<readonly unknown[]> {
  const rows = await db.query<{ name: string; valid: boolean; oid: number }>({
    sql: `SELECT indexrelid::regclass::text AS name, indisvalid AS valid, indexrelid::int AS oid
      FROM pg_index WHERE indrelid = 'users'::regclass`,
  });
  return rows.map(({ name, valid }) => [name, valid]);
}

for (const ifNotExists of [false, true]) {
  const how = ifNotExists ? "with IF NOT EXISTS" : "without IF NOT EXISTS";
  liveTest(`an index that is not valid is built anew ${how}`, async (database) => {
    const db = await database.connect();
    const common = { connection: db, dialect: postgres };
    await migrate({ ...common, revisions: [first] });
    await db.execute({ sql: "INSERT INTO users VALUES (7)" });
    const revisions = [first, unique(ifNotExists)];
    const events: RunEvent[] = [];
    await assert.rejects(
      () => migrate({ ...common, revisions, listener: (event) => void events.push(event) }),
      {
        code: "run/op-failed",
        hint:
          'of "b2" only the index users_id, which is not valid, is left, and the next run takes ' +
          "it away; correct it and run the command again",
      },
    );
    assert.deepEqual(events.filter(({ kind }) => kind === "drift"), [], "it is nobody else's");
    assert.deepEqual(await indexes(db), [["users_id", false]]);
    await db.execute({ sql: "DELETE FROM users WHERE id = 7" });
    assert.deepEqual((await migrate({ ...common, revisions })).to, ["b2"]);
    assert.deepEqual(await indexes(db), [["users_id", true]]);
  });
}

liveTest("an index that is valid is left alone", async (database) => {
  const db = await database.connect();
  await db.execute({ sql: "CREATE TABLE users (id integer)" });
  await db.execute({ sql: 'CREATE INDEX "Odd ""name" ON users (id)' });
  const sql = 'CREATE INDEX CONCURRENTLY IF NOT EXISTS "Odd ""name" ON users (id)';
  const oid = async () =>
    await db.query({ sql: "SELECT indexrelid FROM pg_index WHERE indrelid = 'users'::regclass" });
  const before = await oid();
  await postgres.clear?.(db, { sql });
  assert.deepEqual(await oid(), before);
});

liveTest("leftovers are found by names as the server reads them", async (database) => {
  const db = await database.connect();
  await db.execute({ sql: 'CREATE SCHEMA "s.1"; CREATE TABLE "s.1"."Users" (id integer)' });
  await db.execute({ sql: 'INSERT INTO "s.1"."Users" VALUES (1), (1)' });
  const names = [["UserS_Id", '"s.1"."Users"'], ['"Odd ""name"', '"s.1" . "Users"']] as const;
  for (const [index, table] of names) {
    const sql = `-- two rows are alike\nCREATE UNIQUE INDEX CONCURRENTLY ${index} ON ${table} (id)`;
    await assert.rejects(() => db.execute({ sql }), /could not create unique index/);
    const left = async () => await db.query({ sql: "SELECT 1 FROM pg_index WHERE NOT indisvalid" });
    assert.equal((await left()).length, 1);
    await postgres.clear?.(db, { sql: "SELECT 1" });
    await postgres.clear?.(db, { sql: sql.replace(index, "another") });
    assert.equal((await left()).length, 1);
    await postgres.clear?.(db, { sql });
    assert.equal((await left()).length, 0);
  }
});

liveTest(
  "an index that another session still builds is waited for, not dropped",
  async (database) => {
    const db = await database.connect();
    await db.execute({ sql: "CREATE TABLE users (id integer)" });
    const end = await hold(await database.connect(), writing);
    const builder = await database.connect();
    const sql = "CREATE INDEX CONCURRENTLY users_id ON users (id)";
    const built = builder.execute({ sql });
    await until("the index", async () => (await indexes(db)).length > 0);
    const cleared = postgres.clear?.(db, { sql });
    await sleep(600);
    assert.deepEqual(await indexes(db), [["users_id", false]]);
    await end();
    await built;
    await cleared;
    assert.deepEqual(await indexes(db), [["users_id", true]]);
  },
);

liveTest("a build whose session is ended is done again by the next run", async (database) => {
  const db = await database.connect();
  await migrate({ connection: db, dialect: postgres, revisions: [first] });
  const end = await hold(await database.connect(), writing);
  const revisions = [first, unique(true)];
  const runner = await database.connect();
  const failing = migrate({ connection: runner, dialect: postgres, revisions });
  const failed = assert.rejects(failing, {
    code: "run/op-failed",
    hint: /^of "b2" at most the index users_id, which is not valid, is left, and the next run/,
  });
  await until("the index", async () => (await indexes(db)).length > 0);
  await db.query({
    sql: `SELECT pg_terminate_backend(pid) FROM pg_stat_progress_create_index
      WHERE relid = 'users'::regclass`,
  });
  await failed;
  await end();
  assert.deepEqual(await indexes(db), [["users_id", false]]);
  assert.deepEqual((await migrate({ connection: db, dialect: postgres, revisions })).to, ["b2"]);
  assert.deepEqual(await indexes(db), [["users_id", true]]);
});

liveTest(
  "a build that never began leaves nothing, and committed steps are told",
  async (database) => {
    const db = await database.connect();
    const common = { connection: db, dialect: postgres };
    const revision = (column: string) => ({
      ...unique(false),
      upgrade: [
        op.createIndex("users_by_id", "users", ["id"], { options }),
        op.createIndex("users_id", "users", [column], { unique: true, options }),
      ],
    });
    await migrate({ ...common, revisions: [first] });
    const committed = '"create index users_by_id on users" is committed and will not be run again';
    await assert.rejects(migrate({ ...common, revisions: [first, revision("none")] }), {
      hint: `${committed}; correct it and run the command again`,
    });
    await db.execute({ sql: "INSERT INTO users VALUES (7)" });
    await assert.rejects(migrate({ ...common, revisions: [first, revision("id")] }), {
      hint:
        `${committed}; of the next step only the index users_id, which is not valid, is left, and ` +
        "the next run takes it away; correct it and run the command again",
    });
  },
);

liveTest(
  "a concurrent build outlasts both timeouts, and they hold again after it",
  async (database) => {
    const db = await database.connect();
    await migrate({ connection: db, dialect: postgres, revisions: [first] });
    await db.execute({ sql: "SET statement_timeout = '400ms'" });
    const end = await hold(await database.connect(), writing);
    const events: RunEvent[] = [];
    const run = migrate({
      connection: db,
      dialect: postgres,
      revisions: [first, unique(false)],
      lockTimeout: 200,
      listener: (event) => void events.push(event),
    });
    await sleep(1_000);
    await end();
    await run;
    assert.ok(!events.some(({ kind }) => kind === "lock-retry"));
    assert.deepEqual(await indexes(db), [["users_id", true]]);
    const settings =
      "SELECT current_setting('statement_timeout') AS s, current_setting('lock_timeout') AS l";
    assert.deepEqual(await db.query({ sql: settings }), [{ s: "400ms", l: "0" }]);
  },
);

liveTest("a concurrent build that waits for long says whom for", async (database) => {
  const common = { url: database.url, dialect: postgres };
  await migrate({ ...common, revisions: [first] });
  const writer = await database.connect();
  const end = await hold(writer, writing);
  const [row] = await writer.query<{ pid: number }>({ sql: "SELECT pg_backend_pid() AS pid" });
  const events: RunEvent[] = [];
  const listener = (event: RunEvent): void => void events.push(event);
  const run = migrate({ ...common, revisions: [first, unique(true)], listener });
  await sleep(4_000);
  await end();
  await run;
  const waits = events.flatMap((event) => event.kind === "lock-wait" ? [event] : []);
  const named = waits.map(({ tables, blockers }) => [tables, blockers.map((item) => item.session)]);
  assert.deepEqual(named, [[["users"], [`pid ${row?.pid}`]]]);
});

liveTest("an index that is not valid is told, and made anew", async ({ connect, url }) => {
  const db = await connect();
  const project = moduleProject(postgres, url, [{
    ...first,
    upgrade: [
      ...first.upgrade,
      op.createIndex("users_id", "users", ["id"], { unique: true }),
    ],
  }]);
  await upgrade(project, { target: "head" });
  await db.execute({ sql: "DROP INDEX users_id; INSERT INTO users VALUES (7)" });
  await assert.rejects(() =>
    db.execute({ sql: "CREATE UNIQUE INDEX CONCURRENTLY users_id ON users (id)" })
  );
  assert.deepEqual(await indexes(db), [["users_id", false]]);
  const { invalid, models } = await introspect(project);
  assert.deepEqual(invalid, ["index users_id on users"]);
  assert.doesNotMatch(models, /invalid/);
  const { drift } = await status(project);
  assert.deepEqual(drift.map(({ object, state }) => [object, state]), [[
    "index users_id",
    "changed",
  ]]);
  assert.match(drift[0]?.live ?? "", /invalid: true/);
  await db.execute({ sql: "DELETE FROM users WHERE ctid IN (SELECT max(ctid) FROM users)" });
  const { left } = await heal(project);
  assert.deepEqual([left, await indexes(db)], [[], [["users_id", true]]]);
  assert.deepEqual((await introspect(project)).invalid, []);
});

liveTest("an index that a failed run left is recorded by none", async ({ connect, url }) => {
  const db = await connect();
  const project = moduleProject(postgres, url, [first, unique(false)]);
  await upgrade(project, { target: "a1" });
  await db.execute({ sql: "INSERT INTO users VALUES (7)" });
  await assert.rejects(() => upgrade(project, { target: "head" }), { code: "run/op-failed" });
  const drift = async () => (await status(project)).drift.map(({ object }) => object);
  assert.deepEqual(await drift(), [], "the next run takes it away");
  const other = { ...unique(false), upgrade: [op.addColumn("users", "name", integer())] };
  await upgrade(moduleProject(postgres, url, [first, other]), { target: "head" });
  assert.deepEqual(await indexes(db), [["users_id", false]]);
  await db.execute({ sql: "DROP INDEX users_id" });
  assert.deepEqual(await drift(), [], "nobody misses it");
});
