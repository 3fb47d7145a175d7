import assert from "node:assert/strict";
import { integer, MetaData } from "@retort/core/schema";
import { left, sourceTest } from "../sources/ground.ts";

function models(query: string): MetaData {
  const metadata = new MetaData();
  metadata.table("users", { id: integer(), age: integer() });
  metadata.view("adults", query);
  return metadata;
}

sourceTest("postgres", "a view that no revision made is known by its meaning", async (ground) => {
  const { db } = ground;
  await db.execute({ sql: "create table users (id integer, age integer)" });
  await db.execute({ sql: "create view adults as select id from users where not (age < 18)" });
  const query = "SELECT users.id FROM users WHERE NOT users.age < 18;";
  assert.deepEqual(await left(ground, models(query)), []);
  assert.deepEqual(await left(ground, models("select id from users where not (age < 21)")), [
    "replace view adults",
  ]);
  // What the server refuses is compared by its text: the column is still to come.
  assert.deepEqual(await left(ground, models("select id, name from users")), [
    "replace view adults",
  ]);
  const rows = await db.query({ sql: "select 1 from pg_class where relname like 'retort_echo%'" });
  assert.equal(rows.length, 0);
});
