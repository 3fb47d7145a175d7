import assert from "node:assert/strict";
import type { Dialect } from "../dialect/mod.ts";
import { createTable } from "../ops/builders.ts";
import type { Demand } from "../ops/mod.ts";
import { integer, plainText, same, schemaOf, sql, varchar } from "../schema/mod.ts";
import { type Look, lookFor, type NoLook } from "./look.ts";

const { table } = createTable("Users", {
  id: integer().primaryKey(),
  Email: varchar(9),
  age: integer().notNull(),
});

const dialect = { types: { same } } as unknown as Dialect;
const server = { dialect: "x", flavour: "x", version: "1", target: "here" };

function look(demand: Demand): Look | NoLook {
  return lookFor(demand, { live: schemaOf([table]), dialect, server, names: ["x"] });
}

function query(found: Look | NoLook): string {
  assert.ok("rows" in found, JSON.stringify(found));
  return plainText(found.rows(sql`1`));
}

const users = { name: "users" };

Deno.test("names are found whatever their case, and shown as the database has them", () => {
  const found = look({ kind: "not null", table: users, column: "email" });
  assert.equal(query(found), 'SELECT 1 FROM "Users" WHERE "Email" IS NULL');
  assert.ok("keys" in found && found.keys[0]?.name === "id");
});

Deno.test("what the database holds to already needs no query", () => {
  assert.deepEqual(look({ kind: "not null", table: users, column: "age" }), { kind: "fits" });
});

Deno.test("what is not there can't be looked at", () => {
  assert.equal(look({ kind: "not null", table: { name: "no" }, column: "a" }).kind, "unclear");
  assert.equal(look({ kind: "not null", table: users, column: "no" }).kind, "unclear");
});

Deno.test("nulls are no duplicates, unless an index says so", () => {
  const parts = [{ column: "Email" }];
  assert.equal(
    query(look({ kind: "unique", table: users, parts })),
    'SELECT 1 FROM "Users" WHERE "Email" IS NOT NULL GROUP BY "Email" HAVING count(*) > 1',
  );
  const options = { x: { nullsNotDistinct: true } };
  assert.doesNotMatch(
    query(look({ kind: "unique", table: users, parts, options })),
    /IS NOT NULL/,
  );
  const part = { column: "Email", options: { x: { length: 3 } } };
  assert.equal(look({ kind: "unique", table: users, parts: [part] }).kind, "unclear");
});

Deno.test("an orphan has all columns of its key, and no row there", () => {
  const key = { columns: ["age"], references: { table: "users", columns: ["id"] } };
  assert.match(
    query(look({ kind: "reference", table: users, key })),
    /"t"\."age" IS NOT NULL AND NOT EXISTS \(SELECT 1 FROM "Users" r WHERE "r"\."id" = "t"\."age"\)/,
  );
  const full = { ...key, match: "full" as const };
  assert.equal(look({ kind: "reference", table: users, key: full }).kind, "unclear");
});
