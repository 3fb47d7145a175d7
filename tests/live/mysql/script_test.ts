/** A script with bodies that hold semicolons, fed to the server's own client. */
import assert from "node:assert/strict";
import { integer, migrate, op, varchar } from "@retort/core";
import { upgradePath } from "@retort/core/graph";
import { bookkeepingOf, migrationsOf, revisionsOf, scriptOf } from "@retort/core/plan";
import { emptySchema } from "@retort/core/schema";
import type { Connection } from "@retort/core/dialect";
import { mysql } from "@retort/mysql";
import { missing, namesOf, server } from "./server.ts";
import { withDatabase } from "../../servers/mysql.ts";

const revisions = [{
  revision: "a1",
  downRevision: null,
  upgrade: [
    op.createTable("users", { id: integer().primaryKey(), name: varchar(50) }),
    op.createTable("log", { what: varchar(50) }),
    op.createRoutine(
      "twice",
      "CREATE FUNCTION twice(n INT) RETURNS INT DETERMINISTIC BEGIN DECLARE m INT; SET m = n * 2; RETURN m; END",
    ),
    op.createTrigger(
      "tr",
      "users",
      "CREATE TRIGGER tr AFTER INSERT ON users FOR EACH ROW BEGIN INSERT INTO log VALUES (new.name); INSERT INTO log VALUES ('$$'); END",
    ),
    op.execute("insert into users values (1, 'a;b')"),
  ],
}];

function hasClient(): boolean {
  try {
    return new Deno.Command("mariadb", { args: ["--version"], stdout: "null" }).outputSync()
      .success;
  } catch {
    return false;
  }
}

async function script(names: readonly string[]): Promise<string> {
  const set = revisionsOf(revisions);
  const cx = { dialect: "mysql", flavour: names[0] ?? "mysql", x: {}, offline: true };
  return scriptOf(set, await migrationsOf(set, upgradePath(set.graph, "head", []), cx), {
    dialect: mysql,
    names,
    tables: bookkeepingOf({ versionTable: "retort_version" }),
    state: emptySchema,
    now: new Date(0),
    tool: "test",
    cx,
  });
}

async function feed(url: string, text: string): Promise<string> {
  const { hostname, port, username, password, pathname } = new URL(url);
  const child = new Deno.Command("mariadb", {
    args: ["-h", hostname, "-P", port || "3306", "-u", username, pathname.slice(1)],
    env: { MYSQL_PWD: decodeURIComponent(password) },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
  const { code, stderr } = await child.output();
  return code === 0 ? "" : new TextDecoder().decode(stderr);
}

async function picture(db: Connection): Promise<unknown> {
  const show = async (text: string): Promise<unknown> => {
    const [row] = await db.query<Readonly<Record<string, unknown>>>({ sql: text });
    return row?.["Create Function"] ?? row?.["SQL Original Statement"] ?? row?.["Create Table"];
  };
  return [
    await show("SHOW CREATE TABLE users"),
    await show("SHOW CREATE FUNCTION twice"),
    await show("SHOW CREATE TRIGGER tr"),
    await db.query({ sql: "select what, twice(4) as n from log order by 1" }),
    await db.query({ sql: "select version_num from retort_version" }),
  ];
}

Deno.test({
  name: "a script with routines and triggers does in the client what the run does",
  ignore: missing !== undefined || !hasClient(),
  fn: () =>
    withDatabase(server(), "run", async (one) => {
      const db = await one.connect();
      await migrate({ connection: db, dialect: mysql, revisions });
      await withDatabase(server(), "script", async (two) => {
        const other = await two.connect();
        assert.equal(await feed(two.url, await script(namesOf(db))), "");
        assert.deepEqual(await picture(other), await picture(db));
      });
    }),
});
