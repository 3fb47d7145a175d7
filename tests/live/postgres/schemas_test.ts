/** One database, the same tables in several schemas: the search path of the URL says which. */
import assert from "node:assert/strict";
import { enumeration, integer, migrate, op } from "@retort/core";
import { status } from "@retort/core/commands";
import { postgres } from "@retort/postgres";
import type { TestDatabase } from "../../servers/postgres.ts";
import { moduleProject } from "../module_project.ts";
import { liveTest } from "./server.ts";

/** The URL of a schema. */
function urlOf({ url }: TestDatabase, schema: string): string {
  const found = new URL(url);
  found.searchParams.set("options", `-c search_path=${schema}`);
  return found.href.replaceAll("+", "%20");
}

const first = {
  revision: "a1",
  downRevision: null,
  upgrade: [
    op.createEnum("mood", ["calm", "wild"]),
    op.createTable("users", {
      id: integer().primaryKey(),
      mood: enumeration("mood", ["calm", "wild"]),
    }),
    op.createTable("posts", { author: integer().references("users.id") }),
  ],
};
const second = {
  revision: "b2",
  downRevision: "a1",
  upgrade: [op.addEnumValue("mood", "odd"), op.addColumn("users", "age", integer())],
};

liveTest("schemas of one database are migrated each for itself", async (database) => {
  const db = await database.connect();
  await db.execute({ sql: `CREATE SCHEMA ana; CREATE SCHEMA "Bob's"` });
  const names = ["ana", `"Bob's"`];
  for (const name of names) {
    const url = urlOf(database, name);
    await migrate({ url, dialect: postgres, revisions: [first] });
  }
  const url = urlOf(database, "ana");
  const { steps } = await migrate({ url, dialect: postgres, revisions: [first, second] });
  assert.equal(steps.length, 1);
  const rows = await db.query({
    sql: `SELECT table_schema AS schema, count(*)::int AS tables FROM information_schema.tables
      WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_name IN
      ('users', 'posts', 'retort_version') GROUP BY 1 ORDER BY 1`,
  });
  assert.deepEqual(rows, [{ schema: "Bob's", tables: 3 }, { schema: "ana", tables: 3 }]);
  const ages = "SELECT table_schema AS schema FROM information_schema.columns " +
    "WHERE column_name = 'age'";
  assert.deepEqual(await db.query({ sql: ages }), [{ schema: "ana" }]);
});

liveTest("what stands further along the search path is another's", async (database) => {
  const db = await database.connect();
  await db.execute({ sql: "CREATE SCHEMA ana" });
  const common = { dialect: postgres, revisions: [first] };
  await migrate({ ...common, url: database.url });
  const record = "SELECT definition FROM public.retort_schema ORDER BY object";
  const before = await db.query({ sql: record });
  const url = urlOf(database, "ana,public");
  const events: string[] = [];
  const { from, steps } = await migrate({
    ...common,
    url,
    listener: ({ kind }) => void events.push(kind),
  });
  assert.deepEqual([from, steps.length], [[], 1]);
  assert.ok(!events.includes("not-recorded"));
  assert.deepEqual(await db.query({ sql: record }), before);
  const again = await migrate({ ...common, url });
  assert.deepEqual([again.from, again.steps.length], [["a1"], 0]);
  const { drift } = await status(moduleProject(postgres, url, [first]));
  assert.deepEqual(drift, []);
});

liveTest("the target names the schema, where it is another than public", async (database) => {
  const db = await database.connect();
  assert.doesNotMatch(db.server.target, /schema/);
  await db.execute({ sql: "CREATE SCHEMA ana" });
  const other = await postgres.connect?.(urlOf(database, "ana"));
  assert.equal(other?.server.target, `${db.server.target} (schema ana)`);
  await other?.close();
});

liveTest(
  "SQL that changes the search path is named where names are not found",
  async (database) => {
    const head = op.execute("select pg_catalog.set_config('search_path', '', false)");
    const revisions = [{ revision: "a1", downRevision: null, upgrade: [head], downgrade: [] }];
    await assert.rejects(migrate({ url: database.url, dialect: postgres, revisions }), {
      message: /"retort_version" does not exist, since SQL before it has changed search_path/,
    });
    const wrong = { ...revisions[0], upgrade: [op.execute("select * from missing")] };
    await assert.rejects(migrate({ url: database.url, dialect: postgres, revisions: [wrong] }), {
      message: /"missing" does not exist$/,
    });
  },
);
