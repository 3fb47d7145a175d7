/** Enums on a real PostgreSQL: a value that is added and used at once, and taken away again. */
import assert from "node:assert/strict";
import { enumeration, integer, isRetortError, migrate, op } from "@retort/core";
import { type Connection, renderOp } from "@retort/core/dialect";
import { downgradePath } from "@retort/core/graph";
import { bookkeepingOf, revisionsOf } from "@retort/core/plan";
import { applyAll } from "@retort/core/ops";
import { readVersions, runPath } from "@retort/core/run";
import { emptySchema } from "@retort/core/schema";
import { postgres } from "@retort/postgres";
import { liveTest } from "./server.ts";

const mood = (values: readonly string[]) => enumeration("mood", values);

const first = {
  revision: "a1",
  downRevision: null,
  upgrade: [
    op.createEnum("mood", ["sad", "happy"]),
    op.createTable("people", { id: integer().primaryKey(), mood: mood(["sad", "happy"]) }),
    op.createTable("pets", {
      id: integer().primaryKey(),
      mood: mood(["sad", "happy"]).notNull().default("sad"),
    }),
    op.execute("insert into people values (1, 'sad')"),
  ],
};
const second = {
  revision: "b2",
  downRevision: "a1",
  upgrade: [
    op.addEnumValue("mood", "calm", { before: "happy" }),
    op.execute("insert into people values (2, 'calm')", {
      reverse: "delete from people where mood = 'calm'",
    }),
    op.alterColumn("pets", "mood", { default: "calm" }),
  ],
};
const revisions = [first, second];

async function down(db: Connection): Promise<void> {
  const set = revisionsOf(revisions);
  const session = {
    db,
    dialect: postgres,
    tables: bookkeepingOf({ versionTable: "retort_version" }),
  };
  const path = downgradePath(set.graph, "-1", await readVersions(session));
  await runPath(session, set, {
    path,
    x: {},
    losses: { allow: [], otherwise: "refuse", written: false, allowWith: () => "" },
    now: () => new Date(),
    tool: "test",
  });
}

async function values(db: Connection): Promise<readonly string[]> {
  const rows = await db.query<{ readonly name: string }>({
    sql: "select enumlabel as name from pg_enum order by enumsortorder",
  });
  return rows.map(({ name }) => name);
}

async function standard(db: Connection): Promise<unknown> {
  const sql =
    "select column_default as d from information_schema.columns where table_name = 'pets'";
  return (await db.query<{ readonly d: string }>({ sql })).map(({ d }) => d).filter(Boolean);
}

liveTest("a value is added and used in one revision; up, down, up", async (database) => {
  const db = await database.connect();
  for (let round = 0; round < 2; round++) {
    assert.deepEqual((await migrate({ connection: db, dialect: postgres, revisions })).to, ["b2"]);
    assert.deepEqual(await values(db), ["sad", "calm", "happy"]);
    assert.deepEqual(await standard(db), ["'calm'::mood"]);
    assert.deepEqual(await db.query({ sql: "select id from people where mood = 'calm'" }), [
      { id: 2 },
    ]);
    await down(db);
    assert.deepEqual(await values(db), ["sad", "happy"]);
    assert.deepEqual(await standard(db), ["'sad'::mood"]);
  }
});

liveTest("a value that a row holds is not taken away", async (database) => {
  const db = await database.connect();
  await migrate({ connection: db, dialect: postgres, revisions });
  await db.execute({ sql: "insert into pets values (1, 'calm')" });
  await assert.rejects(() => down(db), (error) => {
    assert.ok(isRetortError(error) && error.code === "run/op-failed", String(error));
    const rows = '1 row breaks the removal of "calm" from enum mood: pets.mood holds it';
    assert.ok(error.message.includes(rows), error.message);
    return true;
  });
  assert.deepEqual(await values(db), ["sad", "calm", "happy"]);
  const session = {
    db,
    dialect: postgres,
    tables: bookkeepingOf({ versionTable: "retort_version" }),
  };
  assert.deepEqual(await readVersions(session), ["b2"]);
});

const third = {
  revision: "c3",
  downRevision: "b2",
  upgrade: [op.removeEnumValue("mood", "sad", { replaceWith: "happy" })],
  downgrade: [],
};

/** Every place a type can be used in that a conversion has to find. */
const elsewhere = [
  "create schema audit",
  "create table audit.log (moods mood[] not null default '{calm}', mood mood)",
  "insert into audit.log values ('{sad,calm,sad}', 'sad'), ('{}', null)",
];
const outside = {
  ...second,
  upgrade: [...second.upgrade, ...elsewhere.map((text) => op.execute(text))],
  downgrade: [],
};

liveTest("a value goes from all tables and arrays, rows get the other one", async (database) => {
  const db = await database.connect();
  const given = [first, outside, third];
  await migrate({ connection: db, dialect: postgres, revisions: given });
  assert.deepEqual(await values(db), ["calm", "happy"]);
  const rows = await db.query({
    sql: "select moods::text as moods, mood::text as mood from audit.log order by mood",
  });
  assert.deepEqual(rows, [{ moods: "{happy,calm,happy}", mood: "happy" }, {
    moods: "{}",
    mood: null,
  }]);
  const people = await db.query({ sql: "select id, mood::text as mood from people order by id" });
  assert.deepEqual(people, [{ id: 1, mood: "happy" }, { id: 2, mood: "calm" }]);
  assert.deepEqual(await standard(db), ["'calm'::mood"]);
});

liveTest("a value that an array of another schema holds is not taken away", async (database) => {
  const db = await database.connect();
  const removal = { ...third, upgrade: [op.removeEnumValue("mood", "sad")] };
  const given = [first, outside, removal];
  await assert.rejects(() => migrate({ connection: db, dialect: postgres, revisions: given }), {
    code: "run/op-failed",
    message: /1 row breaks the removal of "sad" from enum mood: (?:people|audit\.log)\./,
  });
  assert.deepEqual(await values(db), ["sad", "calm", "happy"]);
});

liveTest("a script stops where a row holds the value, and else goes on", async (database) => {
  const db = await database.connect();
  await migrate({ connection: db, dialect: postgres, revisions });
  const cx = {
    before: applyAll([...first.upgrade, ...second.upgrade], emptySchema),
    names: ["postgres"],
    offline: true,
  };
  const script = (value: string): string =>
    renderOp(postgres, op.removeEnumValue("mood", value), cx).map(({ sql }) => sql).join(";\n");
  await assert.rejects(() => db.execute({ sql: script("sad") }), {
    code: "database/statement-failed",
    message: /23514.*Rows break the removal of "sad" from enum mood: people\.mood holds it/,
  });
  assert.deepEqual(await values(db), ["sad", "calm", "happy"]);
  await db.execute({ sql: script("happy") });
  assert.deepEqual(await values(db), ["sad", "calm"]);
});

liveTest("enums and views are made if they are not there, in one block", async (database) => {
  const db = await database.connect();
  const ops = [
    op.createEnum("mood", ["sad"], { ifNotExists: true }),
    op.createView("v", "select 1 as one -- it's one", { ifNotExists: true }),
  ];
  const revisions = ["a1", "b2"].map((revision, index) => ({
    revision,
    downRevision: index === 0 ? null : "a1",
    // SQL that nothing is known of, so that the database alone knows what there is.
    upgrade: [op.execute("select 1"), ...ops],
    downgrade: [],
  }));
  assert.deepEqual((await migrate({ connection: db, dialect: postgres, revisions })).to, ["b2"]);
  assert.deepEqual(await values(db), ["sad"]);
  assert.deepEqual(await db.query({ sql: "select one from v" }), [{ one: 1 }]);
});
