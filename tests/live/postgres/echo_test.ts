/** What no reader of texts can know, the server is asked: how it spells expressions. */
import assert from "node:assert/strict";
import { check, date, index, integer, sql, text, timestamptz, varchar } from "@retort/core";
import { type Connection, echoModels, normalizeByEcho } from "@retort/core/dialect";
import { diffSchemas } from "@retort/core/diff";
import { type Op, spec } from "@retort/core/ops";
import { emptySchema, schemaOf, type Table, tableOf } from "@retort/core/schema";
import { postgres } from "@retort/postgres";
import { runOps } from "../golden.ts";
import { liveTest } from "./server.ts";

const columns = {
  age: integer().default(sql`abs(1) + extract(year from date '2000-01-01')::int`),
  big: integer(),
  name: varchar(50),
  note: text().default(sql`trim(both ' ' from 'x ')`),
  day: date(),
  at: timestamptz().default(sql`date_trunc('day', now() - '1 day'::interval)`),
};

const conditions = [
  "(age, big) is not null",
  "(age, big) = (1, 2)",
  "trim(both ' ' from name) <> ''",
  "substring(name from 1 for 2) = 'ab'",
  "position('a' in name) > 0",
  "name like 'a!%' escape '!'",
  "name similar to 'a%'",
  "overlay(name placing 'x' from 1) <> ''",
  "(day, day) overlaps (day, day)",
  "day + interval '1 day' > '2020-01-01'",
  "age between symmetric 5 and 1",
  "exists (select 1) is not null or age > 0",
];

/** Subqueries are refused in checks; the rest of the table is compared as text then. */
const possible = conditions.filter((item) => !item.includes("select"));

function tableWith(items: readonly string[]): Table {
  return tableOf({
    name: "t",
    columns,
    constraints: [
      ...items.map((item, n) => check(`ck_${n}`, sql.raw(item))),
      ...items.filter((item) => !/interval|overlaps/.test(item))
        .map((item, n) => index(`ix_${n}`, ["age"], { where: sql.raw(item) })),
      index("ix_trim", [sql`trim(both ' ' from name)`, "age"]),
    ],
  });
}

async function compared(db: Connection, table: Table): Promise<readonly Op[]> {
  const live = postgres.normalize(await postgres.inspect?.(db) ?? emptySchema);
  const wanted = await normalizeByEcho({ dialect: postgres, db }, live, schemaOf([table]));
  return diffSchemas(live, wanted, { types: postgres.types, comments: true }).ops;
}

liveTest("echo() tells how the server spells what is not read here", async (database) => {
  const db = await database.connect();
  const table = tableWith(possible);
  const create: Op = { kind: "createTable", table };
  await runOps({ db, dialect: postgres }, { ops: [create], state: emptySchema });
  assert.deepEqual(await compared(db, table), []);
  const found = await db.query({ sql: "SELECT 1 FROM pg_namespace WHERE nspname = 'retort_echo'" });
  assert.deepEqual(found, []);
});

liveTest(
  "echo() does not hide what differs, nor fail where the server refuses",
  async (database) => {
    const db = await database.connect();
    const first = tableWith(["(age, big) = (1, 2)"]);
    const create: Op = { kind: "createTable", table: first };
    await runOps({ db, dialect: postgres }, { ops: [create], state: emptySchema });
    const words = async (text: string): Promise<readonly string[]> =>
      (await compared(db, tableWith([text]))).map((op) => spec(op).describe(op))
        .filter((word) => word.includes("check"));
    const anew = ["drop check constraint ck_0 on t", "add check constraint ck_0 on t"];
    assert.deepEqual(await words("(age, big) = (1, 3)"), anew);
    assert.deepEqual(await words("no_such_function(age)"), anew);
  },
);

liveTest(
  "echoModels() names what the server did not spell, and only what seems to differ",
  async (database) => {
    const db = await database.connect();
    const table = tableOf({
      name: "t",
      columns: { age: integer(), note: text(), day: date().default(sql`current_date + 1`) },
      constraints: [
        check("same", sql`age > 0`),
        check("other", sql`(age, age) = (1, 2)`),
        index("ix", [sql`trim(both ' ' from note)`]),
      ],
    });
    const create: Op = { kind: "createTable", table };
    await runOps({ db, dialect: postgres }, { ops: [create], state: emptySchema });
    const live = postgres.normalize(await postgres.inspect?.(db) ?? emptySchema);
    const models = schemaOf([table]);
    const asked = await echoModels({ dialect: postgres, db }, live, models);
    assert.deepEqual(asked.unverified, []);
    const role = `retort_${crypto.randomUUID().slice(0, 8)}`;
    await db.execute({ sql: `CREATE ROLE ${role}` });
    try {
      await db.execute({ sql: `SET ROLE ${role}` });
      const refused = await echoModels({ dialect: postgres, db }, live, models);
      assert.deepEqual(refused.unverified, [
        { table: "t", noun: "check", name: "other", expression: "(age, age) = (1, 2)" },
        { table: "t", noun: "index", name: "ix", expression: "trim(both ' ' from note)" },
      ]);
    } finally {
      await db.execute({ sql: "RESET ROLE" });
      await db.execute({ sql: `DROP ROLE ${role}` });
    }
  },
);
