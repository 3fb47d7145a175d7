/** A revision of which a statement failed where DDL is not rolled back: every command knows it. */
import assert from "node:assert/strict";
import { integer, op, varchar } from "@retort/core";
import {
  current,
  downgrade,
  forgetSteps,
  heal,
  plan,
  preflight,
  repair,
  settleStep,
  status,
  upgrade,
} from "@retort/core/commands";
import { type HalfDone, isRetortError } from "@retort/core/errors";
import { mysql } from "@retort/mysql";
import { moduleProject } from "../module_project.ts";
import { liveTest } from "./server.ts";

const first = {
  revision: "a1",
  downRevision: null,
  upgrade: [op.createTable("users", { id: integer().primaryKey(), name: varchar(50) })],
};
const second = {
  revision: "b2",
  downRevision: "a1",
  upgrade: [
    op.addColumn("users", "age", integer()),
    op.createIndex("users_name", "users", ["name"], { unique: true }),
    op.addColumn("users", "city", varchar(50)),
  ],
} as const;
const revisions = [first, second];

const half: HalfDone = {
  revision: "b2",
  direction: "upgrade",
  steps: [
    { step: 1, op: "add column users.age", state: "done", done: 1 },
    { step: 2, op: "create unique index users_name on users", state: "failed", done: 0 },
  ],
};

function refused(error: unknown): boolean {
  return isRetortError(error) && error.code === "run/half-done";
}

async function withHalf(
  url: string,
  work: (project: ReturnType<typeof moduleProject>) => Promise<void>,
): Promise<void> {
  const project = moduleProject(mysql, url, revisions);
  await upgrade(project, { target: "a1" });
  const db = await project.connect();
  await db.execute({ sql: "insert into users values (1, 'Ann'), (2, 'Ann')" });
  await assert.rejects(() => upgrade(project, { target: "head" }), /Duplicate entry/);
  await work(project);
  await db.close();
}

liveTest("a revision that failed half-way is known to every command", async ({ url, connect }) => {
  await withHalf(url, async (project) => {
    assert.deepEqual((await current(project)).half, [half]);
    assert.deepEqual((await status(project)).half, [half]);
    assert.deepEqual((await repair(project)).half, [half]);
    const { revisions: [planned], hash } = await plan(project);
    assert.deepEqual(planned?.parts.map(({ done }) => done), ["all", undefined, undefined]);
    assert.deepEqual(
      planned?.parts.map(({ ops }) => ops.map(({ statements }) => statements.length)),
      [[0], [1], [1]],
    );
    for (const target of ["base", "a1", "-1"]) {
      await assert.rejects(() => downgrade(project, { target }), refused);
    }
    await assert.rejects(() => heal(project), refused);
    const db = await connect();
    await db.execute({ sql: "delete from users where id = 2" });
    // What is left was reviewed, and is what runs.
    const { to } = await upgrade(project, { target: "head", plan: hash });
    assert.deepEqual(to, ["b2"]);
    assert.deepEqual((await repair(project)).half, []);
    assert.deepEqual((await downgrade(project, { target: "base" })).to, []);
  });
});

liveTest("the step that failed may be done by hand", async ({ url, connect }) => {
  await withHalf(url, async (project) => {
    const db = await connect();
    await db.execute({ sql: "create index users_name on users (name)" });
    assert.equal((await settleStep(project, "b2", "done")).op, half.steps[1]?.op);
    // What was done by hand is what the revision should say from now on.
    const [age, , city] = second.upgrade;
    const plain = op.createIndex("users_name", "users", ["name"]);
    const corrected = [first, { ...second, upgrade: [age, plain, city] }];
    await assert.rejects(
      () => upgrade(moduleProject(mysql, url, corrected), { target: "head" }),
      (error) => {
        assert.ok(isRetortError(error) && error.code === "run/journal-mismatch");
        assert.match(
          String(error.hint),
          /once the revision is done, with "retort repair b2 --accept"/,
        );
        return true;
      },
    );
    assert.deepEqual((await upgrade(project, { target: "head" })).to, ["b2"]);
    assert.deepEqual((await repair(project)).half, []);
  });
});

liveTest("what was committed may be undone by hand", async ({ url, connect }) => {
  await withHalf(url, async (project) => {
    const db = await connect();
    await db.execute({ sql: "alter table users drop column age" });
    const { forgotten, left } = await forgetSteps(project, "b2");
    assert.deepEqual([forgotten.length, left], [2, []]);
    assert.deepEqual((await status(project)).drift, [], "nothing is missed that was undone");
    assert.deepEqual((await repair(project)).half, []);
    await db.execute({ sql: "delete from users where id = 2" });
    assert.deepEqual((await upgrade(project, { target: "head" })).to, ["b2"]);
  });
});

liveTest("what was not undone by hand is no revision's, and told", async ({ url, connect }) => {
  const project = moduleProject(mysql, url, [first, {
    revision: "b2",
    downRevision: "a1",
    upgrade: [
      op.createTable("tags", { id: integer().primaryKey() }),
      op.addColumn("users", "age", integer()),
      op.alterColumn("users", "name", { type: varchar(60) }),
      op.execute("alter table users add column city int"),
      op.dropTable("missing"),
    ],
    downgrade: [],
  }]);
  await upgrade(project, { target: "a1" });
  await assert.rejects(() => upgrade(project, { target: "head" }), { code: "run/op-failed" });
  const { left, unclear } = await forgetSteps(project, "b2");
  // What SQL did to a table, nobody can tell from what it was before.
  assert.deepEqual(left, ["table tags", "column users.age"]);
  assert.deepEqual(unclear, [
    "alter column users.name: set type",
    "execute alter table users add column city int",
  ]);
  const { drift, unmanaged } = await status(project);
  assert.deepEqual(drift.map(({ object, state }) => [object, state]), [
    ["column users.age", "extra"],
  ]);
  assert.deepEqual(unmanaged, [{ noun: "table", name: "tags" }]);
  const db = await connect();
  await db.execute({ sql: "drop table tags" });
  await db.execute({ sql: "alter table users drop column age" });
  const after = await status(project);
  assert.deepEqual([after.drift, after.unmanaged], [[], []]);
});

liveTest("a downgrade that is forgotten leaves no drift once it is undone", async (database) => {
  const project = moduleProject(mysql, database.url, [...revisions.slice(0, 1), {
    revision: "b2",
    downRevision: "a1",
    upgrade: [
      op.addColumn("users", "age", integer()),
      op.createTable("tags", {
        id: integer().primaryKey(),
      }),
    ],
    downgrade: [op.dropColumn("users", "age"), op.dropTable("tags"), op.dropTable("missing")],
  }]);
  await upgrade(project, { target: "head" });
  const down = () => downgrade(project, { target: "a1", allowLoss: ["users.age", "tags"] });
  await assert.rejects(down, { code: "run/op-failed" });
  const db = await database.connect();
  await db.execute({ sql: "alter table users add column age int" });
  await db.execute({ sql: "create table tags (id int primary key)" });
  assert.deepEqual((await forgetSteps(project, "b2")).left, []);
  const { drift, unmanaged } = await status(project);
  assert.deepEqual([drift, unmanaged], [[], []]);
});

liveTest("a preflight looks at what is left, by the names of now", async ({ url, connect }) => {
  const project = moduleProject(mysql, url, [first, {
    revision: "b2",
    downRevision: "a1",
    upgrade: [
      op.addColumn("users", "code", integer().notNull()),
      op.renameColumn("users", "name", "full_name"),
      op.alterColumn("users", "full_name", { nullable: false }),
      op.createUniqueConstraint("users_code", "users", ["code"]),
    ],
  }]);
  await upgrade(project, { target: "a1" });
  const db = await connect();
  await db.execute({ sql: "insert into users values (1, 'Ann'), (2, null), (3, 'Cy')" });
  await assert.rejects(() => upgrade(project, { target: "head" }), { code: "run/op-failed" });
  const { half: [found], obstacles, unchecked, checked } = await preflight(project);
  assert.deepEqual(found?.steps.map(({ state }) => state), ["done", "done", "failed"]);
  assert.deepEqual(
    obstacles.map(({ kind, what, count, examples }) => [kind, what, count, examples]),
    [
      ["nulls", ["full_name"], 1, [{ id: 2 }]],
      ["duplicates", ["code"], 1, [{ code: 0 }]],
    ],
  );
  assert.deepEqual([unchecked, checked], [[], 2]);
  // What became of a step that was interrupted, only the next run finds out.
  await db.execute({ sql: "update retort_journal set state = 'started' where state = 'failed'" });
  assert.deepEqual((await preflight(project)).unchecked.map(({ why }) => why), [
    "an earlier run has stopped in the middle of this op",
  ]);
});

liveTest("a preflight refuses over a downgrade that stopped half-way", async ({ url, connect }) => {
  const project = moduleProject(mysql, url, [{
    ...first,
    downgrade: [op.addColumn("users", "x", integer()), op.dropTable("missing")],
  }]);
  await upgrade(project, { target: "a1" });
  await assert.rejects(() => downgrade(project, { target: "base" }), { code: "run/op-failed" });
  await assert.rejects(() => preflight(project), refused);
  const db = await connect();
  await db.execute({ sql: "delete from retort_journal" });
  assert.deepEqual((await preflight(project)).half, []);
});
