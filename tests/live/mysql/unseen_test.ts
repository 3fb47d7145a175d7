/** MariaDB and MySQL show a user only what it has rights on: that is no drift. */
import assert from "node:assert/strict";
import { integer, isRetortError, MetaData, sql, varchar } from "@retort/core";
import { adoptDrift, check, heal, type Project, stamp, status } from "@retort/core/commands";
import type { Query } from "@retort/core/dialect";
import { mysql } from "@retort/mysql";
import { driftIn, type Story, withStory } from "../autogenerate.ts";
import { liveTest, server } from "./server.ts";

function models(): MetaData {
  const metadata = new MetaData();
  metadata.table("users", { id: integer().primaryKey(), name: varchar(20).index() });
  metadata.trigger(
    "stamped",
    "users",
    "create trigger stamped before insert on users for each row set new.name = 'x'",
  );
  metadata.table("posts", { id: integer().primaryKey() });
  metadata.view("names", sql`select name from users`);
  metadata.function("one", "create function one() returns integer deterministic return 1");
  return metadata;
}

/** The project as a user sees it that has these rights. */
async function asUser(
  { database, story, rights }: {
    readonly database: { readonly name: string; readonly url: string };
    readonly story: Story;
    readonly rights: readonly string[];
  },
  work: (project: Project) => Promise<void>,
): Promise<void> {
  const db = await mysql.connect?.(database.url);
  assert.ok(db);
  const user = `retort_${crypto.randomUUID().slice(0, 8)}`;
  await db.execute({ sql: `CREATE USER ${user}@'%' IDENTIFIED BY 'plain'` });
  try {
    const schema = mysql.writer.name(database.name);
    for (const right of rights) {
      await db.execute({ sql: `GRANT ${right.replace(" ON ", ` ON ${schema}.`)} TO ${user}@'%'` });
    }
    const url = new URL(server().url(database.name));
    url.username = user;
    url.password = "plain";
    const connect: Project["connect"] = async (options) => {
      const own = await mysql.connect?.(url.href, options);
      assert.ok(own);
      return own;
    };
    await work({ ...story.project, connect });
  } finally {
    await db.execute({ sql: `DROP USER ${user}@'%'` });
    await db.close();
  }
}

const refused = (error: unknown): boolean =>
  isRetortError(error) && String(error.code) === "drift/unseen";

liveTest("a reader's status takes nothing for missing that it may not see", async (database) => {
  await withStory({ dialect: mysql, url: database.url }, async (story) => {
    await story.autogenerate(models());
    await story.upgrade();
    await asUser({ database, story, rights: ["SELECT ON *"] }, async (project) => {
      const report = await status(project);
      assert.deepEqual(report.drift, []);
      assert.deepEqual(report.unseen?.toSorted(), ["routine one", "trigger stamped", "view names"]);
      const db = await mysql.connect?.(database.url);
      await db?.execute({ sql: "drop table posts" });
      assert.deepEqual(await driftIn(project), ["table posts: missing"]);
      await db?.execute({ sql: "create table posts (id integer primary key)" });
      await db?.close();
    });
  });
});

liveTest("a user that may not see all can't record, heal or adopt", async (database) => {
  await withStory({ dialect: mysql, url: database.url }, async (story) => {
    await story.autogenerate(models());
    await story.upgrade();
    const db = await mysql.connect?.(database.url);
    const tables = await db?.query<{ readonly name: string }>({
      sql: "SELECT TABLE_NAME AS name FROM information_schema.TABLES " +
        "WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME LIKE 'retort%'",
    }) ?? [];
    await db?.close();
    const rights = [...tables.map(({ name }) => `ALL ON ${name}`), "SELECT (id) ON users"];
    await asUser({ database, story, rights }, async (project) => {
      assert.deepEqual((await status(project)).drift, []);
      await assert.rejects(heal(project), refused);
      await assert.rejects(adoptDrift(project), refused);
      const { rows } = await status(story.project);
      await stamp(project, { targets: rows });
    });
    assert.deepEqual(await driftIn(story.project), [], "the record is as it was");
  });
});

liveTest("a reader's check proposes nothing that it may not see", async (database) => {
  await withStory({ dialect: mysql, url: database.url }, async (story) => {
    await story.autogenerate(models());
    await story.upgrade();
    const metadata = models();
    metadata.table("tags", { id: integer().primaryKey() });
    await asUser({ database, story, rights: ["SELECT ON *"] }, async (project) => {
      const environment = () => Promise.resolve({ metadata: () => metadata });
      const { changes, notes } = await check({ ...project, environment });
      assert.deepEqual(changes, ["create table tags"]);
      const hidden = ["routine one", "trigger stamped", "view names"];
      assert.deepEqual(
        notes.toSorted(),
        hidden.map((name) => `${name} is not compared: this user may not see it`),
      );
    });
  });
});

liveTest("a user with rights is not asked about each new table", async (database) => {
  await withStory({ dialect: mysql, url: database.url }, async ({ project }) => {
    const queries = async (count: number): Promise<number> => {
      const metadata = new MetaData();
      for (let n = 0; n < count; n++) metadata.table(`t${n}`, { id: integer().primaryKey() });
      let asked = 0;
      const connect: Project["connect"] = async (options) => {
        const db = await project.connect(options);
        const query = db.query.bind(db);
        db.query = <Row extends object>(wanted: Query): Promise<readonly Row[]> => {
          asked++;
          return query<Row>(wanted);
        };
        return db;
      };
      const environment = () => Promise.resolve({ metadata: () => metadata });
      const { changes } = await check({ ...project, connect, environment });
      assert.equal(changes.length, count);
      return asked;
    };
    assert.equal(await queries(50), await queries(5));
  });
});
