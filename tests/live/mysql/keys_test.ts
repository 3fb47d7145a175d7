/** Keys that another key stands on, on a real server: they go, come back and go again. */
import assert from "node:assert/strict";
import {
  bigint,
  check,
  type ColumnBuilder,
  type Constraint,
  foreignKey,
  integer,
  MetaData,
  primaryKey,
  sql,
  unique,
  varchar,
} from "@retort/core";
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

liveTest("columns come and go with the foreign keys over them", async ({ url }) => {
  const bare = (): MetaData => {
    const metadata = new MetaData();
    metadata.table("areas", { a: integer().notNull(), b: integer().notNull() }, [
      primaryKey(["a", "b"]),
    ]);
    metadata.table("users", { id: integer().primaryKey() });
    return metadata;
  };
  const keyed = bare();
  keyed.table("posts", {
    id: integer().primaryKey(),
    user_id: integer().references("users.id"),
    area_a: integer(),
    area_b: integer(),
    parent: integer().references("posts.id"),
  }, [foreignKey(["area_a", "area_b"]).references("areas", ["a", "b"])]);
  const keyless = bare();
  keyless.table("posts", { id: integer().primaryKey() });
  await withStory({ dialect: mysql, url }, async (story) => {
    await tellAll(story, [keyless, keyed, keyless]);
  });
});

liveTest("a column goes with two foreign keys over it", async ({ url }) => {
  const models = (isKeyed: boolean): MetaData => {
    const metadata = new MetaData();
    metadata.table("p", { id: integer().primaryKey() });
    const to = (table: string, name: string): Constraint<"a"> =>
      foreignKey(["a"]).references(table, ["id"], { name });
    const keys = [to("p", "f1"), to("t", "f2")];
    const a = isKeyed ? { a: integer() } : {};
    metadata.table("t", { id: integer().primaryKey(), ...a }, isKeyed ? keys : []);
    return metadata;
  };
  await withStory({ dialect: mysql, url }, async (story) => {
    await tellAll(story, [models(true), models(false), models(true), models(false)]);
  });
});

liveTest("both ends of a foreign key get another type", async ({ url }) => {
  const typed = (id: () => ColumnBuilder): MetaData => {
    const metadata = new MetaData();
    metadata.table("users", { id: id().primaryKey(), friend: id().references("users.id") });
    metadata.table("posts", {
      id: integer().primaryKey(),
      user_id: id().notNull().references("users.id"),
    }, [check("ck_posts_user_id", sql`user_id > 0`)]);
    return metadata;
  };
  await withStory({ dialect: mysql, url }, async (story) => {
    const told = await tellAll(story, [typed(integer), typed(bigint)]);
    assert.deepEqual(told.at(-1), [
      "drop foreign key fk_posts_user_id_users on posts",
      "drop foreign key fk_users_friend_users on users",
      "alter column posts.user_id: set type",
      "alter column users.id: set type",
      "alter column users.friend: set type",
      "add foreign key fk_posts_user_id_users on posts",
      "add foreign key fk_users_friend_users on users",
    ]);
  });
});

liveTest("the parent's end alone of a foreign key gets another type", async ({ url }) => {
  const typed = (length: number): MetaData => {
    const metadata = new MetaData();
    metadata.table("users", { name: varchar(length).primaryKey() });
    metadata.table("posts", {
      id: integer().primaryKey(),
      author: varchar(20).notNull().references("users.name"),
    });
    return metadata;
  };
  await withStory({ dialect: mysql, url }, async (story) => {
    const told = await tellAll(story, [typed(20), typed(40)]);
    assert.deepEqual(told.at(-1), [
      "drop foreign key fk_posts_author_users on posts",
      "alter column users.name: set type",
      "add foreign key fk_posts_author_users on posts",
    ]);
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
