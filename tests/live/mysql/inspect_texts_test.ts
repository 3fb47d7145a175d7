/** Texts of views, routines and triggers that the catalog makes hard to read. */
import assert from "node:assert/strict";
import { check, integer, sql } from "@retort/core";
import type { Connection } from "@retort/core/dialect";
import { plainText, type Schema, tableOf } from "@retort/core/schema";
import { diffSchemas } from "@retort/core/diff";
import { mysql } from "@retort/mysql";
import { liveTest, server } from "./server.ts";

async function inspected(db: Connection): Promise<Schema> {
  const found = await mysql.inspect?.(db);
  assert.ok(found);
  return found;
}

async function run(db: Connection, statements: readonly string[]): Promise<void> {
  for (const sql of statements) await db.execute({ sql });
}

liveTest("texts keep emoji, which the catalog makes question marks of", async (database) => {
  const db = await database.connect();
  await run(db, [
    "create table t (id int primary key, name varchar(9))",
    "create sql security invoker view v (`a)b`) as select name from t where name not in ('😀', '?') with check option",
    "create function f() returns varchar(9) no sql return '😀'",
    "create procedure p(in n int) select '😀'",
    "create trigger r before insert on t for each row set new.name = '😀'",
    "create view plain as select '?' as mark",
  ]);
  const { views, routines, tables } = await inspected(db);
  const texts = [...views?.values() ?? []].map(({ query }) => plainText(query));
  const view = texts.find((text) => text.includes("😀")) ?? "";
  assert.match(view, /^select .* AS `a\)b` from `t` where .* with cascaded check option$/);
  assert.deepEqual(views?.get("v")?.options, { mysql: { security: "invoker" } });
  assert.ok(texts.some((text) => /^select '\?' AS `mark`$/.test(text)));
  const definitions = [...routines?.values() ?? []].map(({ definition }) => plainText(definition));
  assert.deepEqual(definitions.map((text) => /^CREATE (\w+)[^]*'😀'$/.exec(text)?.[1]).sort(), [
    "FUNCTION",
    "PROCEDURE",
  ]);
  const [trigger] = tables.get("t")?.triggers ?? [];
  assert.match(trigger?.sql ?? "", /^CREATE TRIGGER [^]*'😀'$/i);
  await run(db, ["drop view v", "drop function f", "drop procedure p", "drop trigger r"]);
  await run(db, [...definitions, trigger?.sql ?? "", `create view v as ${view}`]);
  const again = await inspected(db);
  assert.deepEqual(again.tables, tables);
  assert.deepEqual(again.routines, routines);
});

liveTest("an alias with the name of the database stays what it is", async (database) => {
  const db = await database.connect();
  const alias = mysql.writer.name(database.name);
  const query = `select ${alias}.id, b.n, ${alias}.n as m from t as ${alias} join t as b`;
  await run(db, ["create table t (id int primary key, n int)", `create view v as ${query}`]);
  const read = (await inspected(db)).views?.get("v");
  assert.ok(read);
  await run(db, ["drop view v", `create view v as ${plainText(read.query)}`]);
  assert.deepEqual((await inspected(db)).views?.get("v"), read);
});

liveTest("what the user may not see is named, and not proposed", async (database) => {
  const admin = await database.connect();
  await run(admin, [
    "create table t (id int primary key)",
    "create view v as select id from t",
    "create procedure p() select 1",
  ]);
  const whole = mysql.normalize(await inspected(admin));
  const user = `retort_${Deno.pid}`;
  await run(admin, [
    `create user ${user} identified by 'secret'`,
    `grant select, execute on ${mysql.writer.name(database.name)}.* to ${user}`,
  ]);
  try {
    const url = new URL(server().url(database.name));
    [url.username, url.password] = [user, "secret"];
    const db = await mysql.connect?.(url.href);
    assert.ok(db);
    const live = await inspected(db);
    await db.close();
    assert.deepEqual(live.others?.map(({ noun, name }) => `${noun}: ${name}`), [
      "view without the right to see it: v",
      "routine without the right to see it: p",
    ]);
    const cx = { types: mysql.types, comments: true };
    assert.deepEqual(diffSchemas(mysql.normalize(live), whole, cx).ops, []);
  } finally {
    await run(admin, [`drop user ${user}`]);
  }
});

liveTest("a session with ANSI_QUOTES reads the same", async (database) => {
  const db = await database.connect();
  if (db.server.flavour !== "mariadb") return;
  await run(db, [
    "create sequence numbers",
    "create table t (`a b` int check (`a b` > 0), b int default (nextval(numbers)), " +
    "c int as (b + 1), j json, d varchar(9) default 'x', constraint ck check (d <> '\"'))",
    "create view v as select `a b`, 'it''s' as c from t",
    "create trigger r before insert on t for each row set new.d = 'y'",
  ]);
  const table = tableOf({
    name: "asked",
    columns: { a: integer() },
    constraints: [check("ck", sql`not (a > 0 or a in (1))`)],
  });
  const asked = async () => [await inspected(db), await mysql.echo?.(db, [table])];
  const before = await asked();
  await db.execute({ sql: "set session sql_mode = concat(@@sql_mode, ',ANSI_QUOTES')" });
  assert.deepEqual(await asked(), before);
});
