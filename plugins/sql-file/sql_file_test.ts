import assert from "node:assert/strict";
import { isRetortError } from "@retort/core/errors";
import { sqlite } from "@retort/sqlite";
import { sqlFile, sqlSchema } from "./mod.ts";
import { leaving, pieces } from "./text.ts";

Deno.test("leaving() finds what reaches other databases", () => {
  const mysql = [
    "use shop",
    "create table a (id int);\nUSE `shop`",
    "/*!40000 DROP DATABASE IF EXISTS `shop`*/;",
    "create schema shop",
    "create table if not exists shop.users (id int)",
    "create unique index ix on shop.users (id)",
    "create table a (id int references shop.users (id))",
    "drop table a, `shop` . `users`",
    "insert into shop.users values (1)",
    "update shop.users set id = 1",
    "delete from shop.users",
    "alter table shop.users add x int",
    "create trigger t before insert on shop.users for each row set @x = 1",
  ];
  for (const text of mysql) assert.ok(leaving(text, "mysql") !== undefined, text);
  assert.equal(leaving("select 1;\n  use shop;", "mysql"), "use shop");
  assert.ok(leaving("create role reader", "postgres"));
  assert.ok(leaving("select 1;\n\\connect shop", "postgres"));
  assert.ok(leaving("attach 'other.db' as other", "sqlite"));
});

Deno.test("leaving() lets be what stays in its database", () => {
  const mysql = [
    "create table users (id int, used int, check (extract(year from a.b) > 1))",
    "create view v as select u.id from users u join posts p on u.id = p.id where p.x = 'use y'",
    "-- use shop\n/* drop database shop */ create table t (id int)",
    "insert into users values ('drop table shop.users')",
    "create table orders (id int, foreign key (id) references users (id) on update cascade)",
  ];
  for (const text of mysql) assert.equal(leaving(text, "mysql"), undefined, text);
  assert.equal(leaving("create table audit.events (id int)", "postgres"), undefined);
  assert.equal(leaving("create table attached (id int)", "sqlite"), undefined);
});

Deno.test("pieces() parts what command lines part, and leaves away what only they understand", () => {
  assert.deepEqual(
    pieces("\\restrict aB3\ncreate table t (id int);\nselect 1;\n\\unrestrict aB3\n"),
    [
      "create table t (id int);\nselect 1;\n",
    ],
  );
  const text =
    "select 1;\nDELIMITER $$\ncreate procedure p() begin select 1; end$$\nselect 2 $$\n" +
    "delimiter ;\nselect 3;";
  assert.deepEqual(pieces(text).map((part) => part.trim()), [
    "select 1;",
    "create procedure p() begin select 1; end",
    "select 2",
    "select 3;",
  ]);
  assert.deepEqual(pieces(" \n"), []);
});

Deno.test("sqlSchema() refuses before anything runs, and hands on what the server refuses", async () => {
  const options = { dialect: sqlite, url: "sqlite::memory:" };
  const refused = (code: string) => (error: unknown): boolean =>
    isRetortError(error) && error.code === code;
  await assert.rejects(
    sqlSchema("create table t (a int); attach 'x.db' as x", options),
    refused("schema/leaves-scratch"),
  );
  await assert.rejects(sqlFile("no_such.sql", options), refused("schema/bad-source"));
  await assert.rejects(
    sqlSchema("create table a (b int);\n\ncreate tabel t (c int)", options),
    (error: unknown) => {
      assert.ok(refused("schema/bad-source")(error));
      assert.match(String(error), /SQL:3: The database refused: .*tabel/);
      return true;
    },
  );
});
