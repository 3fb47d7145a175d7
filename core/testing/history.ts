/**
 * What is kept in a database: versions, history, and values as they were given.
 *
 * @module
 */
import { backfill, bulkInsert, createTable, fillColumn } from "../ops/builders.ts";
import { historyWrite } from "../plan/history.ts";
import { pastEvents } from "../run/past.ts";
import { readVersions } from "../run/standing.ts";
import {
  canonical,
  emptySchema,
  integer,
  type Literal,
  type Sql,
  sql,
  varchar,
} from "../schema/mod.ts";
import { bigint, blob, boolean, text } from "../schema/types.ts";
import { type Live, runOps } from "./execute.ts";
import { expect, expectEqual } from "./expect.ts";
import { type Ground, normalLive, takes } from "./ground.ts";
import { go, ownTables, sessionOf, withoutOwn } from "./revisions.ts";
import type { Check } from "./suite.ts";

/** The checks on what is kept. */
export const historyChecks: readonly Check[] = [
  { group: "history", name: "up, down and up again", run: upDownUp },
  { group: "history", name: "the history tells all of it, in order", run: tellsAll },
  { group: "history", name: "rows() reads what a query reads", run: readsRows },
  { group: "rows", name: "values come back as they were given", run: keepsValues },
  { group: "rows", name: "execute() counts the rows that it changed", run: countsRows },
  { group: "rows", name: "rows are changed in batches", run: changesRows },
];

const users = createTable("users", {
  id: integer().notNull().primaryKey({ name: "pk_users" }),
  name: varchar(50),
});
const chain = {
  a1: [users],
  b2: [createTable("orders", { id: integer().notNull() })],
  c3: [createTable("notes", { id: integer().notNull() })],
};

async function schemaOf(live: Live): Promise<string> {
  return canonical(withoutOwn(await normalLive(live)));
}

async function expectRows(live: Live, wanted: string): Promise<void> {
  const rows = (await readVersions(sessionOf(live))).join();
  expect(rows === wanted, `the version rows are "${wanted}"`, [`they are "${rows}"`]);
}

async function upDownUp(ground: Ground): Promise<void> {
  const { live } = await ground.database();
  await go(live, { chain, to: "a1" });
  const first = await schemaOf(live);
  await go(live, { chain });
  const head = await schemaOf(live);
  await expectRows(live, "c3");
  const down = await go(live, { chain, to: "a1", down: true });
  expect(down.join() === "c3,b2", "a downgrade goes from the head down", [down.join()]);
  expectEqual(await schemaOf(live), first, "going down gives the schema of before");
  await expectRows(live, "a1");
  await go(live, { chain });
  expectEqual(await schemaOf(live), head, "going up again gives the same schema");
  await go(live, { chain, to: "base", down: true });
  await expectRows(live, "");
  const all = await go(live, { chain, mode: "all" });
  expect(all.join() === "a1,b2,c3", "all revisions run in one transaction, where there is one");
  await expectRows(live, "c3");
  const none = await go(live, { chain });
  expect(none.length === 0, "at the head nothing runs");
}

async function tellsAll(ground: Ground): Promise<void> {
  const { live } = await ground.database();
  await go(live, { chain });
  await go(live, { chain, to: "b2", down: true });
  const { writer } = ground.dialect;
  const odd = { revision: "ä\"'\\`?:$1\u{1f600}", error: `it's\n"bad"\\ ${"x".repeat(5000)}` };
  const at = new Date();
  const event = { event: "failed", direction: "upgrade", at, tool: "0", ...odd } as const;
  const written = await live.db.execute(writer.query(historyWrite(ownTables, event)));
  expect(written === 1, "writing to the history gives 1 for the row", [`${written}`]);
  const found = await live.db.query<{ revision: string; direction: string; error: string }>(
    writer.query(
      sql`select revision, direction, error from ${sql.name(ownTables.history.name)} order by id`,
    ),
  );
  const told = found.map((row) => `${row.direction} ${row.revision}`);
  const wanted = [
    "upgrade a1",
    "upgrade b2",
    "upgrade c3",
    "downgrade c3",
    `upgrade ${odd.revision}`,
  ];
  expect(
    told.join("\n") === wanted.join("\n"),
    "the history is in the order of what happened",
    told,
  );
  expect(found.at(-1)?.error === odd.error, "long and odd texts come back as they were written");
  if (!live.db.rows) return;
  const past = await pastEvents(sessionOf(live));
  expect(past.at(-1)?.revision === odd.revision, "the commands read the same");
}

async function readsRows(ground: Ground): Promise<void> {
  const { live: { db, dialect } } = await ground.database();
  const { rows } = db;
  if (!rows) return ground.note("the connection has no rows(): tables are looked for by inspect");
  const nowhere = await rows.call(db, { name: "nowhere_to_be_found" }, ["id"]);
  expect(nowhere === undefined, "rows() of a table that is not there are undefined");
  await runOps({ db, dialect }, { ops: [users], state: emptySchema });
  const none = await rows.call(db, { name: "users" }, ["id", "name"]);
  expect(none?.length === 0, "rows() of an empty table are none");
  const given = bulkInsert("users", [{ id: 1, name: "it's" }, { id: 2, name: null }]);
  await runOps({ db, dialect }, { ops: [given], state: emptySchema });
  const found = (await rows.call(db, { name: "users" }, ["id", "name"]) ?? [])
    .toSorted((a, b) => Number(a["id"]) - Number(b["id"]));
  const wanted = [{ id: "1", name: "it's" }, { id: "2", name: null }];
  expectEqual(JSON.stringify(found), JSON.stringify(wanted), "rows() gives texts");
  const some = await rows.call(db, { name: "users" }, ["id", "name"], { name: "it's" }) ?? [];
  expect(some.some(({ id }) => id === "1"), "rows() with `only` gives what holds it");
}

async function countsRows(ground: Ground): Promise<void> {
  const { live: { db, dialect } } = await ground.database();
  await runOps({ db, dialect }, { ops: [users], state: emptySchema });
  const counted: readonly (readonly [number, Sql])[] = [
    [1, sql`insert into users (id, name) values (${1}, ${"a"})`],
    [2, sql`insert into users (id, name) values (2, 'b'), (3, 'c')`],
    [0, sql`update users set name = ${"d"} where id = ${9}`],
    [2, sql`update users set name = ${"d"} where id > ${1}`],
    [3, sql`delete from users`],
  ];
  for (const [wanted, statement] of counted) {
    const found = await db.execute(dialect.writer.query(statement));
    const what = `execute() gives ${wanted} for ${dialect.writer.text(statement)}`;
    expect(found === wanted, what, [`it gives ${found}`]);
  }
}

const values: Readonly<Record<string, readonly Literal[]>> = {
  t: [
    "",
    "it's",
    'a "b" `c` \\d ${e} ?',
    "%s :x $1 @y",
    "two\nlines\ttab",
    "ä 日本 \u{1f600}",
    null,
  ],
  n: [0, -7, 2147483647, null],
  big: [{ bigint: "9007199254740993" }, { bigint: "-9223372036854775808" }, 5, null],
  yes: [true, false, null],
  raw: [{ bytes: "00ff27225c" }, { bytes: "" }, null],
};

async function keepsValues(ground: Ground): Promise<void> {
  const { live } = await ground.database();
  const builders = { t: text(), n: integer(), big: bigint(), yes: boolean(), raw: blob() };
  for (const [name, builder] of Object.entries(builders)) {
    const table = createTable(`v_${name}`, { id: integer().notNull(), v: builder });
    if (!takes(ground.dialect, [table])) continue;
    await runOps(live, { ops: [table], state: emptySchema });
    for (const [n, value] of (values[name] ?? []).entries()) {
      await keepsValue(live, { table: `v_${name}`, id: n * 2, value });
    }
  }
}

/** A value as a literal and as a parameter must be one: the row is found by either. */
async function keepsValue(
  { db, dialect: { writer } }: Live,
  { table, id, value }: { readonly table: string; readonly id: number; readonly value: Literal },
): Promise<void> {
  const name = sql.name(table);
  const insert = (n: number) => sql`insert into ${name} (id, v) values (${n}, ${value})`;
  await db.execute({ sql: writer.text(insert(id)) });
  await db.execute(writer.query(insert(id + 1)));
  const [a, b] = await db.query<{ v: unknown }>(
    writer.query(sql`select v from ${name} where id in (${id}, ${id + 1}) order by id`),
  );
  const shown = `${table}: ${JSON.stringify(value)}`;
  const [x, y] = [a, b].map((row) => plain(row?.v));
  expect(x === y, `${shown} is the same as a literal and as a parameter`, [`${x} and ${y}`]);
  const isText = typeof value === "string" || value === null;
  if (isText) expect(a?.v === value, `${shown} comes back as it was given`, [String(a?.v)]);
  else if (typeof value === "number") {
    expect(Number(a?.v) === value, `${shown} comes back`, [`${x}`]);
  } else if (typeof value === "object" && "bigint" in value) {
    expect(String(a?.v) === value.bigint, `${shown} comes back without loss`, [`${x}`]);
  }
}

function plain(value: unknown): string {
  if (value instanceof Uint8Array) return `bytes ${[...value].join(" ")}`;
  return `${typeof value} ${String(value)}`;
}

async function changesRows(ground: Ground): Promise<void> {
  const { live } = await ground.database();
  if (!ground.dialect.batches) return ground.note("not supported: backfills");
  const rows = Array.from({ length: 25 }, (_item, id) => ({ id, name: id % 2 ? `n${id}` : null }));
  await go(live, {
    chain: {
      a1: [users, bulkInsert("users", rows)],
      b2: [fillColumn("users", "name", "none")],
      c3: [backfill("mark", { table: "users", set: { name: sql`upper(name)` }, batch: 10 })],
    },
  });
  const found = await live.db.query<{ id: unknown; name: string }>(
    ground.dialect.writer.query(sql`select id, name from users order by id`),
  );
  const wanted = rows.map(({ id, name }) => `${id} ${(name ?? "none").toUpperCase()}`);
  expectEqual(
    JSON.stringify(found.map((row) => `${row.id} ${row.name}`)),
    JSON.stringify(wanted),
    "every row is changed once",
  );
}
