import assert from "node:assert/strict";
import { sql } from "drizzle-orm";
import * as my from "drizzle-orm/mysql-core";
import * as pg from "drizzle-orm/pg-core";
import * as lite from "drizzle-orm/sqlite-core";
import { schema as postgresSchema } from "./fixtures/postgres.ts";
import { schema as mysqlSchema } from "./fixtures/mysql.ts";
import { drizzle } from "./mod.ts";

Deno.test("drizzle() says what it leaves away", async () => {
  assert.deepEqual((await drizzle(postgresSchema)).notes, [
    "policy own_secrets on secrets is not managed; make it with op.execute in a revision",
    "row level security of secrets is not managed; make it with op.execute in a revision",
  ]);
  assert.deepEqual((await drizzle(mysqlSchema)).notes, [
    "algorithm of view careful is left away",
    "sqlSecurity of view careful is left away",
  ]);
  const role = pg.pgRole("reader");
  const t = pg.pgTable("t", {
    id: pg.integer().generatedAlwaysAsIdentity({ name: "own_seq" }),
  });
  const loose = pg.pgPolicy("loose", { to: role }).link(t);
  const kept = pg.pgMaterializedView("kept").tablespace("fast").withNoData()
    .as((qb) => qb.select().from(t));
  assert.deepEqual((await drizzle({ role, t, loose, kept })).notes, [
    "the name own_seq of the sequence behind t.id is left to the server",
    "tablespace of materialized view kept is left away",
    "withNoData of materialized view kept is left away",
    "role reader is not managed: it is of the server",
    "policy loose is not managed; make it with op.execute in a revision",
  ]);
});

Deno.test("drizzle() names columns and their constraints as the casing says", async () => {
  const owners = lite.sqliteTable("owners", { ownerId: lite.integer().primaryKey() });
  const pets = lite.sqliteTable("pets", {
    petName: lite.text(),
    "given": lite.text("asIs"),
    ownerId: lite.integer().references(() => owners.ownerId),
  }, (t) => [lite.index("pets_name").on(t.petName, t.given)]);
  const metadata = await drizzle({ owners, pets }, { casing: "snake_case" });
  const table = metadata.schema().tables.get("pets");
  assert.deepEqual(table?.columns.map(({ name }) => name), ["pet_name", "asIs", "owner_id"]);
  assert.deepEqual(table?.foreignKeys, [
    { columns: ["owner_id"], references: { table: "owners", columns: ["owner_id"] } },
  ]);
  assert.deepEqual(table?.indexes[0]?.parts, [{ column: "pet_name" }, { column: "asIs" }]);
  const people = pg.pgTable("people", {
    lastName: pg.text(),
    firstName: pg.text(),
  }, (t) => [pg.primaryKey({ columns: [t.lastName, t.firstName] }), pg.index().on(t.lastName)]);
  const named = (await drizzle({ people }, { casing: "snake_case" })).schema().tables.get("people");
  assert.equal(named?.primaryKey?.name, "people_last_name_first_name_pk");
  assert.equal(named?.indexes[0]?.name, "people_last_name_index");
});

Deno.test("drizzle() reads SERIAL of MySQL as what it is short for", async () => {
  const t = my.mysqlTable("t", { id: my.serial() });
  const table = (await drizzle({ t })).schema().tables.get("t");
  assert.deepEqual(table?.columns, [{
    name: "id",
    type: { name: "sql type", args: ["bigint unsigned"] },
    nullable: false,
    identity: { always: false },
  }]);
  assert.deepEqual(table?.uniques, [{ name: "id", columns: ["id"] }]);
});

Deno.test("drizzle() writes values into checks, and big ones into defaults", async () => {
  const t = pg.pgTable(
    "t",
    { n: pg.bigint({ mode: "bigint" }).default(9007199254740993n) },
    (c) => [
      pg.check("ck", sql`${c.n} > ${18} and ${c.n}::text <> ${"it's"}`),
    ],
  );
  const table = (await drizzle([{ t }, { again: t }])).schema().tables.get("t");
  assert.deepEqual(table?.columns[0]?.default, { value: { bigint: "9007199254740993" } });
  assert.deepEqual(table?.checks[0]?.expression, { sql: [`"n" > 18 and "n"::text <> 'it''s'`] });
});

Deno.test("drizzle() refuses what holds no table, unless the dialect is given", async () => {
  const nothing = { a: 1, b: null, c: () => 1 };
  for (const given of [nothing, {}, []]) {
    const shown = { code: "schema/bad-source", message: /^drizzle\(\): no table of Drizzle is/ };
    await assert.rejects(drizzle(given), shown);
  }
  assert.equal((await drizzle(nothing, { dialect: "postgres" })).schema().tables.size, 0);
});

Deno.test("drizzle() refuses what it cannot use, in words", async () => {
  const users = lite.sqliteTable("users", { id: lite.integer() });
  const cases: readonly (readonly [module: unknown, options: object, words: RegExp])[] = [
    [null, {}, /it takes a module, or a list of modules$/],
    [[{ users }, undefined], {}, /it takes a module, or a list of modules$/],
    [{ users }, { casing: "x" }, /"casing" must be "camelCase" or "snake_case"$/],
    [{ users }, { dialect: "x" }, /"dialect" must be "postgres", "mysql" or "sqlite"$/],
  ];
  for (const [module, options, message] of cases) {
    await assert.rejects(drizzle(module as object, options), {
      code: "schema/bad-source",
      message,
    });
  }
});
