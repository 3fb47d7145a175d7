/**
 * `revision`: new revision files.
 *
 * @module
 */
import { planOps } from "../plan/render.ts";
import { readRevisions } from "../plan/revisions.ts";
import { asScript, end } from "../plan/script.ts";
import { describeChanges } from "./changes.ts";
import { besides } from "./compare.ts";
import {
  asWritten,
  type AutogenerateOptions,
  bothWays,
  findChanges,
  planNew,
  replanned,
  type RevisionOptions,
  type RevisionReport,
  uncompared,
} from "./draft.ts";
import { type Project, targetOf } from "./project.ts";
import { listed, write } from "./write.ts";

export type { AutogenerateOptions, RevisionOptions, RevisionReport } from "./draft.ts";

/** Writes a revision file with nothing in it. */
export async function revision(
  project: Project,
  options: RevisionOptions = {},
): Promise<RevisionReport> {
  const { graph } = await readRevisions(project.store);
  const planned = planNew(project, graph, options);
  const { database, databases = [] } = project;
  // Each of several databases is to be thought of, so each has its list.
  const names = database === undefined ? databases : [database];
  const none = names.length === 0 ? [] : Object.fromEntries(names.map((name) => [name, []]));
  const path = await write(project, graph, { planned, upgrade: none, downgrade: none });
  return { ...uncompared, path, revision: planned.id };
}

/**
 * Compares the models with the database and writes what differs into a revision file; writes
 * nothing where nothing differs.
 *
 * @throws {RetortError} `run/not-at-head` where revisions are still to be applied;
 *   `diff/needs-answer` where something may have been renamed and nobody says so.
 */
export async function autogenerate(
  project: Project,
  options: AutogenerateOptions = {},
): Promise<RevisionReport> {
  const set = await readRevisions(project.store);
  const planned = planNew(project, set.graph, options);
  const found = await findChanges(project, set, options);
  const { answers } = found;
  const revised = await bothWays(project, planned, found);
  const { upgrade } = revised;
  const report = { ...describeChanges({ ops: upgrade }), ...besides(found) };
  if (upgrade.length === 0) return report;
  const { upgrade: up, downgrade: down } = await asWritten(project, revised, found.live);
  const own = replanned(project, set.graph, { planned, options, revised });
  const path = await write(project, set.graph, {
    planned: own,
    upgrade: listed(project, up),
    ...(down ? { downgrade: listed(project, down) } : {}),
    answers,
  });
  return { ...report, path, revision: own.id };
}

/** The SQL of what autogenerate would write. */
export async function autogenerateSql(
  project: Project,
  options: Pick<AutogenerateOptions, "answers" | "ask" | "from"> = {},
): Promise<{ readonly script: string }> {
  const { dialect, names } = await targetOf(project);
  const set = await readRevisions(project.store);
  const { ops, live } = await findChanges(project, set, options);
  const { before, groups, after } = planOps(ops, live, {
    dialect,
    names,
    offline: true,
  });
  const statements = [...before, ...groups.flatMap((group) => group.statements), ...after];
  const lines = statements.map((item) => `${end(dialect, item)}\n`);
  return { script: asScript(dialect, lines.join("")) };
}
