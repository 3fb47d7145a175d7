/** A revision that has stopped behind a statement which no transaction takes back. */
import assert from "node:assert/strict";
import { integer, op, varchar } from "@retort/core";
import { preflight, upgrade } from "@retort/core/commands";
import { postgres } from "@retort/postgres";
import { moduleProject } from "../module_project.ts";
import { liveTest } from "./server.ts";

const revisions = [{
  revision: "a1",
  downRevision: null,
  upgrade: [
    op.createTable("users", { id: integer().primaryKey(), name: varchar(50), email: varchar(50) }),
    op.execute("insert into users values (1, 'Ann', null), (2, null, 'b'), (3, 'Ann', 'c')"),
  ],
}, {
  revision: "b2",
  downRevision: "a1",
  upgrade: [
    op.renameColumn("users", "email", "mail"),
    op.createIndex("users_mail", "users", ["mail"], {
      unique: true,
      options: { postgres: { concurrently: true } },
    }),
    op.alterColumn("users", "mail", { nullable: false }),
    op.createUniqueConstraint("users_name", "users", ["name"]),
  ],
}];

liveTest("a preflight looks at what is left behind a concurrent index", async ({ url }) => {
  const project = moduleProject(postgres, url, revisions);
  await upgrade(project, { target: "a1" });
  await assert.rejects(() => upgrade(project, { target: "head" }), { code: "run/op-failed" });
  const { half, obstacles, unchecked, checked } = await preflight(project);
  assert.deepEqual(half.flatMap(({ steps }) => steps.map(({ state }) => state)), ["done", "done"]);
  assert.deepEqual(
    obstacles.map(({ kind, what, count, examples }) => [kind, what, count, examples]),
    [
      ["nulls", ["mail"], 1, [{ id: 1 }]],
      ["duplicates", ["name"], 1, [{ name: "Ann" }]],
    ],
  );
  assert.deepEqual([unchecked, checked], [[], 2]);
  const db = await project.connect();
  await db.execute({ sql: "update users set mail = id, name = id" });
  await db.close();
  assert.deepEqual((await preflight(project)).obstacles, []);
  assert.deepEqual((await upgrade(project, { target: "head" })).to, ["b2"]);
});
