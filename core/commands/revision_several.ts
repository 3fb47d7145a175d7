/**
 * `revision --autogenerate` for several databases: one file with the ops of each.
 *
 * @module
 */
import { isRetortError, type RetortError } from "../errors/mod.ts";
import { noAnswers, type RenameAnswers } from "../diff/mod.ts";
import type { Op } from "../ops/mod.ts";
import type { Revision } from "../graph/mod.ts";
import { readRevisions, type RevisionSet } from "../plan/revisions.ts";
import { describeChanges } from "./changes.ts";
import { besides, type Comparison } from "./compare.ts";
import type { RevisedOps } from "./environment.ts";
import {
  asWritten,
  type AutogenerateOptions,
  bothWays,
  findChanges,
  planNew,
  replanned,
  type RevisionReport,
} from "./draft.ts";
import type { Project } from "./project.ts";
import { eachDatabase, type InDatabase } from "./several.ts";
import type { OpsToWrite } from "../source/mod.ts";
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
    return await toWrite(project, planned, comparison);
  });
  fits.refuseUnfit(projects.length);
  const databases = found.map((item) => ({
    database: item.database,
    ...describeChanges({ ops: item.upgrade }),
    ...besides(item),
  }));
  if (found.every(({ upgrade }) => upgrade.length === 0)) return { databases };
  // One file has one id and one message: those that the first database is given.
  const revised = found.find(({ revision, message }) => revision ?? message) ?? { upgrade: [] };
  const own = replanned(first, set.graph, { planned, options, revised });
  const path = await write(first, set.graph, {
    planned: own,
    ...byName(found),
    answers: [...new Set(found.flatMap(({ answers }) => answers))],
  });
  return { path, revision: own.id, databases };
}

/** What is written of a database, and what is said of it. */
interface Found extends Comparison, RevisedOps {
  readonly up: readonly Op[];
  readonly down: readonly Op[] | undefined;
}

async function toWrite(
  project: Project,
  planned: Revision,
  comparison: Comparison,
): Promise<Found> {
  const revised = await bothWays(project, planned, comparison);
  const written = await asWritten(project, revised, comparison.live);
  return { ...comparison, ...revised, up: written.upgrade, down: written.downgrade };
}

/** The lists of ops by the names of their databases. */
function byName(
  found: readonly InDatabase<Found>[],
): { readonly upgrade: OpsToWrite; readonly downgrade?: OpsToWrite } {
  const lists = (ops: (item: Found) => readonly Op[]): OpsToWrite =>
    Object.fromEntries(found.map((item) => [item.database, ops(item)]));
  const upgrade = lists(({ up }) => up);
  // Without a downgrade that of each database is derived, or refused where it can't be.
  if (found.some(({ down }) => down === undefined)) return { upgrade };
  return { upgrade, downgrade: lists(({ down = [] }) => down) };
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
