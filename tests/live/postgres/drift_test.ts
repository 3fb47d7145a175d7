/** Drift on PostgreSQL. */
import assert from "node:assert/strict";
import { heal, status } from "@retort/core/commands";
import { check, foreignKey, integer, MetaData, sql, text, varchar } from "@retort/core";
import { index } from "@retort/core/schema";
import { postgres } from "@retort/postgres";
import {
  adoptsAll,
  claimsNothing,
  type HandMade,
  healsAll,
  keepsAll,
  leavesAlone,
} from "../drift.ts";
import { withStory } from "../autogenerate.ts";
import { survivesDamage } from "../damaged.ts";
import { liveTest } from "./server.ts";

function models(more: boolean = false): MetaData {
  const metadata = new MetaData();
  metadata.table("users", {
    id: integer().primaryKey(),
    email: varchar(50).notNull().comment("where letters go"),
    name: text().notNull().default("x"),
    age: integer(),
    ...more ? { nick: varchar(9) } : {},
  }, [
    check("users_age", sql`age > 0`),
    index("users_email_key", ["email"], { unique: true }),
  ], { comment: "people" });
  metadata.table("posts", { id: integer().primaryKey(), author: integer() }, [
    foreignKey(["author"]).references("users", ["id"], { name: "posts_author" }),
  ]);
  metadata.table("notes", { id: integer().primaryKey() }, [], { schema: "audit" });
  metadata.view("adults", sql`select id, email from users where age > 17`);
  metadata.enumeration("mood", ["sad", "ok"]);
  if (more) metadata.table("tags", { id: integer().primaryKey() });
  return metadata;
}

const changes: readonly HandMade[] = [
  { sql: ["drop index users_email_key"], drift: ["index users_email_key: missing"] },
  {
    sql: [
      "alter table users alter name set default 'y'",
      "alter table users alter age set not null",
    ],
    drift: ["column users.name: changed", "column users.age: changed"],
  },
  {
    sql: ["comment on column users.email is 'gone'", "comment on table users is null"],
    drift: ["comment users: missing", "column users.email: changed"],
  },
  {
    sql: ["create or replace view adults as select id, email from users where age > 20"],
    drift: ["view adults: changed"],
  },
  { sql: ["drop view adults"], drift: ["view adults: missing"] },
  {
    sql: [
      "alter table posts drop constraint posts_author",
      "alter table users drop constraint users_age",
      "create index by_age on users (age)",
      "alter table posts add column extra text",
    ],
    drift: [
      "column posts.extra: extra",
      "foreign key posts_author: missing",
      "check constraint users_age: missing",
      "index by_age: extra",
    ],
  },
  { sql: ["drop table audit.notes"], drift: ["table audit.notes: missing"] },
];

liveTest("each change by hand is named and healed", async ({ url, connect }) => {
  await healsAll({ dialect: postgres, url, connect }, models(), changes);
});

liveTest("changes by hand become an applied revision", async ({ url, connect }) => {
  const kept = changes.slice(0, 4);
  await adoptsAll({ dialect: postgres, url, connect }, models(), [...kept, ...changes.slice(5, 6)]);
});

liveTest(
  "a run does not hide what it did not touch, also of a table that it adds to",
  async ({ url, connect }) => {
    const [change] = changes;
    assert.ok(change);
    await keepsAll({ dialect: postgres, url, connect }, [models(), models(true)], change);
  },
);

liveTest("a revision that fails claims nothing that was in its way", ({ url, connect }) => {
  return claimsNothing({ dialect: postgres, url, connect });
});

liveTest("what no revision made is left alone", async ({ url, connect }) => {
  await leavesAlone({ dialect: postgres, url, connect }, models());
});

liveTest("healing that would destroy data is refused", async ({ url, connect }) => {
  await withStory({ dialect: postgres, url }, async (story) => {
    const project = { ...story.project };
    const refusing = { ...project, settings: { ...project.settings, dataLoss: "refuse" as const } };
    await story.autogenerate(models());
    await story.upgrade();
    const db = await connect();
    await db.execute({ sql: "alter table users add column nick text default 'n'" });
    await db.execute({ sql: "insert into users (id, email) values (1, 'a')" });
    await assert.rejects(heal(refusing), { code: "run/data-loss" });
    assert.equal((await status(refusing)).drift.length, 1);
    const { healed, lost } = await heal(refusing, { allowLoss: ["users.nick"] });
    assert.deepEqual(healed, ["column users.nick"]);
    assert.deepEqual(lost, [{ object: "users.nick", rows: 1 }]);
    assert.equal((await status(refusing)).drift.length, 0);
  });
});

liveTest("a damaged record is told, and written anew by a stamp", ({ url, connect }) => {
  return survivesDamage({ dialect: postgres, url, connect });
});
