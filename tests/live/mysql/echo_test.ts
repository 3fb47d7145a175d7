/** Expressions as people write them, beside what the server makes of them: no difference. */
import assert from "node:assert/strict";
import {
  boolean,
  check,
  date,
  integer,
  json,
  numeric,
  sql,
  text,
  timestamp,
  varchar,
} from "@retort/core";
import { type Connection, echoModels, normalizeByEcho } from "@retort/core/dialect";
import { diffSchemas } from "@retort/core/diff";
import { type Op, spec } from "@retort/core/ops";
import { emptySchema, type Schema, schemaOf, type Table, tableOf } from "@retort/core/schema";
import { runOps } from "../golden.ts";
import { dialectFor, liveTest } from "./server.ts";

const conditions = [
  "not (a > 0)",
  "not (a > 0 or b < 5)",
  "a in (1)",
  "n rlike 'a'",
  "f = true",
  "not f",
  "!f",
  "a && b",
  "case when a > 0 then b > 0 else true end",
  "mod(a, 2) = 0",
  "a + (b - 1) > 3 and ((a * 2) + 1) > 0",
  "date_add(d, interval 1 month) > '2020-01-01'",
  "substring(n from 1 for 2) = 'ab'",
  "cast(a as char) = '1'",
  "convert(n, char) = 'x'",
  "binary n = 'x'",
  "instr(n, 'a') > 0",
  "position('a' in n) > 0",
  "isnull(a)",
  "a is unknown",
  "0x41 = n",
  "datediff(d, '2020-01-01') > 1",
  "char(65) = n",
  "(a > 0) = true",
  "json_extract(j, '$.a') = 1",
  "n = 'it''s (a) `b`'",
  "year(ts) > 2000",
];

const columns = {
  a: integer(),
  b: integer(),
  c: numeric(10, 2),
  n: varchar(50).collate("utf8mb4_bin"),
  s: text(),
  d: date(),
  ts: timestamp().default(sql`now()`),
  f: boolean(),
  j: json(),
};

/** What MySQL takes for no condition, so that it refuses it as a check: the value is a number to it. */
const numbersToMysql = ["case when a > 0 then b > 0 else true end"];

async function inspected(db: Connection): Promise<Schema> {
  return await dialectFor(db).inspect?.(db) ?? emptySchema;
}

/** What is left to change where a table stands that was made as it shall be. */
async function leftAfter(db: Connection, table: Table): Promise<readonly Op[]> {
  const dialect = dialectFor(db);
  await db.execute({ sql: "DROP TABLE IF EXISTS t" });
  const create: Op = { kind: "createTable", table };
  await runOps({ db, dialect }, { ops: [create], state: emptySchema });
  return await compared(db, table);
}

async function compared(db: Connection, table: Table): Promise<readonly Op[]> {
  const dialect = dialectFor(db);
  const live = dialect.normalize(await inspected(db));
  const wanted = await normalizeByEcho({ dialect, db }, live, schemaOf([table]));
  return diffSchemas(live, wanted, { types: dialect.types, comments: true }).ops;
}

liveTest(
  "echo() tells how the server spells checks, computed columns and defaults",
  async (database) => {
    const db = await database.connect();
    const mariadb = db.server.flavour === "mariadb";
    const checked = conditions.filter((item) => mariadb || !numbersToMysql.includes(item));
    const checks = checked.map((item, n) => check(`ck_${n}`, sql.raw(item)));
    assert.deepEqual(await leftAfter(db, tableOf({ name: "t", columns, constraints: checks })), []);
    const computed = conditions.map((item, n) =>
      [`g${n}`, varchar(99).computed(sql.raw(item))] as const
    );
    const more = { ...columns, ...Object.fromEntries(computed) };
    assert.deepEqual(await leftAfter(db, tableOf({ name: "t", columns: more })), []);
    const defaults = conditions.map((item, n) =>
      [`g${n}`, varchar(99).default(sql.raw(`(${item})`))] as const
    );
    const others = { ...columns, ...Object.fromEntries(defaults) };
    assert.deepEqual(await leftAfter(db, tableOf({ name: "t", columns: others })), []);
    const left = await db.query({ sql: "SHOW TABLES LIKE 'retort%'" });
    assert.deepEqual(left, []);
  },
);

liveTest(
  "echo() does not hide what differs, and passes over what the server refuses",
  async (database) => {
    const db = await database.connect();
    const table = (text: string): Table =>
      tableOf({
        name: "t",
        columns,
        constraints: [check("ck", sql.raw(text)), check("other", sql`not (b > 0)`)],
      });
    assert.deepEqual(await leftAfter(db, table("not (a > 0)")), []);
    const words = async (text: string): Promise<readonly string[]> =>
      (await compared(db, table(text))).map((op) => spec(op).describe(op));
    const anew = ["drop check constraint ck on t", "add check constraint ck on t"];
    assert.deepEqual(await words("not (a >= 0)"), anew);
    assert.deepEqual(await words("no_such_function(a) > 0"), anew);
  },
);

liveTest("echoModels() names what the server refused to spell", async (database) => {
  const db = await database.connect();
  const dialect = dialectFor(db);
  const table = (text: string): Table =>
    tableOf({
      name: "t",
      columns,
      constraints: [check("ck", sql.raw(text)), check("other", sql`not (b > 0)`)],
    });
  await leftAfter(db, table("not (a > 0)"));
  const live = dialect.normalize(await inspected(db));
  const unverified = async (text: string): Promise<unknown> =>
    (await echoModels({ dialect, db }, live, schemaOf([table(text)]))).unverified;
  assert.deepEqual(await unverified("not (a >= 0)"), []);
  assert.deepEqual(await unverified("no_such_function(a) > 0"), [
    { table: "t", noun: "check", name: "ck", expression: "no_such_function(a) > 0" },
  ]);
});
