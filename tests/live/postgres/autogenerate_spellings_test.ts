/** Objects of models written by hand on PostgreSQL, in spellings that are not the server's. */
import assert from "node:assert/strict";
import { bigint, integer, MetaData, text } from "@retort/core";
import { postgres } from "@retort/postgres";
import { tellAll, withStory } from "../autogenerate.ts";
import { liveTest } from "./server.ts";

function declareTables(models: MetaData, n: number): void {
  models.extension("citext");
  models.extension("hstore", { schema: "ext" });
  models.sequence("ints", { type: "int", start: 5, minValue: 1, maxValue: 2147483647, cache: 1 });
  models.sequence("down", { type: "INT8", increment: -1, cycle: false });
  models.sequence("large", { schema: "audit", start: 9007199254740993n, cycle: true });
  models.table("users", {
    id: integer().primaryKey(),
    name: text(),
    n: n === 1 ? integer() : bigint(),
  });
  models.table("events", { id: integer().primaryKey(), what: text() }, [], { schema: "audit" });
}

function declareRoutines(models: MetaData, n: number): void {
  const returning = (head: string): string =>
    `create function ${head} returns int language sql as $$ select ${n} $$`;
  models.function("twice", returning("twice(n int, m text default 'a, b')"));
  models.function("over", returning("over(n int)"), { arguments: "int" });
  models.function("over", returning("over(varchar(20), timestamptz)"), {
    arguments: "a varchar(20), timestamptz",
  });
  models.function("over", returning("over()"), { arguments: "" });
  models.function(
    "outs",
    `create function outs(in a int, out b int) language sql as 'select ${n}'`,
  );
  models.function(
    "what",
    `create function audit.what(a audit.events) returns text
    language sql as $$ select a.what $$`,
    { schema: "audit" },
  );
  models.procedure(
    "count",
    `create procedure count(inout a int) language plpgsql as
    $$ begin a := ${n}; end $$`,
  );
  models.function(
    "keep",
    `create function keep() returns trigger language plpgsql as
    $$ begin return new; end $$`,
  );
}

function declareViews(models: MetaData, n: number): void {
  models.view("named", "select id, name from users", { columns: ["a", "b"] });
  models.view("what", `select id, 'x' as x, ${n} as n from audit.events`, { schema: "audit" });
  models.view(
    "joined",
    `select u.id, e.what from public.users u
    join audit.what w on w.id = u.id join audit.events e on e.id = u.id`,
  );
  models.view("kept", "select id, n from users where id > 0", {
    options: { postgres: { with: { security_barrier: true, check_option: "local" } } },
  });
  models.materializedView("counts", "select n, count(*) as c from users group by 1");
  const when = n === 1 ? "insert" : "update of name";
  models.trigger(
    "kept",
    "users",
    `create trigger kept after ${when} on public.users
    for each row execute procedure keep()`,
  );
  models.trigger(
    "inserted",
    "named",
    `create trigger inserted instead of insert on named
    for each row execute function keep()`,
  );
  models.trigger(
    "gone",
    "events",
    `create trigger gone before delete on audit.events
    for each row execute function keep()`,
    { schema: "audit" },
  );
}

function modelsOf(n: number): MetaData {
  const models = new MetaData();
  declareTables(models, n);
  declareRoutines(models, n);
  declareViews(models, n);
  return models;
}

liveTest("what models spell in their own way is found the same, changed and undone", async ({
  url,
}) => {
  await withStory({ dialect: postgres, url }, async (story) => {
    const [, changes = []] = await tellAll(story, [modelsOf(1), modelsOf(2), new MetaData()]);
    assert.deepEqual(changes.filter((text) => / (?:function|procedure) /.test(text)), [
      "replace procedure count",
      "replace function outs",
      "replace function over",
      "replace function over",
      "replace function over",
      "replace function twice",
    ]);
  });
});

function triggered(n: typeof integer | typeof bigint): MetaData {
  const models = new MetaData();
  models.table("users", { id: integer().primaryKey(), name: text(), n: n() });
  models.function(
    "keep",
    `create function keep() returns trigger language plpgsql as
    $$ begin return new; end $$`,
  );
  const trigger = (name: string, what: string): unknown =>
    models.trigger(name, "users", `create trigger ${name} ${what} execute function keep()`);
  trigger("counted", "before update of n on users for each row");
  trigger("differing", "after update on users for each row when (old.n is distinct from new.n)");
  trigger("named", "before update of name on users for each row");
  return models;
}

liveTest("triggers that name a column go before its type changes, and come back", async ({
  url,
}) => {
  await withStory({ dialect: postgres, url }, async (story) => {
    const [, changes] = await tellAll(story, [triggered(integer), triggered(bigint)]);
    assert.deepEqual(changes, [
      "drop trigger counted on users",
      "drop trigger differing on users",
      "alter column users.n: set type",
      "create trigger counted on users",
      "create trigger differing on users",
    ]);
  });
});
