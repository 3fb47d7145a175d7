/** Keys that another key stands on, on a real server: they go, come back and go again. */
import assert from "node:assert/strict";
import { integer, MetaData, unique } from "@retort/core";
import { mysql } from "@retort/mysql";
import { tellAll, withStory } from "../autogenerate.ts";
import { liveTest } from "./server.ts";

function models(isUnique: boolean): MetaData {
  const metadata = new MetaData();
  metadata.table("users", { id: integer().primaryKey() });
  metadata.table("profiles", {
    id: integer().primaryKey(),
    user_id: integer().references("users.id", { name: "fk_profiles_user_id" }),
  }, isUnique ? [unique(["user_id"], { name: "uq_profiles_user_id" })] : []);
  return metadata;
}

liveTest("a unique constraint under a foreign key goes, comes and goes again", async ({ url }) => {
  await withStory({ dialect: mysql, url }, async (story) => {
    const told = await tellAll(story, [models(true), models(false), models(true), models(false)]);
    assert.deepEqual(told.at(-1), ["drop unique constraint uq_profiles_user_id on profiles"]);
  });
});

liveTest("the key that MySQL gives to tables without one is none of theirs", async (database) => {
  const db = await database.connect();
  if (db.server.flavour !== "mysql") return;
  await db.execute({ sql: "SET SESSION sql_generate_invisible_primary_key = ON" });
  await db.execute({ sql: "CREATE TABLE log (what varchar(20))" });
  const found = (await mysql.inspect?.(db))?.tables.get("log");
  assert.deepEqual(found?.columns.map(({ name }) => name), ["what"]);
  assert.equal(found?.primaryKey, undefined);
});
