/**
 * The keys by which backfills walk through tables, and what they are refused; the same on every database.
 *
 * @module
 */
import assert from "node:assert/strict";
import {
  bigint,
  integer,
  isRetortError,
  migrate,
  numeric,
  op,
  primaryKey,
  sql,
  timestamp,
  unique,
  varchar,
} from "@retort/core";
import { downgradePath } from "@retort/core/graph";
import { bookkeepingOf, revisionsOf } from "@retort/core/plan";
import { runPath } from "@retort/core/run";
import {
  fill,
  type Keys,
  type Progress,
  type Scene,
  type TestRevision,
  touches,
} from "./backfills.ts";

const tables = bookkeepingOf({ versionTable: "retort_version" });
const touched = { touched: sql`touched + 1` };

/** Texts that sort in odd ways, or that have to be quoted. */
const texts = [
  "a",
  "Ax",
  "B",
  "b b",
  "it's",
  "back\\slash",
  'qu"ote',
  "per%cent",
  "_",
  "-1",
  "10",
  "9",
  "äö",
  "z\u00df",
  "\u{1f600}",
  "line\nbreak",
  "tab\t",
  "${x}",
  "NULL",
  "true",
];

const columns: Keys = {
  bigint: [bigint(), [-5, 0, 7, { bigint: "9007199254740993" }, { bigint: "9007199254740994" }, {
    bigint: "9223372036854775807",
  }]],
  numeric: [numeric(12, 4), ["-1.5000", "0.0001", "10.2500", "9.7500", "99999999.9999"]],
  timestamp: [timestamp(6), [
    "2026-01-01 00:00:00.000001",
    "2026-01-01 00:00:00.000002",
    "2026-01-01 00:00:00.000010",
    "1999-12-31 23:59:59.999999",
  ]],
  text: [varchar(40), texts],
};

/** Walks through a table for each kind of key, in batches of 1, 2, 3 and 7 rows: each row once. */
export async function keys(scene: Scene): Promise<void> {
  const db = await scene.connect();
  for (const [name, [column, values]] of Object.entries({ ...columns, ...scene.keys })) {
    for (const batch of [1, 2, 3, 7]) {
      const table = `${name}_${batch}`;
      const rows = values.map((id) => ({ id, touched: 0 }));
      await fill({ scene, db }, [{
        revision: table,
        downRevision: null,
        upgrade: [
          op.createTable(table, { id: column.primaryKey(), touched: integer() }),
          op.bulkInsert(table, rows),
          op.backfill("touch", { table, set: touched, batch }),
        ],
      }]);
      assert.deepEqual(await touches(db, table), [[1, values.length]], table);
      await db.execute({ sql: "DELETE FROM retort_version" });
    }
  }
  await db.close();
}

/** A key of a text and a number, whose columns stand in another order in the table. */
export async function composite(scene: Scene): Promise<void> {
  const db = await scene.connect();
  const rows = texts.flatMap((name) => [3, 1, 2].map((n) => ({ n, name, touched: 0 })));
  const make = op.createTable(
    "pairs",
    { n: integer().notNull(), name: varchar(40).notNull(), touched: integer() },
    [primaryKey(["name", "n"])],
  );
  const events = await fill({ scene, db }, [{
    revision: "a",
    downRevision: null,
    upgrade: [
      make,
      op.bulkInsert("pairs", rows),
      op.backfill("touch", { table: "pairs", set: touched, batch: 7, where: sql`n > 1 OR n < 1` }),
    ],
  }]);
  assert.deepEqual(await touches(db, "pairs"), [[0, texts.length], [1, texts.length * 2]]);
  assert.deepEqual(events.at(-1)?.rows, rows.length);
  assert.deepEqual(events.at(-1)?.changed, texts.length * 2);
  await db.close();
}

function members(options: object): TestRevision {
  return {
    revision: "a",
    downRevision: null,
    upgrade: [
      op.createTable("members", {
        id: integer().notNull(),
        email: varchar(40).notNull(),
        nick: varchar(40),
        touched: integer(),
      }, [unique(["email"]), unique(["nick"])]),
      op.bulkInsert("members", texts.map((email, id) => ({ id, email, nick: null, touched: 0 }))),
      op.backfill("touch", { table: "members", set: touched, batch: 6, ...options }),
    ],
  };
}

/** A column whose values are not compared as they are sorted is no key. */
export async function uneven(scene: Scene): Promise<void> {
  if (!scene.refused) return; // PostgreSQL sorts all that it compares
  const db = await scene.connect();
  const [column, message] = scene.refused;
  const revision = {
    revision: "odd",
    downRevision: null,
    upgrade: [
      op.createTable("odd", { id: column.primaryKey(), touched: integer() }),
      op.backfill("touch", { table: "odd", set: touched }),
    ],
  };
  await assert.rejects(fill({ scene, db }, [revision]), message);
  assert.deepEqual(await touches(db, "odd"), []);
  await db.close();
}

/** What can't be a key is refused before a row is changed; another unique one is taken. */
export async function refusals(scene: Scene): Promise<void> {
  const db = await scene.connect();
  const refused: readonly (readonly [object, RegExp])[] = [
    [{}, /"members" cannot be walked through in batches: it has no primary key/],
    [{ key: ["id"] }, /nothing keeps id unique/],
    [{ key: ["nick"] }, /nick may be null/],
  ];
  for (const [options, message] of refused) {
    await assert.rejects(fill({ scene, db }, [members(options)]), (error) => {
      assert.ok(isRetortError(error));
      assert.equal(error.code, "run/op-failed");
      assert.match(error.message, message);
      return true;
    });
    assert.deepEqual(await touches(db, "members"), [[0, texts.length]]);
  }
  await fill({ scene, db }, [members({ key: ["email"] })]);
  assert.deepEqual(await touches(db, "members"), [[1, texts.length]]);
  const inside = {
    revision: "b",
    downRevision: "a",
    upgrade: [
      op.run(
        "nested",
        () => [op.backfill("touch", { table: "members", set: touched, key: ["email"] })],
      ),
    ],
  };
  await assert.rejects(
    fill({ scene, db }, [members({ key: ["email"] }), inside]),
    /cannot be a part of one or of a function/,
  );
  assert.deepEqual(await touches(db, "members"), [[1, texts.length]]);
  await db.close();
}

/** In one transaction for a whole run, what stands before it is committed; so are its batches. */
export async function together(scene: Scene): Promise<void> {
  const db = await scene.connect();
  const broken = { revision: "b", downRevision: "a", upgrade: [op.execute("broken")] };
  const told: string[] = [];
  await assert.rejects(migrate({
    connection: db,
    dialect: scene.dialect,
    revisions: [members({ key: ["email"] }), broken],
    transactionMode: "all",
    listener: (event) => void told.push(event.kind),
  }));
  const { transactionalDdl } = scene.dialect.can;
  assert.ok(told.includes(transactionalDdl ? "transaction-split" : "no-single-transaction"));
  assert.deepEqual(await touches(db, "members"), [[1, texts.length]]);
  const rows = await db.query({ sql: "SELECT version_num FROM retort_version" });
  assert.deepEqual(rows, [{ version_num: "a" }]);
  await db.close();
}

/** A downgrade takes it back by what `reverse` says, in batches too. */
export async function undone(scene: Scene): Promise<void> {
  const db = await scene.connect();
  const reverse = { set: { touched: sql`touched - 1` }, where: sql`touched > 0` };
  const [made, , last] = members({ key: ["email"], reverse }).upgrade;
  const [, rows] = members({}).upgrade;
  assert.ok(made && rows && last);
  const revisions = [
    { revision: "a", downRevision: null, upgrade: [made, rows], downgrade: [] },
    { revision: "b", downRevision: "a", upgrade: [last] },
  ];
  await fill({ scene, db }, revisions);
  assert.deepEqual(await touches(db, "members"), [[1, texts.length]]);
  const events: Progress[] = [];
  const set = revisionsOf(revisions);
  await runPath({ db, dialect: scene.dialect, tables }, set, {
    path: downgradePath(set.graph, "-1", ["b"]),
    x: {},
    losses: { allow: [], otherwise: "refuse", allowWith: String, written: false },
    now: () => new Date(),
    tool: "test",
    listener: (event) => void (event.kind === "backfill-progress" && events.push(event)),
  });
  assert.deepEqual(await touches(db, "members"), [[0, texts.length]]);
  assert.equal(events.at(-1)?.direction, "down");
  await db.close();
}
