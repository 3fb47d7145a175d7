/**
 * `revision --autogenerate` for several databases: one file with the ops of each.
 *
 * @module
 */
import { isRetortError, type RetortError } from "../errors/mod.ts";
import { noAnswers, type RenameAnswers, withFills } from "../diff/mod.ts";
import type { Op } from "../ops/mod.ts";
import { readRevisions, type RevisionSet } from "../plan/mod.ts";
import { describeChanges } from "./changes.ts";
import type { Comparison } from "./compare.ts";
import type { Project } from "./project.ts";
import { type AutogenerateOptions, bothWays, findChanges, planNew } from "./revision.ts";
import type { RevisionReport } from "./revision.ts";
import { eachDatabase, type InDatabase } from "./several.ts";
import { write } from "./write.ts";

/** What differs in one of several databases. */
export type DatabaseChanges = InDatabase<Omit<RevisionReport, "path" | "revision">>;

/** A new revision for several databases, or the news that there is nothing to write. */
export interface DatabasesRevision extends Pick<RevisionReport, "path" | "revision"> {
  /** What differs in each database. */
  readonly databases: readonly DatabaseChanges[];
}

/**
 * Compares each database with its models, and writes what differs into one revision file, under the
 * names of the databases; nothing where nothing differs. An answer about a rename holds for every
 * database that it fits.
 *
 * @param projects the project as it is for each of its databases
 * @throws {RetortError} what `autogenerate` throws, with `database`.
 */
export async function autogenerateAll(
  projects: readonly [Project, ...Project[]],
  options: AutogenerateOptions = {},
): Promise<DatabasesRevision> {
  const [first] = projects;
  const set = await readRevisions(first.store);
  const planned = planNew(first, set.graph, options);
  const fits = new AnswerFits();
  const found = await eachDatabase(projects, async (project) => {
    const comparison = await fits.compare(project, set, options);
    return { ...comparison, ...await bothWays(project, planned, comparison) };
  });
  fits.refuseUnfit(projects.length);
  const databases = found.map(({ database, upgrade, unmanaged, unchangeable, opaque }) => ({
    database,
    ...describeChanges({ ops: upgrade }),
    unmanaged,
    unchangeable,
    opaque,
  }));
  if (found.every(({ upgrade }) => upgrade.length === 0)) return { databases };
  const byName = (
    ops: (item: typeof found[number]) => readonly Op[],
  ): Record<string, readonly Op[]> =>
    Object.fromEntries(found.map((item) => [item.database, ops(item)]));
  const reversible = found.every(({ downgrade }) => downgrade !== undefined);
  const path = await write(first, set.graph, {
    planned,
    upgrade: byName(({ upgrade }) => withFills(upgrade)),
    // Without it the downgrade of each database is derived, or refused where it can't be.
    ...(reversible ? { downgrade: byName(({ downgrade = [] }) => downgrade) } : {}),
    answers: [...new Set(found.flatMap(({ answers }) => answers))],
  });
  return { path, revision: planned.id, databases };
}

/** Answers that must fit one database, not all of them. */
class AnswerFits {
  readonly #unfit = new Map<string, { count: number; error: RetortError }>();

  /** Compares a database; answers that fit nothing in it are noted and left out. */
  async compare(
    project: Project,
    set: RevisionSet,
    { answers = noAnswers, ...options }: AutogenerateOptions,
  ): Promise<Comparison> {
    try {
      return await findChanges(project, set, { ...options, answers });
    } catch (error) {
      if (!isRetortError(error) || error.code !== "diff/bad-answer") throw error;
      const { name } = (error as RetortError<"diff/bad-answer">).data;
      const { count = 0 } = this.#unfit.get(name) ?? {};
      this.#unfit.set(name, { count: count + 1, error });
      return await this.compare(project, set, { ...options, answers: without(answers, name) });
    }
  }

  /** Refuses an answer that fits none of the databases. */
  refuseUnfit(databases: number): void {
    for (const { count, error } of this.#unfit.values()) if (count === databases) throw error;
  }
}

function without({ renames, drops }: RenameAnswers, name: string): RenameAnswers {
  return {
    renames: new Map([...renames].filter(([from]) => from !== name)),
    drops: new Set([...drops].filter((drop) => drop !== name)),
  };
}
