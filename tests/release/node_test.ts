import assert from "node:assert/strict";
import { root } from "../scripts/shell.ts";
import { mysqlServer, withDatabase as withMysql } from "../servers/mysql.ts";
import { postgresServer, withDatabase as withPostgres } from "../servers/postgres.ts";
import { nodeCommand, type NodeProject, nodeProject } from "./node.ts";

const { imports } = JSON.parse(await Deno.readTextFile(`${root}/deno.json`));
const node = await nodeCommand();
const [postgres, mysql] = await Promise.all([postgresServer(), mysqlServer()]);
const servers = [postgres, mysql].filter((server) => typeof server !== "string");
Deno.test.afterAll(async () => {
  for (const server of servers) await server.close();
});

/** An application that brings its database up to date, twice, and then works on it. */
const application = `import { integer, isRetortError, migrate, op, varchar } from "@retort/core";
const [name, url] = process.argv.slice(2);
const dialect = (await import("@retort/" + name))[name];
const first = {
  revision: "aaaa",
  downRevision: null,
  upgrade: [op.createTable("people", { id: integer().primaryKey(), name: varchar(50) })],
};
const second = {
  revision: "bbbb",
  downRevision: "aaaa",
  upgrade: [
    op.bulkInsert("people", [{ id: 1, name: "Ann" }, { id: 2, name: null }]),
    op.backfill("names", { table: "people", set: { name: "nobody" }, where: "name is null" }),
    op.alterColumn("people", "name", { nullable: false }),
  ],
};
const third = { revision: "cccc", downRevision: "bbbb", upgrade: [op.dropTable("people")] };
const revisions = [first, second];
const done = await migrate({ url, dialect, revisions });
const again = await migrate({ url, dialect, revisions });
const more = { url, dialect, revisions: [...revisions, third] };
const refused = await migrate(more).catch((error) => error);
console.log(JSON.stringify({
  steps: done.steps.length,
  again: again.steps.length,
  refused: isRetortError(refused) && refused.code,
  to: again.to,
}));
`;

/** An application that lends a database of Node's own. */
const lent = `import { DatabaseSync } from "node:sqlite";
import { integer, migrate, op } from "@retort/core";
import { fromSqlite, sqlite } from "@retort/sqlite";
const db = new DatabaseSync(":memory:");
const upgrade = [op.createTable("t", { id: integer().primaryKey() })];
await migrate({
  connection: fromSqlite(db),
  dialect: sqlite,
  revisions: [{ revision: "aaaa", downRevision: null, upgrade }],
});
console.log(db.prepare("select version_num from retort_version").get().version_num);
`;

async function upgrades(project: NodeProject, name: string, url: string): Promise<void> {
  const { exit, stdout, stderr } = await project.run("app.js", name, url);
  assert.equal(exit, 0, stderr);
  const wanted = { steps: 2, again: 0, refused: "run/data-loss", to: ["bbbb"] };
  assert.deepEqual(JSON.parse(stdout), wanted);
}

const project = typeof node === "string" ? undefined : await nodeProject(node, {
  own: ["core", "dialects/ansi", "dialects/sqlite", "dialects/postgres", "dialects/mysql"],
  npm: [imports.postgres, imports.mysql2].map((name: string) => name.replace(/^npm:/, "")),
  files: { "app.js": application, "lent.js": lent },
});
Deno.test.afterAll(() => project?.close());

Deno.test("the library runs in Node, on SQLite", { ignore: !project }, async () => {
  assert.ok(project);
  await upgrades(project, "sqlite", "sqlite:app.db");
});

Deno.test("the library runs in Node, on a database of node:sqlite", {
  ignore: !project,
}, async () => {
  assert.ok(project);
  const { stdout, stderr } = await project.run("lent.js");
  assert.equal(stdout, "aaaa\n", stderr);
});

Deno.test("the library runs in Node, on PostgreSQL", {
  ignore: !project || typeof postgres === "string",
}, async () => {
  assert.ok(project && typeof postgres !== "string");
  await withPostgres(postgres, "node", ({ url }) => upgrades(project, "postgres", url));
});

Deno.test("the library runs in Node, on MariaDB", {
  ignore: !project || typeof mysql === "string",
}, async () => {
  assert.ok(project && typeof mysql !== "string");
  await withMysql(mysql, "node", ({ url }) => upgrades(project, "mysql", url));
});
