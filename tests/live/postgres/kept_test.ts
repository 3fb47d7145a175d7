import assert from "node:assert/strict";
import { enumeration, integer, migrate, op, sql, text } from "@retort/core";
import { postgres } from "@retort/postgres";
import {
  tellByHand,
  tellKept,
  tellNarrower,
  tellNulls,
  tellNumbers,
  tellPointedAt,
} from "../kept.ts";
import { serial } from "@retort/postgres/types";
import { code, fill, keptNames, rows, users, waysOf } from "../kept_ground.ts";
import { tellRound } from "../kept_round.ts";
import { liveTest } from "./server.ts";

liveTest("what is kept comes back with its rows and all that hung on it", async (database) => {
  await tellKept({ dialect: postgres, connect: () => database.connect() });
});

liveTest("what is kept comes back in one transaction for the whole run", async (database) => {
  await tellKept({ dialect: postgres, connect: () => database.connect() }, { all: true });
});

liveTest(
  "a column that must not be null comes back when every row has a value",
  async (database) => {
    await tellNulls({ dialect: postgres, connect: () => database.connect() });
  },
);

liveTest("a key that numbers itself is kept and comes back", async (database) => {
  await tellNumbers({ dialect: postgres, connect: () => database.connect() });
});

const first = [
  "create schema aud",
  "create type mood as enum ('sad', 'ok')",
  `create table aud.t (id serial constraint pk_t primary key, m mood not null default 'ok',
    code integer constraint uq_code unique constraint ck_code check (code > 0),
    at text default now()::text)`,
  "create index ix_at on aud.t (lower(at)) where code is not null",
  "create table aud.gone (id integer constraint pk_gone primary key)",
  "insert into aud.t (code, at) values (5, 'x'), (6, 'y')",
  "insert into aud.gone values (1)",
];

liveTest("serials, enums, checks and other schemas: all of it comes back", async (database) => {
  const at = { schema: "aud" };
  const mood = enumeration("mood", ["sad", "ok"]);
  await tellRound({ dialect: postgres, connect: () => database.connect() }, {
    first,
    upgrade: [
      op.dropTable("gone", at),
      ...["id", "m", "code", "at"].map((name) => op.dropColumn("t", name, at)),
      op.addColumn("t", "x", text(), at),
    ],
    downgrade: [
      op.dropColumn("t", "x", at),
      op.addColumn("t", "at", text().default(sql`now()::text`), at),
      op.addColumn("t", "code", integer(), at),
      op.addColumn("t", "m", mood.notNull().default("ok"), at),
      op.addColumn("t", "id", serial().primaryKey({ name: "pk_t" }), at),
      op.createTable("gone", { id: integer().primaryKey({ name: "pk_gone" }) }, [], at),
    ],
    meanwhile: [
      // Names of keys are free for others.
      "create table aud.other (id integer constraint pk_gone primary key)",
      "drop table aud.other",
      "insert into aud.t (x) values (null)",
    ],
    ends: ["select id, m, code, at from aud.t order by id", [
      { id: 1, m: "ok", code: 5, at: "x" },
      { id: 2, m: "ok", code: 6, at: "y" },
      { id: 3, m: "ok", code: null, at: null },
    ]],
  });
});

liveTest("a column is not kept whose type the run drops", async (database) => {
  const db = await database.connect();
  const mood = enumeration("mood", ["sad", "ok"]);
  const revisions = [
    {
      revision: "a1",
      downRevision: null,
      upgrade: [
        op.createEnum("mood", ["sad", "ok"]),
        op.createTable("t", { m: mood }),
        op.execute("insert into t values ('ok')"),
      ],
    },
    { revision: "b2", downRevision: "a1", upgrade: [op.dropColumn("t", "m"), op.dropEnum("mood")] },
  ];
  await migrate({ connection: db, dialect: postgres, revisions, target: "a1" });
  await assert.rejects(
    migrate({ connection: db, dialect: postgres, revisions, keep: true }),
    code("kept/impossible"),
  );
});

liveTest("a table is not kept that others point at", async (database) => {
  const db = await database.connect();
  const revisions = [
    {
      revision: "a1",
      downRevision: null,
      upgrade: [
        op.createTable("p", { id: integer().primaryKey() }),
        op.createTable("t", { p: integer().references("p.id") }),
        op.execute("insert into p values (1)"),
      ],
    },
    { revision: "b2", downRevision: "a1", upgrade: [op.dropTable("p")] },
  ];
  await migrate({ connection: db, dialect: postgres, revisions, target: "a1" });
  await assert.rejects(
    migrate({ connection: db, dialect: postgres, revisions, keep: true }),
    code("kept/impossible"),
  );
  assert.deepEqual(await db.query({ sql: "select id from p" }), [{ id: 1 }]);
});

liveTest("by hand one comes back and the others go", async (database) => {
  await tellByHand({ dialect: postgres, connect: () => database.connect() });
});

liveTest("what a try wrote down that gave up waiting is written again", async (database) => {
  const [db, other] = [await database.connect(), await database.connect()];
  const { up, down } = waysOf(postgres);
  await up(db, "a1");
  await fill(db);
  const before = await rows(db, users);
  let release = (): void => {};
  const held = new Promise<void>((resolve) => release = resolve);
  const holding = other.transaction(async () => {
    await other.execute({ sql: "lock table teams in access share mode" });
    await held;
  });
  let retries = 0;
  const going = up(db, "b2", {
    keep: true,
    listener({ kind }) {
      if (kind !== "lock-retry") return;
      retries++;
      release();
    },
  });
  await Promise.all([going, holding]);
  assert.equal(retries, 1);
  assert.equal((await rows(db, "select kept from retort_kept")).length, 4);
  await down(db, "a1");
  assert.deepEqual(await rows(db, users), before);
  assert.deepEqual(await keptNames(postgres, db), []);
});

liveTest("a column does not come back as a narrower type", async (database) => {
  await tellNarrower({ dialect: postgres, connect: () => database.connect() });
});

liveTest("a column is not kept that others point at", async (database) => {
  await tellPointedAt({ dialect: postgres, connect: () => database.connect() });
});

liveTest("what is named with the schema that is there by default comes back", async (database) => {
  const at = { schema: "public" };
  await tellRound({ dialect: postgres, connect: () => database.connect() }, {
    first: [
      "create table t (id integer primary key, n text)",
      "create table gone (id integer constraint pk_gone primary key)",
      "create schema aud",
      "create table aud.gone (id integer constraint pk_gone primary key)",
      "insert into t values (1, 'x')",
      "insert into gone values (7)",
      "insert into aud.gone values (8)",
    ],
    upgrade: [
      op.dropColumn("t", "n", at),
      op.dropTable("gone", at),
      op.dropTable("gone", { schema: "aud" }),
    ],
    downgrade: [
      op.createTable("gone", { id: integer().primaryKey({ name: "pk_gone" }) }, [], {
        schema: "aud",
      }),
      op.createTable("gone", { id: integer().primaryKey({ name: "pk_gone" }) }, [], at),
      op.addColumn("t", "n", text(), at),
    ],
    meanwhile: [],
    ends: ["select t.id, n, g.id as g, a.id as a from t, gone as g, aud.gone as a", [
      { id: 1, n: "x", g: 7, a: 8 },
    ]],
  });
});
