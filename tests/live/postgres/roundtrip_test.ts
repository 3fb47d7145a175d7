/** Schemas as applications have them: taken over from PostgreSQL and made anew, they are the same. */
import assert from "node:assert/strict";
import { postgres } from "@retort/postgres";
import { type TestDatabase, withDatabase } from "../../servers/postgres.ts";
import { travel, type Travelled } from "../roundtrip.ts";
import { dumpOf } from "./dump.ts";
import { liveTest, server } from "./server.ts";

/** Loads a schema and makes it anew. */
async function roundTrip(database: TestDatabase, name: string): Promise<Travelled> {
  const path = new URL(`./corpus/${name}.sql`, import.meta.url);
  const db = await database.connect();
  await db.execute({ sql: await Deno.readTextFile(path) });
  const loaded = database.url;
  return await withDatabase(
    server(),
    "anew",
    ({ url: one }) =>
      withDatabase(server(), "models", ({ url: two }) =>
        travel({
          dialect: postgres,
          loaded,
          empty: [one, two],
          dump: dumpOf,
          beyondModels: name === "booking",
        })),
  );
}

liveTest("a shop is taken over from PostgreSQL and made anew", async (database) => {
  const { tables, undeclared } = await roundTrip(database, "shop");
  assert.equal(tables, 30);
  assert.deepEqual(undeclared, []);
});

liveTest("resource planning in four schemas of PostgreSQL is made anew", async (database) => {
  const { tables, undeclared } = await roundTrip(database, "erp");
  assert.equal(tables, 49);
  assert.deepEqual(undeclared, []);
});

liveTest("bookings with domains, aggregates and rules are made anew", async (database) => {
  const { tables, undeclared, executed } = await roundTrip(database, "booking");
  assert.equal(tables, 23);
  assert.deepEqual(undeclared, []);
  const nouns = new Set(executed.map((item) => item.split(" ")[0]));
  assert.deepEqual([...nouns].sort(), [
    "aggregate",
    "cast",
    "collation",
    "comment",
    "domain",
    "index",
    "operator",
    "policy",
    "row",
    "rule",
    "statistics",
    "table",
    "text",
    "type",
  ]);
});
