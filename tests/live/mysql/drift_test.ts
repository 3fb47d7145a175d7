/** Drift on MariaDB. */
import assert from "node:assert/strict";
import { check, foreignKey, integer, MetaData, sql, varchar } from "@retort/core";
import { index } from "@retort/core/schema";
import { mysql } from "@retort/mysql";
import {
  adoptsAll,
  claimsNothing,
  type HandMade,
  healsAll,
  keepsAll,
  leavesAlone,
} from "../drift.ts";
import { survivesDamage } from "../damaged.ts";
import { liveTest } from "./server.ts";

function models(more: boolean = false): MetaData {
  const metadata = new MetaData();
  metadata.table("users", {
    id: integer().primaryKey(),
    email: varchar(50).notNull().comment("where letters go"),
    name: varchar(20).notNull().default("x"),
    age: integer(),
    ...more ? { nick: varchar(9) } : {},
  }, [
    check("users_age", sql`age > 0`),
    index("users_email_key", ["email"], { unique: true }),
  ], { comment: "people" });
  metadata.table("posts", { id: integer().primaryKey(), author: integer() }, [
    foreignKey(["author"]).references("users", ["id"], { name: "posts_author" }),
  ]);
  metadata.view("adults", sql`select id, email from users where age > 17`);
  if (more) metadata.table("tags", { id: integer().primaryKey() });
  return metadata;
}

const changes: readonly HandMade[] = [
  {
    sql: ["drop index users_email_key on users"],
    drift: ["unique constraint users_email_key: missing"],
  },
  {
    sql: [
      "alter table users alter name set default 'y'",
      "alter table users modify age int not null",
    ],
    drift: ["column users.name: changed", "column users.age: changed"],
  },
  {
    sql: [
      "alter table users modify email varchar(50) not null comment 'gone'",
      "alter table users comment ''",
    ],
    drift: ["comment users: missing", "column users.email: changed"],
  },
  {
    sql: ["create or replace view adults as select id, email from users where age > 20"],
    drift: ["view adults: changed"],
  },
  {
    sql: [
      "alter table posts drop foreign key posts_author",
      "alter table users drop constraint users_age",
      "create index by_age on users (age)",
      "alter table posts add column extra text",
    ],
    drift: [
      "column posts.extra: extra",
      "foreign key posts_author: missing",
      // The index that the key had brought along stays, and is a plain one now.
      "index posts_author: extra",
      "check constraint users_age: missing",
      "index by_age: extra",
    ],
  },
];

liveTest("each change by hand is named and healed", async ({ url, connect }) => {
  await healsAll({ dialect: mysql, url, connect }, models(), changes);
});

liveTest("changes by hand become an applied revision", async ({ url, connect }) => {
  await adoptsAll({ dialect: mysql, url, connect }, models(), changes);
});

liveTest(
  "a run does not hide what it did not touch, also of a table that it adds to",
  async ({ url, connect }) => {
    const [change] = changes;
    assert.ok(change);
    await keepsAll({ dialect: mysql, url, connect }, [models(), models(true)], change);
  },
);

liveTest("a revision that fails claims nothing that was in its way", ({ url, connect }) => {
  return claimsNothing({ dialect: mysql, url, connect });
});

liveTest("what no revision made is left alone", async ({ url, connect }) => {
  await leavesAlone({ dialect: mysql, url, connect }, models());
});

liveTest("a damaged record is told, and written anew by a stamp", ({ url, connect }) => {
  return survivesDamage({ dialect: mysql, url, connect });
});
