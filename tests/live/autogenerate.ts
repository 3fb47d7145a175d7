/**
 * Stories of models that change: autogenerate writes real files, and they run on a real database.
 *
 * @module
 */
import assert from "node:assert/strict";
import {
  autogenerate,
  check,
  downgrade,
  type Environment,
  type Project,
  type RevisionReport,
  status,
  upgrade,
} from "@retort/core/commands";
import type { Dialect } from "@retort/core/dialect";
import type { RenameAnswers } from "@retort/core/diff";
import { bookkeepingOf, isOwn } from "@retort/core/plan";
import { canonical, emptySchema, type MetaData } from "@retort/core/schema";
import { openStore } from "../../cli/store.ts";
import { bareProject, connected } from "./project.ts";

/** The database of a story. */
export interface StoryDatabase {
  /** Its dialect. */
  readonly dialect: Dialect;
  /** Its URL. */
  readonly url: string;
}

/** What can be done in a story. */
export interface Story {
  /** The project, without models. */
  readonly project: Project;
  /** Writes what the models have and the database has not. */
  autogenerate(models: MetaData, answers?: RenameAnswers): Promise<RevisionReport>;
  /** Goes to the newest revision. */
  upgrade(): Promise<void>;
  /** Goes back. */
  downgrade(target: string): Promise<void>;
  /** What is left to do, in words. */
  left(models: MetaData): Promise<readonly string[]>;
  /** What is nobody's, in words. */
  unmanaged(models: MetaData): Promise<readonly string[]>;
  /** What the database has besides retort's own tables. */
  live(): Promise<unknown>;
}

/**
 * Whether the dialect reads views from a database; where it reads tables alone there is no story to
 * tell yet, and that is said.
 */
export async function readsViews({ dialect, url }: StoryDatabase): Promise<boolean> {
  const db = await connected(dialect, url);
  try {
    await db.execute({ sql: "create view retort_probe as select 1 as one" });
    const found = await dialect.inspect?.(db);
    await db.execute({ sql: "drop view retort_probe" });
    if (found?.views?.has("retort_probe")) return true;
    console.warn(`skipped: ${dialect.name} does not read views yet`);
    return false;
  } finally {
    await db.close();
  }
}

/** Tells a story with revision files in a folder of its own. */
export async function withStory(
  { dialect, url }: StoryDatabase,
  work: (story: Story) => Promise<void>,
  more: Environment = {},
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "retort_story_" });
  let count = 0;
  const open = (metadata?: MetaData): Project =>
    bareProject(dialect, url, {
      store: openStore({ locations: [folder] }),
      ids: { revision: () => `r${++count}` },
      environment: () => Promise.resolve({ ...more, metadata: () => metadata }),
    });
  try {
    await work({
      project: open(),
      autogenerate: (models, answers) => autogenerate(open(models), answers ? { answers } : {}),
      upgrade: async () => void await upgrade(open(), { target: "head" }),
      downgrade: async (target) => void await downgrade(open(), { target }),
      async left(models) {
        const { changes, unchangeable, pending } = await check(open(models));
        return [...pending, ...changes, ...unchangeable.map(({ what }) => what)];
      },
      live: () => liveOf({ dialect, url }),
      async unmanaged(models) {
        const { unmanaged } = await check(open(models));
        return unmanaged.map(({ noun, name }) => `${noun} ${name}`);
      },
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function liveOf({ dialect, url }: StoryDatabase): Promise<unknown> {
  const db = await connected(dialect, url);
  try {
    const found = await dialect.inspect?.(db) ?? emptySchema;
    const own = bookkeepingOf({ versionTable: "retort_version" });
    const tables = new Map([...found.tables].filter(([, table]) => !isOwn(own, table)));
    return JSON.parse(canonical(dialect.normalize({ ...found, tables })));
  } finally {
    await db.close();
  }
}

/** What of a database is other than retort has recorded, in words. */
export async function driftIn(project: Project): Promise<readonly string[]> {
  const { record, drift } = await status(project);
  assert.equal(record.state, "current", "each run is recorded");
  return drift.map(({ object, state }) => `${object}: ${state}`);
}

/**
 * Goes through all models, and finds nothing to do after each; then down, where every state must be
 * what it was on the way up, and up again.
 */
export async function tellAll(
  { autogenerate, upgrade, downgrade, left, live, project }: Story,
  steps: readonly MetaData[],
): Promise<readonly (readonly string[])[]> {
  const told: (readonly string[])[] = [];
  const states = [await live()];
  for (const models of steps) {
    const { changes } = await autogenerate(models);
    told.push(changes);
    await upgrade();
    assert.deepEqual(await driftIn(project), [], "what retort did is no drift");
    assert.deepEqual(await left(models), [], "what was upgraded is what was wanted");
    states.push(await live());
  }
  for (const state of states.toReversed().slice(1)) {
    await downgrade("-1");
    assert.deepEqual(await driftIn(project), [], "what retort took back is no drift");
    assert.deepEqual(await live(), state, "what was downgraded is what was before");
  }
  await upgrade();
  assert.deepEqual(await live(), states.at(-1), "up again is what it was");
  return told;
}
