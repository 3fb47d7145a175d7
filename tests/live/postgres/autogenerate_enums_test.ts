/** Enums of models on a real PostgreSQL: compared, made, changed, and silent when nothing changed. */
import assert from "node:assert/strict";
import { check, enumeration, index, integer, MetaData, migrate, sql } from "@retort/core";
import { type DiffContext, diffSchemas } from "@retort/core/diff";
import type { Connection } from "@retort/core/dialect";
import { type Op, spec } from "@retort/core/ops";
import { bookkeepingOf, isOwn } from "@retort/core/plan";
import { applyNaming, defaultNaming, type Schema, usedEnums } from "@retort/core/schema";
import { postgres } from "@retort/postgres";
import { withStory } from "../autogenerate.ts";
import { liveTest } from "./server.ts";

const cx: DiffContext = { types: postgres.types, comments: true };
const own = bookkeepingOf({ versionTable: "retort_version" });

function models(values: readonly string[], standard: string): Schema {
  const metadata = new MetaData();
  const mood = enumeration("mood", values);
  metadata.table("people", { id: integer().primaryKey(), mood: mood.notNull().default(standard) });
  const schema = applyNaming(metadata.schema(), defaultNaming);
  return postgres.normalize({ ...schema, enums: usedEnums(schema.tables.values()) });
}

async function changes(db: Connection, wanted: Schema): Promise<readonly Op[]> {
  const found = await postgres.inspect?.(db);
  assert.ok(found);
  const tables = new Map([...found.tables].filter(([, table]) => !isOwn(own, table)));
  const live = applyNaming(postgres.normalize({ ...found, tables }), defaultNaming);
  return diffSchemas(live, wanted, cx).ops;
}

liveTest("an enum in a model is made, changed and found the same", async (database) => {
  const db = await database.connect();
  const steps = [
    models(["sad", "happy"], "sad"),
    models(["sad", "calm", "happy"], "calm"),
    models(["calm", "happy"], "happy"),
  ];
  const revisions: unknown[] = [];
  const words: string[][] = [];
  for (const [index, wanted] of steps.entries()) {
    const upgrade = await changes(db, wanted);
    words.push(upgrade.map((op) => spec(op).describe(op)));
    const downRevision = index === 0 ? null : `r${index - 1}`;
    revisions.push({ revision: `r${index}`, downRevision, upgrade });
    await migrate({ connection: db, dialect: postgres, revisions });
    assert.deepEqual(await changes(db, wanted), [], `after step ${index}`);
  }
  assert.deepEqual(words, [
    ["create enum mood", "create table people"],
    ['add value "calm" to enum mood', "alter column people.mood: set default"],
    ["alter column people.mood: set default", 'remove value "sad" from enum mood'],
  ]);
});

liveTest("checks and conditions of indexes survive that an enum loses a value", async (own) => {
  const said = (values: readonly string[]): MetaData => {
    const metadata = new MetaData();
    const state = enumeration("state", values).notNull().default("open");
    metadata.table("tasks", { id: integer().primaryKey(), state, "Other State": state }, [
      check("ck_state", sql`state <> 'late' or id > 0`),
      index("ix_open", ["id"], { where: sql`state in ('open', 'late')` }),
      index("ix other", [sql`("Other State" = 'open')`]),
      index("ix_id", ["state", "id"]),
    ]);
    return metadata;
  };
  await withStory({ dialect: postgres, url: own.url }, async (story) => {
    const [few, many] = [said(["open", "late"]), said(["open", "late", "odd"])];
    await story.autogenerate(many);
    await story.upgrade();
    const db = await own.connect();
    await db.execute({ sql: `INSERT INTO tasks (id) VALUES (1)` });
    for (const models of [few, many]) {
      await story.autogenerate(models);
      await story.upgrade();
      assert.deepEqual(await story.left(models), []);
      await story.downgrade("-1");
      await story.upgrade();
      assert.deepEqual(await story.left(models), []);
    }
  });
});

liveTest("an enum stays while columns that nobody looks at have it", async ({ url, connect }) => {
  const feelings = new MetaData();
  feelings.table("people", { id: integer().primaryKey(), mood: enumeration("mood", ["sad"]) });
  const plain = new MetaData();
  plain.table("people", { id: integer().primaryKey() });
  const db = await connect();
  await withStory({ dialect: postgres, url }, async (story) => {
    await story.autogenerate(feelings);
    await story.upgrade();
    await db.execute({
      sql: "CREATE SCHEMA audit; CREATE TABLE audit.log (was mood, all_ mood[])",
    });
    const { changes, unchangeable } = await story.autogenerate(plain);
    assert.deepEqual(changes, ["drop column people.mood"]);
    assert.deepEqual(unchangeable, [{
      noun: "enum",
      name: "mood",
      what: "no model has it, but columns that are not looked at do: audit.log.was, audit.log.all_",
    }]);
    await story.upgrade();
    await db.execute({ sql: "DROP TABLE audit.log" });
    assert.deepEqual(await story.left(plain), ["drop enum mood"]);
  });
});
