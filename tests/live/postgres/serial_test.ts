/** Serial columns on a real PostgreSQL: their sequences follow them, also under another name. */
import assert from "node:assert/strict";
import { bigint, integer, migrate, op, text } from "@retort/core";
import type { Connection } from "@retort/core/dialect";
import type { Op } from "@retort/core/ops";
import { postgres } from "@retort/postgres";
import { bigserial, serial } from "@retort/postgres/types";
import { liveTest } from "./server.ts";

const first = {
  revision: "a1",
  downRevision: null,
  upgrade: [
    op.createTable("users", { id: serial().primaryKey(), name: text() }),
    op.renameTable("users", "people"),
    op.bulkInsert("people", [{ name: "a" }, { name: "b" }]),
  ],
  downgrade: [],
};

async function change(db: Connection, upgrade: readonly Op[], seen = true): Promise<void> {
  const unseen = seen ? [] : [op.execute("select 1")];
  const second = { revision: "b2", downRevision: "a1", upgrade: [...unseen, ...upgrade] };
  const revisions = [first, { ...second, downgrade: [] }];
  await migrate({ connection: db, dialect: postgres, revisions });
}

async function sequences(db: Connection): Promise<readonly string[]> {
  const sql = "select sequencename || ' ' || data_type as s from pg_sequences order by 1";
  const found = (await db.query<{ readonly s: string }>({ sql })).map(({ s }) => s);
  return found.filter((name) => !name.startsWith("retort_"));
}

async function nextId(db: Connection): Promise<unknown> {
  const sql = "insert into people (name) values ('c') returning id::text as id";
  return (await db.query<{ readonly id: string }>({ sql }))[0]?.id;
}

for (const seen of [true, false]) {
  const how = seen ? "replayed" : "read";
  liveTest(`a serial column of a renamed table becomes bigserial (${how})`, async (database) => {
    const db = await database.connect();
    await change(db, [op.alterColumn("people", "id", { type: bigserial() })], seen);
    assert.deepEqual(await sequences(db), ["users_id_seq bigint"]);
    assert.equal(await nextId(db), "3");
  });
  liveTest(`a serial column becomes an identity and goes on (${how})`, async (database) => {
    const db = await database.connect();
    const identity = { type: bigint(), identity: { always: true } };
    await change(db, [op.alterColumn("people", "id", identity)], seen);
    assert.deepEqual(await sequences(db), ["people_id_seq bigint"]);
    assert.equal(await nextId(db), "3");
  });
  liveTest(`a serial column is not widened without a word (${how})`, async (database) => {
    const db = await database.connect();
    const widened = change(db, [op.alterColumn("people", "id", { type: bigint() })], seen);
    await assert.rejects(widened, /what becomes of its numbers/);
  });
}

liveTest("an identity goes back to serial, and a serial to a plain integer", async (database) => {
  const db = await database.connect();
  await change(db, [
    op.alterColumn("people", "id", { type: integer(), identity: { always: false } }),
    op.alterColumn("people", "id", { type: serial(), identity: null }),
  ]);
  assert.deepEqual(await sequences(db), ["people_id_seq integer"]);
  assert.equal(await nextId(db), "3");
  const plain = op.alterColumn("people", "id", { type: integer(), default: null });
  const third = { revision: "c3", downRevision: "b2", upgrade: [plain], downgrade: [] };
  const second = { revision: "b2", downRevision: "a1", upgrade: [], downgrade: [] };
  await migrate({ connection: db, dialect: postgres, revisions: [first, second, third] });
  assert.deepEqual(await sequences(db), []);
});
