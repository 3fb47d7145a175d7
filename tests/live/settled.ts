/**
 * The mark of a run that ended at the head: the next one reads no graph, unless anything at all was
 * done since.
 *
 * @module
 */
import assert from "node:assert/strict";
import { acceptEdit, type Project, stamp } from "@retort/core/commands";
import { move } from "@retort/core/commands/move";
import type { Connection } from "@retort/core/dialect";
import { isRetortError } from "@retort/core/errors";
import { type StoryDatabase, withStory } from "./autogenerate.ts";

const header = (id: string, down: string | null): string =>
  `export const revision = "${id}";\nexport const downRevision = ${JSON.stringify(down)};\n`;

function creating(id: string, down: string | null, column = "id"): string {
  return `import { integer, op } from "@retort/core";
${header(id, down)}export const upgrade = [op.createTable("t_${id}", { ${column}: integer() })];
`;
}

/** Upgrades; gives how the graph was looked at and what ran, or the code of the error. */
async function up(project: Project, target = "head"): Promise<string> {
  let looked = "settled";
  const way = {
    direction: "upgrade" as const,
    loadPath: () => {
      looked = "read";
      return import("@retort/core/commands/move_path");
    },
    loadRun: () => import("@retort/core/commands/move_run"),
  };
  try {
    const { steps } = await move(project, way, { target });
    return [looked, ...steps.map(({ revision }) => revision)].join(" ");
  } catch (error) {
    if (!isRetortError(error)) throw error;
    return `${looked} ${error.code}`;
  }
}

/** Works with revision files `a` and `b` and what writes one. */
async function withRevisions(
  database: StoryDatabase,
  work: (project: Project, write: (id: string, text: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  await withStory(database, async ({ project }) => {
    const write = async (id: string, text: string): Promise<void> => {
      await project.store.write({ path: `${id}.ts`, text }, { replace: true });
    };
    await write("a", creating("a", null));
    await write("b", creating("b", "a"));
    await work(project, write);
  });
}

/** Nothing was done since: neither graph nor history is read; elsewhere than at the head both are. */
export async function settles(database: StoryDatabase): Promise<void> {
  await withRevisions(database, async (project, write) => {
    assert.equal(await up(project, "a"), "read a");
    assert.equal(await up(project, "a"), "read", "not at the head");
    assert.equal(await up(project), "read b");
    assert.equal(await up(project), "settled");
    assert.equal(await up(project, "heads"), "settled");
    assert.equal(await up(project, "b"), "read", "the name of a revision is looked up");
    await write("c", creating("c", "b"));
    assert.equal(await up(project), "read c");
    assert.equal(await up(project), "settled");
    await write("d", creating("d", "b"));
    assert.equal(await up(project), "read graph/multiple-heads");
    assert.equal(await up(project, "heads"), "read d");
    assert.equal(await up(project, "heads"), "read", "there is no one head");
  });
}

/**
 * A file that is not as it was is looked at. What was imported once is not imported anew, so that the
 * edit is none here; `tests/scripts/edited.txtar` sees it refused.
 */
export async function noticesEdits(database: StoryDatabase): Promise<void> {
  await withRevisions(database, async (project, write) => {
    assert.equal(await up(project), "read a b");
    await write("a", `${creating("a", null)}// said later\n`);
    assert.equal(await up(project), "read");
    await write("a", creating("a", null, "other"));
    assert.equal(await up(project), "read");
    assert.equal(await up(project), "read", "and again");
    await write("a", creating("a", null));
    assert.equal(await up(project), "settled", "as it was");
    await write("a", creating("a", null, "other"));
    await acceptEdit(project, "a");
    assert.equal(await up(project), "read");
    await write("a", creating("a", null));
    assert.equal(await up(project), "read", "something else was accepted meanwhile");
    await write("broken", "export const upgrade = [");
    assert.equal(await up(project), "read source/cannot-load");
  });
}

/** The database was changed by something else, or by another command. */
export async function noticesMoves(
  database: StoryDatabase & { connect(): Promise<Connection> },
): Promise<void> {
  await withRevisions(database, async (project) => {
    assert.equal(await up(project), "read a b");
    await stamp(project, { targets: ["a"] });
    await stamp(project, { targets: ["b"] });
    assert.equal(await up(project), "read", "whoever stamps does not look for edits");
    await byHand(
      database,
      "drop table t_b",
      "update retort_version set version_num = 'a'",
    );
    assert.equal(await up(project), "read b");
    assert.equal(await up(project), "settled");
    await byHand(database, "update retort_schema set definition = '{' where object = 'record'");
    assert.equal(await up(project), "read", "a mark that can't be read is none");
  });
}

async function byHand(
  database: { connect(): Promise<Connection> },
  ...texts: readonly string[]
): Promise<void> {
  const db = await database.connect();
  try {
    for (const sql of texts) await db.execute({ sql });
  } finally {
    await db.close();
  }
}
