/** A revision that has stopped behind a statement which no transaction takes back. */
import assert from "node:assert/strict";
import { enumeration, integer, isRetortError, migrate, op, varchar } from "@retort/core";
import { preflight, repair, upgrade } from "@retort/core/commands";
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
  const states = half.flatMap(({ steps }) => steps.map(({ state }) => state));
  assert.deepEqual(states, ["done", "done", "failed"]);
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

liveTest("checks are not among the statements that are committed", async ({ url, connect }) => {
  const first = {
    revision: "a1",
    downRevision: null,
    upgrade: [
      op.createEnum("mood", ["sad", "calm"]),
      op.createTable("people", { id: integer(), mood: enumeration("mood", ["sad", "calm"]) }),
    ],
  };
  const second = {
    revision: "b2",
    downRevision: "a1",
    upgrade: [op.removeEnumValue("mood", "calm")],
  };
  const project = moduleProject(postgres, url, [first, second]);
  await upgrade(project, { target: "a1" });
  const db = await connect();
  await db.execute({ sql: "create view moods as select mood from people" });
  const run = () =>
    migrate({
      ...{ connection: db, dialect: postgres, revisions: [first, second] },
      transactionMode: "none",
    });
  await assert.rejects(run, (error) => {
    assert.ok(isRetortError(error) && error.code === "run/op-failed");
    assert.match(String(error.hint), /^"2 statements of remove value "calm" from enum mood"/);
    return true;
  });
  assert.deepEqual((await repair(project)).half[0]?.steps.map(({ done }) => done), [2]);
  await db.close();
});
