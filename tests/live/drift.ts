/**
 * Stories of drift: something else changes what retort has made, and each way on ends clean.
 *
 * @module
 */
import assert from "node:assert/strict";
import { integer, op } from "@retort/core";
import { adoptDrift, heal, stamp, status, upgrade } from "@retort/core/commands";
import type { Connection } from "@retort/core/dialect";
import { type MetaData, tableKey } from "@retort/core/schema";
import { driftIn, type Story, type StoryDatabase, withStory } from "./autogenerate.ts";
import { moduleProject } from "./module_project.ts";

/** A change by hand, and what status says of it. */
export interface HandMade {
  /** The SQL. */
  readonly sql: readonly string[];
  /** What is other than recorded, in words. */
  readonly drift: readonly string[];
}

/** A database that is connected to beside the story. */
export interface HandDatabase extends StoryDatabase {
  /** Opens a connection to it. */
  connect(): Promise<Connection>;
}

async function prepare(story: Story, models: MetaData): Promise<void> {
  await story.autogenerate(models);
  await story.upgrade();
  assert.deepEqual(await driftIn(story.project), []);
}

/** Makes each change, sees it named with its definitions, heals it, and finds all as it was. */
export async function healsAll(
  database: HandDatabase,
  models: MetaData,
  changes: readonly HandMade[],
): Promise<void> {
  await withStory(database, async (story) => {
    await prepare(story, models);
    const before = await story.live();
    const db = await database.connect();
    for (const { sql, drift } of changes) {
      for (const text of sql) await db.execute({ sql: text });
      const { drift: found } = await status(story.project);
      assert.deepEqual(found.map(({ object, state }) => `${object}: ${state}`), drift);
      for (const { state, recorded, live } of found) {
        assert.equal(recorded === undefined, state === "extra");
        assert.equal(live === undefined, state === "missing");
        assert.notEqual(recorded, live, "both definitions are told apart");
      }
      const [first] = found;
      if (first && found.length > 1) {
        // One by its name: the others stay as they are.
        const { left } = await heal(story.project, { only: [first.object] });
        assert.equal(left.includes(first.object), false);
      }
      const { left, unchangeable } = await heal(story.project);
      assert.deepEqual([left, unchangeable], [[], []]);
      assert.deepEqual(await driftIn(story.project), []);
      assert.deepEqual(await story.live(), before, sql.join("; "));
    }
  });
}

/** Makes all changes, turns them into a revision that is applied already, goes down and up again. */
export async function adoptsAll(
  database: HandDatabase,
  models: MetaData,
  changes: readonly HandMade[],
): Promise<void> {
  await withStory(database, async (story) => {
    await prepare(story, models);
    const before = await story.live();
    const db = await database.connect();
    for (const text of changes.flatMap(({ sql }) => sql)) await db.execute({ sql: text });
    const after = await story.live();
    const { revision = "" } = await adoptDrift(story.project, { message: "by hand" });
    assert.deepEqual(await driftIn(story.project), []);
    assert.deepEqual((await status(story.project)).rows, [revision]);
    assert.deepEqual(await story.live(), after, "nothing was run");
    await story.downgrade("-1");
    assert.deepEqual(await driftIn(story.project), []);
    assert.deepEqual(await story.live(), before, "its downgrade takes back what was changed");
    await story.upgrade();
    assert.deepEqual(await driftIn(story.project), []);
    assert.deepEqual(await story.live(), after, "elsewhere it makes what was changed");
  });
}

/** A run does not hide what something else changed; a stamp takes it as it is. */
export async function keepsAll(
  database: HandDatabase,
  [models, more]: readonly [MetaData, MetaData],
  { sql, drift }: HandMade,
): Promise<void> {
  await withStory(database, async (story) => {
    await prepare(story, models);
    await story.autogenerate(more);
    const db = await database.connect();
    for (const text of sql) await db.execute({ sql: text });
    assert.deepEqual(await driftIn(story.project), drift);
    await story.upgrade();
    assert.deepEqual(await driftIn(story.project), drift, "the run added something else");
    const { rows } = await status(story.project);
    await stamp(story.project, { targets: rows });
    assert.deepEqual(await driftIn(story.project), []);
  });
}

/** What no revision made is named and never touched, whatever becomes of it. */
export async function leavesAlone(database: HandDatabase, models: MetaData): Promise<void> {
  await withStory(database, async (story) => {
    const db = await database.connect();
    await db.execute({ sql: "create table legacy (id integer)" });
    await prepare(story, models);
    await db.execute({ sql: "create table newer (id integer)" });
    await db.execute({ sql: "alter table legacy add column note varchar(9)" });
    const { drift, unmanaged } = await status(story.project);
    assert.deepEqual(drift, []);
    assert.deepEqual(unmanaged.map(tableKey).toSorted(), ["legacy", "newer"]);
    await heal(story.project);
    assert.deepEqual((await status(story.project)).unmanaged.length, 2);
  });
}

/** What stood in the way of a revision stays somebody else's after it has failed. */
export async function claimsNothing({ dialect, url, connect }: HandDatabase): Promise<void> {
  const project = moduleProject(dialect, url, [
    { revision: "a1", downRevision: null, upgrade: [op.createTable("users", { id: integer() })] },
    {
      revision: "b2",
      downRevision: "a1",
      upgrade: [
        op.createTable("more", { id: integer() }),
        op.createTable("tags", { id: integer() }),
      ],
    },
  ]);
  const db = await connect();
  await db.execute({ sql: "create table tags (id integer)" });
  await assert.rejects(() => upgrade(project, { target: "head" }), { code: "run/op-failed" });
  const { rows, drift, unmanaged } = await status(project);
  assert.deepEqual([rows, drift, unmanaged], [["a1"], [], [{ noun: "table", name: "tags" }]]);
  await db.execute({ sql: "drop table tags" });
  assert.deepEqual((await status(project)).drift, []);
  await upgrade(project, { target: "head" });
  const after = await status(project);
  assert.deepEqual([after.rows, after.drift, after.unmanaged], [["b2"], [], []]);
}
