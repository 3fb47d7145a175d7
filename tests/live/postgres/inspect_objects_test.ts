/** What is read beside tables: everything of the user's, nothing of an extension's or of the system's. */
import assert from "node:assert/strict";
import type { Connection } from "@retort/core/dialect";
import { diffSchemas } from "@retort/core/diff";
import { emptySchema, type Schema } from "@retort/core/schema";
import { postgres } from "@retort/postgres";
import { runOps } from "../golden.ts";
import { modelsOf } from "../models.ts";
import { liveTest } from "./server.ts";

const setUp = `
create schema audit;
create extension citext;
create type state as enum ('new', 'old');
create type unused as enum ('a');
create type pair as (a int, b text);
create domain age as int check (value >= 0);
create sequence numbers as integer increment 5 minvalue 10 maxvalue 1000 start 20 cache 3 cycle;
create sequence audit.down increment -1;
create table users (id serial primary key, name citext, born date default ('today'::text)::date,
  state state default 'new', code int default nextval('numbers'));
create sequence owned owned by users.code;
create table counted (id int generated always as identity);
create table parted (a int) partition by list (a);
create table parted_1 partition of parted for values in (1);
create view names as select id, name from users where name <> 'x;y';
create view first_names with (security_barrier) as select min(name) as name from names;
create materialized view counts as select count(*) as users from users;
create function plus(a int, b int) returns int language sql as $$ select a + b $$;
create function plus(a text) returns text language sql as $$ select a || '$x$' $$;
create function audit.touch() returns trigger language plpgsql as $$
begin
  new.name = upper(new.name); -- \`a\` \${b}
  return new;
end $$;
create function watched() returns event_trigger language plpgsql as $$ begin end $$;
create procedure tidy(n int) language sql as $$ delete from users where id = n $$;
create aggregate total(int) (sfunc = int4pl, stype = int);
create trigger touched before insert on users for each row execute function audit.touch();
create trigger parted_touched before insert on parted for each row execute function audit.touch();
create function instead() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger names_in instead of insert on names for each row execute function instead();
create policy own on users using (id > 0);
create rule quiet as on delete to users do also select 1;
alter table users enable row level security;
create unique index counted_once on counts (users);
create type span as range (subtype = float8);
create cast (pair as text) with inout;
create collation plain from "C";
create statistics pairs on id, code from users;
create foreign data wrapper far; create server there foreign data wrapper far;
create foreign table elsewhere (a int) server there;
create event trigger watch on ddl_command_start execute function watched();
alter event trigger watch disable;
create temp table passing (a serial); create temp view passing_by as select * from passing;
`;

/** What an extension owns is the extension's, of whatever kind it is. */
const ofExtension = `
create extension citext;
create type mood as enum ('sad'); create type pair as (a int); create domain age as int;
create table things (id serial primary key, mood mood); create view seen as select * from things;
create sequence numbers; create schema inner_space;
create function act() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger acted before insert on things for each row execute function act();
create rule quiet as on delete to things do also select 1;
alter table things enable row level security; create policy own on things using (true);
alter extension citext add type mood; alter extension citext add type pair;
alter extension citext add domain age; alter extension citext add table things;
alter extension citext add view seen; alter extension citext add sequence numbers;
alter extension citext add schema inner_space; alter extension citext add function act();
`;

async function inspected(db: Connection): Promise<Schema> {
  return await postgres.inspect?.(db) ?? emptySchema;
}

function left(live: Schema, wanted: Schema): readonly unknown[] {
  const cx = { types: postgres.types, comments: true };
  return diffSchemas(postgres.normalize(live), postgres.normalize(wanted), cx).ops;
}

liveTest("inspect() reads what stands beside tables", async (database) => {
  const db = await database.connect();
  await db.execute({ sql: setUp });
  const { schemas, extensions, enums, sequences, views, routines, tables } = await inspected(db);
  assert.deepEqual([...schemas?.keys() ?? []], ["audit"]);
  assert.deepEqual([...extensions?.values() ?? []], [{ name: "citext" }]);
  assert.deepEqual([...enums?.keys() ?? []].sort(), ["state", "unused"]);
  assert.deepEqual([...sequences?.values() ?? []].toSorted((a, b) => a.name < b.name ? -1 : 1), [
    { name: "down", schema: "audit", increment: -1 },
    {
      name: "numbers",
      type: "integer",
      start: 20,
      increment: 5,
      minValue: 10,
      maxValue: 1000,
      cache: 3,
      cycle: true,
    },
    { name: "owned", ownedBy: { table: "users", column: "code" } },
  ]);
  assert.deepEqual([...views?.keys() ?? []].sort(), ["counts", "first_names", "names"]);
  assert.deepEqual([...routines?.keys() ?? []].sort(), [
    "function audit\u001ftouch()",
    "function instead()",
    "function plus(integer, integer)",
    "function plus(text)",
    "function watched()",
    "procedure tidy(integer)",
  ]);
  assert.deepEqual([...tables.keys()].sort(), ["counted", "parted", "users"]);
  assert.deepEqual(tables.get("parted")?.triggers?.map(({ name }) => name), ["parted_touched"]);
});

liveTest("inspect() knows what no op makes, and what hangs on what", async (database) => {
  const db = await database.connect();
  await db.execute({ sql: setUp });
  const { others, owned } = await inspected(db);
  assert.deepEqual(owned, [{ noun: "table", name: "parted_1", by: "partition of parted" }]);
  assert.deepEqual(others?.map(({ noun, name, table }) => [noun, name, table]), [
    ["aggregate", "total", undefined],
    ["cast", "pair as text", undefined],
    ["collation", "plain", undefined],
    ["domain", "age", undefined],
    ["event trigger", "watch", undefined],
    ["foreign server", "there", undefined],
    ["foreign table", "elsewhere", undefined],
    ["index", "counted_once", "counts"],
    ["policy", "own", "users"],
    ["row level security", "users", undefined],
    ["rule", "quiet", "users"],
    ["statistics", "pairs", "users"],
    ["type", "pair", undefined],
    ["type", "span", undefined],
  ]);
  assert.equal(
    others?.find(({ name }) => name === "age")?.definition,
    "integer CHECK ((VALUE >= 0))",
  );
});

liveTest("inspect() shows nothing that an extension owns", async (database) => {
  const db = await database.connect();
  await db.execute({ sql: ofExtension });
  const { tables, unknown: _unknown, ...rest } = await inspected(db);
  assert.equal(tables.size, 0);
  assert.deepEqual(rest, { extensions: new Map([["citext", { name: "citext" }]]) });
});

liveTest("inspect() asks no more for many things than for few, and less for one table", async ({
  connect,
}) => {
  const db = await connect();
  const count = async (tables?: readonly { readonly name: string }[]): Promise<number> => {
    let asked = 0;
    const counting: Pick<Connection, "query" | "server"> = {
      server: db.server,
      query: (statement) => (asked++, db.query(statement)),
    };
    await postgres.inspect?.(counting as Connection, tables ? { tables } : {});
    return asked;
  };
  const before = await count();
  await db.execute({ sql: setUp });
  assert.deepEqual([before, await count(), await count([{ name: "users" }])], [13, 13, 7]);
});

liveTest("models of everything find nothing to do, and make the same again", async (database) => {
  const db = await database.connect();
  await db.execute({ sql: setUp });
  const live = await inspected(db);
  const models = (await modelsOf(live)).schema();
  assert.deepEqual(left(live, models), []);
  const dialect = postgres;
  const again = await database.connect();
  await again.execute({
    sql: "drop schema public cascade; create schema public; drop schema audit cascade;",
  });
  const ops = diffSchemas(emptySchema, models, { types: dialect.types, comments: true }).ops;
  await runOps({ db: again, dialect }, { ops, state: emptySchema });
  assert.deepEqual(left(await inspected(again), models), []);
  assert.deepEqual(left(await inspected(again), live), []);
});
