/**
 * What must hold where revisions meet the work of others, the same on every server.
 *
 * @module
 */
import assert from "node:assert/strict";
import { integer, isRetortError, migrate, op, type RunEvent, varchar } from "@retort/core";
import type { ErrorData } from "@retort/core/errors";
import { type Ground, hold, readers, retries, sleep } from "./others.ts";

const first = {
  revision: "a1",
  downRevision: null,
  upgrade: [op.createTable("users", { id: integer().primaryKey() })],
};
const second = {
  revision: "b2",
  downRevision: "a1",
  upgrade: [op.addColumn("users", "age", integer())],
};

/** A long reader, many short ones, and a revision that adds a column. */
export async function crowd(ground: Ground): Promise<void> {
  const { dialect, timeout } = ground;
  const db = await ground.connect();
  const common = { connection: db, dialect, lockTimeout: timeout };
  await migrate({ ...common, revisions: [first] });
  const long = await ground.connect();
  const end = await hold(long);
  const name = await ground.session(long);
  const stop = await readers(ground);
  const { found, listener } = retries();
  const begun = performance.now();
  const run = migrate({ ...common, revisions: [first, second], lockTries: 30, listener });
  await sleep(3_000);
  await end();
  const report = await run;
  const took = performance.now() - begun;
  const longest = await stop();
  assert.deepEqual(report.to, ["b2"]);
  assert.ok(took >= 3_000, `it did not wait: ${took} ms`);
  assert.ok(longest <= timeout + 500, `a reader waited ${longest} ms`);
  assert.ok(longest >= timeout / 3, `no reader waited at all: ${longest} ms`);
  assert.ok(found.length > 0 && found.every(({ reason }) => reason === "timeout"));
  const [retry] = found;
  assert.deepEqual([retry?.tables, retry?.attempt, retry?.attempts], [["users"], 2, 30]);
  assert.ok(retry?.blockers.some(({ session }) => session === name), JSON.stringify(retry));
  assert.equal((await db.query({ sql: "SELECT age FROM users" })).length, 0);
}

/** When the tries are over: a typed error that names the holder, and nothing kept. */
export async function giveUp(ground: Ground): Promise<void> {
  const { dialect, timeout } = ground;
  const db = await ground.connect();
  const common = { connection: db, dialect, lockTimeout: timeout, lockTries: 2 };
  await migrate({ ...common, revisions: [first] });
  const long = await ground.connect();
  const end = await hold(long);
  const name = await ground.session(long);
  const { found, listener } = retries();
  await assert.rejects(
    () => migrate({ ...common, revisions: [first, second], listener }),
    (error) => {
      assert.ok(isRetortError(error) && error.code === "run/lock-timeout", String(error));
      const data = error.data as ErrorData["run/lock-timeout"];
      assert.deepEqual([data.tries, data.tables, data.revision], [2, ["users"], "b2"]);
      assert.equal(data.sql?.includes("age"), true);
      assert.ok(error.message.includes(`held by ${name} (`), error.message);
      assert.match(String(error.hint), /nothing of "b2" was kept.*run the command again when/);
      assert.equal(error.exit, 1);
      return true;
    },
  );
  assert.equal(found.length, 1);
  await end();
  const { to } = await migrate({ ...common, revisions: [first, second] });
  assert.deepEqual(to, ["b2"]);
}

const tables = {
  revision: "a1",
  downRevision: null,
  upgrade: ["one", "two"].flatMap((name) => [
    op.createTable(name, { id: integer().primaryKey(), note: varchar(20) }),
    op.execute(`INSERT INTO ${name} VALUES (1, 'new')`),
  ]),
};
const crossing = {
  revision: "b2",
  downRevision: "a1",
  upgrade: [op.execute(
    "UPDATE one SET note = CONCAT(note, '!') WHERE id = 1; " +
      "UPDATE two SET note = CONCAT(note, '!') WHERE id = 1",
  )],
};

/** A deadlock with another transaction is no failure. */
export async function deadlock(ground: Ground): Promise<void> {
  const { dialect } = ground;
  const db = await ground.connect();
  const common = { connection: db, dialect, lockTimeout: 10_000 };
  await migrate({ ...common, revisions: [tables] });
  const other = await ground.connect();
  await other.execute({ sql: "BEGIN" });
  await other.execute({ sql: "UPDATE two SET note = 'other' WHERE id = 1" });
  // InnoDB gives up the transaction that has changed less.
  const rows = Array.from({ length: 50 }, (_, index) => `(${index + 2}, 'more')`).join(", ");
  await other.execute({ sql: `INSERT INTO two VALUES ${rows}` });
  const { found, listener } = retries();
  const run = migrate({ ...common, revisions: [tables, crossing], listener });
  await sleep(300);
  // One of the two is chosen; where it is this one, the run goes through as well.
  const won = await other.execute({ sql: "UPDATE one SET note = 'other' WHERE id = 1" })
    .then(() => true, () => false);
  await other.execute({ sql: won ? "COMMIT" : "ROLLBACK" });
  assert.deepEqual((await run).to, ["b2"]);
  assert.deepEqual(
    found.map(({ reason, attempt }) => [reason, attempt]),
    won ? [["deadlock", 2]] : [],
  );
  const notes = await db.query<{ note: string }>({
    sql: "SELECT note FROM one UNION ALL SELECT note FROM two WHERE id = 1",
  });
  assert.deepEqual(notes.map(({ note }) => note), won ? ["other!", "other!"] : ["new!", "new!"]);
  assert.ok(won, "the run was not the one that was given up, so nothing was tried");
}

/** A function that has begun is not called twice; one that has not is called once. */
export async function functions(ground: Ground): Promise<void> {
  const { dialect, timeout } = ground;
  const db = await ground.connect();
  const common = { connection: db, dialect, lockTimeout: timeout, lockTries: 20 };
  await migrate({ ...common, revisions: [first] });
  let calls = 0;
  const call = op.run("tell others", () => void calls++);
  const add = op.addColumn("users", "age", integer());
  const long = await ground.connect();
  const end = await hold(long);
  const behind = { ...second, upgrade: [add, call] };
  const { found, listener } = retries();
  const run = migrate({ ...common, revisions: [first, behind], listener });
  await sleep(timeout * 2);
  await end();
  await run;
  assert.equal(calls, 1);
  assert.ok(found.length > 0);
  const again = await hold(long);
  const before = {
    revision: "c3",
    downRevision: "b2",
    upgrade: [call, op.dropColumn("users", "age")],
  };
  const failing = migrate({ ...common, revisions: [first, behind, before] });
  if (dialect.can.transactionalDdl) {
    await assert.rejects(failing, (error) => {
      assert.ok(isRetortError(error) && error.code === "run/lock-timeout", String(error));
      assert.match(error.message, /not tried again by itself, since run "tell others" had begun/);
      return true;
    });
    await again();
  } else {
    await sleep(timeout * 1.5);
    await again();
    await failing;
  }
  assert.equal(calls, 2);
}

/** A connection that was given has its own settings again. */
export async function restored(ground: Ground, query: string): Promise<void> {
  const { dialect } = ground;
  const db = await ground.connect();
  const before = await db.query({ sql: query });
  const seen: unknown[] = [];
  const look = {
    ...first,
    upgrade: [op.run("look", async (database) => {
      const { sql } = await import("@retort/core");
      seen.push(...await database.query(sql.raw(query)));
    })],
  };
  await migrate({ connection: db, dialect, revisions: [look], lockTimeout: 7_000 });
  assert.notDeepEqual(seen, before);
  assert.deepEqual(await db.query({ sql: query }), before);
  const failing = { ...second, upgrade: [op.execute("INSERT INTO nowhere VALUES (1)")] };
  await assert.rejects(() => migrate({ connection: db, dialect, revisions: [look, failing] }));
  assert.deepEqual(await db.query({ sql: query }), before);
}

/** Without an end to the waits: whom it waits for is told all the same, once. */
export async function unbounded(ground: Ground): Promise<void> {
  const { dialect, url } = ground;
  const common = { url, dialect, lockTimeout: 0 };
  await migrate({ ...common, revisions: [first] });
  const long = await ground.connect();
  const end = await hold(long);
  const events: RunEvent[] = [];
  const listener = (event: RunEvent): void => void events.push(event);
  const run = migrate({ ...common, revisions: [first, second], listener });
  await sleep(7_000);
  await end();
  assert.deepEqual((await run).to, ["b2"]);
  const waits = events.flatMap((event) => event.kind === "lock-wait" ? [event] : []);
  assert.deepEqual(waits.map(({ tables }) => tables), [["users"]], JSON.stringify(events));
  const name = await ground.session(long);
  assert.deepEqual(waits[0]?.blockers.map(({ session }) => session), [name]);
  assert.ok(!events.some(({ kind }) => kind === "lock-retry"));
}

/** Where statements stand alone, only the one that waited is run again. */
export async function alone(ground: Ground): Promise<void> {
  const { dialect, timeout } = ground;
  const db = await ground.connect();
  const common = {
    connection: db,
    dialect,
    lockTimeout: timeout,
    transactionMode: "none",
  } as const;
  await migrate({ ...common, revisions: [first] });
  const upgrade = [
    op.createTable("log", { id: integer() }),
    op.execute("INSERT INTO log VALUES (1)"),
    op.addColumn("users", "age", integer()),
  ];
  const end = await hold(await ground.connect());
  const { found, listener } = retries();
  const run = migrate({ ...common, revisions: [first, { ...second, upgrade }], listener });
  await sleep(timeout * 2);
  // Between two tries it is known what is done.
  const kept = await db.query({ sql: "SELECT step, done FROM retort_journal ORDER BY step" });
  await end();
  await run;
  assert.deepEqual(kept, [0, 1, 2].map((step) => ({ step, done: step === 2 ? 0 : 1 })));
  assert.ok(found.length > 0);
  assert.deepEqual(await db.query({ sql: "SELECT id FROM log" }), [{ id: 1 }]);
  assert.deepEqual(await db.query({ sql: "SELECT step FROM retort_journal" }), []);
}

/** A batch that waits for somebody's row is tried again, and what is committed before it stays. */
export async function batches(ground: Ground): Promise<void> {
  const { dialect, timeout } = ground;
  const db = await ground.connect();
  const common = { connection: db, dialect, lockTimeout: timeout };
  await migrate({ ...common, revisions: [first] });
  const rows = Array.from({ length: 30 }, (_, index) => `(${index})`).join(", ");
  await db.execute({ sql: `INSERT INTO users VALUES ${rows}` });
  await migrate({ ...common, revisions: [first, second] });
  const end = await hold(await ground.connect(), "SELECT id FROM users WHERE id = 15 FOR UPDATE");
  const fill = op.backfill("fill", { table: "users", set: { age: 7 }, batch: 10 });
  const all = [first, second, { revision: "c3", downRevision: "b2", upgrade: [fill] }];
  await assert.rejects(() => migrate({ ...common, revisions: all, lockTries: 1 }), (error) => {
    assert.ok(isRetortError(error) && error.code === "run/lock-timeout", String(error));
    const { revision, op, kept, tries } = error.data as ErrorData["run/lock-timeout"];
    assert.deepEqual(
      [revision, op, tries],
      ["c3", 'backfill "fill" of users', 1],
      JSON.stringify(error.data),
    );
    assert.deepEqual(kept, ['10 rows of backfill "fill" of users']);
    return true;
  });
  const { found, listener } = retries();
  const run = migrate({ ...common, revisions: all, listener });
  await sleep(timeout * 1.5);
  await end();
  assert.deepEqual((await run).to, ["c3"]);
  assert.deepEqual([...new Set(found.map(({ tables }) => tables.join()))], ["users"]);
  const left = await db.query({ sql: "SELECT id FROM users WHERE age IS NULL OR age <> 7" });
  assert.deepEqual(left, []);
}
