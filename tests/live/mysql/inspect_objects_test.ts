/** What is read beside tables: everything of the database, and made again from its models. */
import assert from "node:assert/strict";
import type { Connection } from "@retort/core/dialect";
import { diffSchemas } from "@retort/core/diff";
import { emptySchema, type Schema } from "@retort/core/schema";
import { modelsOf } from "../models.ts";
import { runOps } from "../golden.ts";
import { dialectFor, liveTest } from "./server.ts";

const common: readonly string[] = [
  "create table users (id int primary key, name varchar(50), seen int)",
  "create table logs (id int primary key auto_increment, what varchar(50))",
  "create view names as select id, u.name from users as u where name <> 'a.`b`.c'",
  "create sql security invoker view first_names as select min(name) as name from names",
  `create algorithm = merge view seen as select * from users where seen > 0
   with local check option`,
  `create function plus(a int, b varchar(9) character set latin1) returns varchar(20)
   deterministic reads sql data sql security invoker comment 'it''s' return concat(a, b)`,
  `create procedure tidy(in n int, out many int, inout both_ways int) begin
     delete from users where id = n; -- one
     select count(*) into many from users;
   end`,
  `create trigger second_in before insert on users for each row set new.seen = 2`,
  `create trigger first_in before insert on users for each row precedes second_in
   set new.name = upper(new.name)`,
  "create event nightly on schedule every 1 day do delete from logs",
];

const own: Readonly<Record<string, readonly string[]>> = {
  mariadb: [
    "create sequence numbers start with 20 increment by 5 minvalue 10 maxvalue 1000 cache 3 cycle",
    "create sequence down increment by -1",
    "create table numbered (id bigint default nextval(numbers) primary key)",
  ],
  mysql: [],
};

async function inspected(db: Connection): Promise<Schema> {
  return await dialectFor(db).inspect?.(db) ?? emptySchema;
}

async function setUp(db: Connection): Promise<void> {
  for (const sql of [...common, ...own[db.server.flavour] ?? []]) await db.execute({ sql });
}

liveTest("inspect() reads what stands beside tables", async (database) => {
  const db = await database.connect();
  await setUp(db);
  const { sequences, views, routines, tables, others } = await inspected(db);
  if (db.server.flavour === "mariadb") {
    assert.deepEqual([...sequences?.values() ?? []].toSorted((a, b) => a.name < b.name ? -1 : 1), [
      { name: "down", increment: -1 },
      {
        name: "numbers",
        start: 20,
        increment: 5,
        minValue: 10,
        maxValue: 1000,
        cache: 3,
        cycle: true,
      },
    ]);
  }
  assert.deepEqual([...views?.keys() ?? []].sort(), ["first_names", "names", "seen"]);
  assert.deepEqual(views?.get("first_names")?.options, { mysql: { security: "invoker" } });
  assert.deepEqual([...routines?.keys() ?? []].sort(), ["function plus()", "procedure tidy()"]);
  assert.deepEqual(tables.get("users")?.triggers?.map(({ name }) => name), [
    "first_in",
    "second_in",
  ]);
  assert.deepEqual(others?.map(({ noun, name }) => [noun, name]), [["event", "nightly"]]);
});

liveTest("models of everything find nothing to do, and make the same again", async (database) => {
  const db = await database.connect();
  const dialect = dialectFor(db);
  const left = (live: Schema, wanted: Schema): readonly unknown[] =>
    diffSchemas(dialect.normalize(live), dialect.normalize(wanted), {
      types: dialect.types,
      comments: true,
    }).ops;
  await setUp(db);
  const live = await inspected(db);
  const models = (await modelsOf(live)).schema();
  assert.deepEqual(left(live, models), []);
  const gone = "drop view first_names, names, seen; drop function plus; drop procedure tidy; " +
    "drop event nightly; drop table users, logs";
  const more = db.server.flavour === "mariadb" ? ", numbered; drop sequence numbers, down" : "";
  for (const sql of (gone + more).split("; ")) await db.execute({ sql });
  const { ops } = diffSchemas(emptySchema, models, { types: dialect.types, comments: true });
  await runOps({ db, dialect }, { ops, state: emptySchema });
  assert.deepEqual(left(await inspected(db), models), []);
  assert.deepEqual(left(await inspected(db), live), []);
});
