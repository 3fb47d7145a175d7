/** A password is told to the server and to nobody else: no stream, no file, no table. */
import assert from "node:assert/strict";
import type { Connection } from "@retort/core/dialect";
import { mysqlServer, withDatabase as withMysql } from "../servers/mysql.ts";
import { postgresServer, withDatabase as withPostgres } from "../servers/postgres.ts";
import { sentinel } from "../servers/sentinel.ts";
import { finished, root, spawn } from "./sqlite/process.ts";

const cli = new URL("cli/main.ts", root).pathname;

const first = `/** users */
import { integer, op } from "@retort/core";

export const revision = "a1";
export const downRevision = null;
export const upgrade = [op.createTable("users", { id: integer().primaryKey() })];
`;
const broken = `/** broken */
import { op } from "@retort/core";

export const revision = "b2";
export const downRevision = "a1";
export const upgrade = [op.execute("insert into nowhere values (1)")];
`;

/** What commands of all kinds say, also where they fail. */
async function saidBy(folder: string, url: string): Promise<string> {
  const env = `import { defineEnvironment } from "@retort/core";
export default defineEnvironment({ url: ${JSON.stringify(url)} });
`;
  await Deno.mkdir(`${folder}/m/versions`, { recursive: true });
  await Deno.writeTextFile(`${folder}/m/env.ts`, env);
  await Deno.writeTextFile(`${folder}/retort.ini`, `[retort]\nscript_location = ${folder}/m\n`);
  await Deno.writeTextFile(`${folder}/m/versions/a1.ts`, first);
  const run = async (...args: readonly string[]): Promise<string> => {
    const words = [...args, "-c", `${folder}/retort.ini`];
    return (await finished(spawn(cli, ["-A"], words))).text;
  };
  const said = [
    await run("plan", "--json"),
    await run("upgrade", "head"),
    await run("current", "--json"),
    await run("history", "--events", "--json"),
    await run("status"),
    await run("lock", "status"),
    await run("upgrade", "head", "--sql"),
    await run("introspect"),
    await run("upgrade", "head", "--url", url.replace(/:\d+\//, ":1/")),
    await run("upgrade", "head", "--url", `${url}_missing`, "--json"),
    await run("upgrade", "head", "--url", url.replace("//", "//no one:"), "--raiseerr"),
  ];
  await Deno.writeTextFile(`${folder}/m/versions/b2.ts`, broken);
  said.push(await run("upgrade", "head"), await run("upgrade", "head", "--raiseerr", "--json"));
  said.push(await run("history", "--events", "--json"));
  return said.join("\n");
}

async function rowsOf(db: Connection): Promise<string> {
  const names = ["version", "history", "journal", "lease", "schema", "kept"];
  const found = await Promise.all(names.map(async (name) => {
    const sql = `SELECT * FROM retort_${name}`;
    return await db.query({ sql }).catch(() => []);
  }));
  return JSON.stringify(found);
}

/** The URL with the password; both servers here let the user in without one, or must be told. */
function withPassword(url: string, user: string): string {
  const found = new URL(url);
  found.username = user;
  found.password = sentinel;
  return found.href;
}

async function hunt(url: string, db: Connection): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "retort_sentinel_" }));
  try {
    const said = await saidBy(folder, url);
    assert.match(said, /-> a1|"a1"/);
    assert.match(said, /run\/op-failed/);
    assert.ok(!said.includes(sentinel), said);
    const rows = await rowsOf(db);
    assert.ok(rows.includes("a1"));
    assert.ok(!rows.includes(sentinel));
    for await (const { name, isFile } of Deno.readDir(folder)) {
      if (!isFile) continue;
      assert.ok(!(await Deno.readTextFile(`${folder}/${name}`)).includes(sentinel), name);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const postgres = await postgresServer();
const mysql = await mysqlServer();

Deno.test({
  name: "PostgreSQL: no command says the password",
  ignore: typeof postgres === "string",
  async fn() {
    assert.ok(typeof postgres !== "string");
    await withPostgres(postgres, "sentinel", async (database) => {
      const db = await database.connect();
      const user = `retort_sentinel_${Deno.pid}`;
      await db.execute({ sql: `CREATE ROLE ${user} SUPERUSER LOGIN PASSWORD '${sentinel}'` });
      try {
        await hunt(withPassword(database.url, user), db);
      } finally {
        await db.execute({ sql: `DROP OWNED BY ${user}; DROP ROLE ${user}` });
      }
    });
  },
});

Deno.test({
  name: "MariaDB: no command says the password",
  ignore: typeof mysql === "string",
  async fn() {
    assert.ok(typeof mysql !== "string");
    await withMysql(mysql, "sentinel", async (database) => {
      const db = await database.connect();
      const user = `retort_s_${Deno.pid}`;
      await db.execute({ sql: `CREATE USER ${user}@'%' IDENTIFIED BY '${sentinel}'` });
      await db.execute({ sql: `GRANT ALL ON *.* TO ${user}@'%'` });
      try {
        await hunt(withPassword(database.url, user), db);
      } finally {
        await db.execute({ sql: `DROP USER ${user}@'%'` });
      }
    });
  },
});

Deno.test.afterAll(async () => {
  if (typeof postgres !== "string") await postgres.close();
  if (typeof mysql !== "string") await mysql.close();
});
