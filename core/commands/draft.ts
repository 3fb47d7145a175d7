/**
 * What a new revision will hold: what was found, as the environment wants it.
 *
 * @module
 */
import {
  noAnswers,
  type ObjectName,
  type RenameAnswers,
  type RenameQuestion,
  type Unchangeable,
  withConversions,
  withFills,
} from "../diff/mod.ts";
import type { Unverified } from "../dialect/mod.ts";
import { called, isObject, maybe, type Wanted, wanted } from "../errors/called.ts";
import { RetortError } from "../errors/mod.ts";
import { type Graph, planRevision, type Revision, splitRows } from "../graph/mod.ts";
import { advance, findReverse, inBatches, type Op } from "../ops/mod.ts";
import type { RevisionSet } from "../plan/revisions.ts";
import type { Schema } from "../schema/mod.ts";
import { pendingOf } from "./check.ts";
import {
  compareSides,
  type CompareState,
  type Comparison,
  readSides,
  type Sides,
} from "./compare.ts";
import type { RevisedOps } from "./environment.ts";
import type { Project } from "./project.ts";
import { type CompareSource, replayedFor } from "./replayed.ts";
import { withStandingOr } from "./session.ts";

/** Options of `revision`. */
export interface RevisionOptions {
  /** One line about it. */
  readonly message?: string;
  /** Its id; a new one unless given. */
  readonly id?: string;
  /** References to what it follows; `head` unless given. */
  readonly head?: readonly string[];
  /** Whether it may follow a revision that others follow already. */
  readonly splice?: boolean;
  /** Names of the branch that begins with it. */
  readonly labels?: readonly string[];
  /** References to revisions that must be applied before. */
  readonly dependsOn?: readonly string[];
}

/** Options of `revision --autogenerate`. */
export interface AutogenerateOptions extends RevisionOptions {
  /** What was renamed and what is gone. */
  readonly answers?: RenameAnswers;
  /**
   * Answers a question that is still open: the name of a candidate, or `null` for "it is gone";
   * `undefined` leaves it open.
   */
  readonly ask?: (question: RenameQuestion) => string | null | undefined;
  /** What models are compared with; the database unless told. */
  readonly from?: CompareSource;
}

/** A new revision, or the news that there is nothing to write. */
export interface RevisionReport {
  /** The file; absent when autogenerate found no change. */
  readonly path?: string;
  /** The id; absent with the file. */
  readonly revision?: string;
  /** The changes in words. */
  readonly changes: readonly string[];
  /** What the database has and no model and no revision: left alone. */
  readonly unmanaged: readonly ObjectName[];
  /** What differs and no op can change. */
  readonly unchangeable: readonly Unchangeable[];
  /** Changes that destroy data when they run, in words. */
  readonly lossy: readonly string[];
  /** Tables that were not compared: SQL in a revision made or changed them and did not say how. */
  readonly opaque: readonly string[];
  /** Expressions that were compared by their text only: the server was not asked, or did not answer. */
  readonly unverified: readonly Unverified[];
  /** What the source of the models says and no comparison sees, in words. */
  readonly notes: readonly string[];
}

/** What a report says of a revision that was not compared with anything. */
export const uncompared: Omit<RevisionReport, "path" | "revision"> = {
  changes: [],
  unmanaged: [],
  unchangeable: [],
  lossy: [],
  opaque: [],
  unverified: [],
  notes: [],
};

/** The revision under the id and with the message that the environment gives it. */
export function replanned(
  project: Project,
  graph: Graph,
  { planned, options, revised }: {
    readonly planned: Revision;
    readonly options: RevisionOptions;
    readonly revised: RevisedOps;
  },
): Revision {
  const { revision: id = planned.id, message = options.message ?? "" } = revised;
  return planNew(project, graph, { ...options, id, message });
}

/** The ops as the environment wants them, and those that undo them where that can be. */
export async function bothWays(
  project: Project,
  planned: Revision,
  { ops, live }: Pick<Comparison, "ops" | "live">,
): Promise<RevisedOps> {
  const revised = await processed(project, planned, ops);
  if (revised.downgrade) return revised;
  const undo = findReverse(revised.upgrade, live);
  return "ops" in undo ? { ...revised, downgrade: undo.ops } : revised;
}

/** The ops as they stand in a file: how rows get to new types, what must be filled in, batches. */
export async function asWritten(
  project: Project,
  { upgrade, downgrade }: Pick<RevisedOps, "upgrade" | "downgrade">,
  live: Schema,
): Promise<RevisedOps> {
  const { types } = await project.dialect();
  const converted = withConversions(upgrade, live, types);
  const up = await laidOut(project, withFills(converted, live, types));
  if (!downgrade) return { upgrade: up };
  const after = upgrade.reduce((state, op) => advance(state, op), live);
  return {
    upgrade: up,
    downgrade: await laidOut(project, withConversions(downgrade, after, types)),
  };
}

/** Ops in batches, where the environment wants them so. */
async function laidOut(project: Project, ops: readonly Op[]): Promise<readonly Op[]> {
  const { renderAsBatch = false } = await project.environment();
  return renderAsBatch ? inBatches(ops) : ops;
}

async function processed(
  project: Project,
  { id, message = "", down }: Revision,
  upgrade: readonly Op[],
): Promise<RevisedOps> {
  const { processRevision } = await project.environment();
  if (!processRevision || upgrade.length === 0) return { upgrade };
  const about = project.database === undefined ? {} : { database: project.database };
  const draft = { revision: id, message, down, upgrade, ...about };
  return called("processRevision", () => processRevision(draft), maybe(revised)) ?? { upgrade };
}

const revised: Wanted = {
  words: "{ upgrade: [op.…] }",
  fits: (value) =>
    isObject(value) && wanted.ops.fits(value["upgrade"]) &&
    (value["downgrade"] === undefined || wanted.ops.fits(value["downgrade"])),
};

/** Compares the models of a project with its database, or what stands in for it. */
export async function findChanges(
  project: Project,
  set: RevisionSet,
  options: Pick<AutogenerateOptions, "answers" | "ask" | "from">,
): Promise<Comparison> {
  if (options.from === "history") {
    return settle(await readSides(project, await replayedFor(project, set)), options);
  }
  const compare = async (state: CompareState): Promise<Comparison> => {
    requireHead(set, state.rows);
    return settle(await readSides(project, state), options);
  };
  return await withStandingOr(
    project,
    async ({ session, rows }) => await compare({ session: await session(), set, rows }),
    () => compare({ set, rows: [] }),
  );
}

/** Compares, asks what is open, and compares again with the answer. */
function settle(
  sides: Sides,
  { answers = noAnswers, ask }: Pick<AutogenerateOptions, "answers" | "ask">,
): Comparison {
  const found = compareSides(sides, answers);
  const [first] = found.questions;
  if (first === undefined) return found;
  const answer = ask?.(first);
  if (answer === undefined) {
    throw new RetortError("diff/needs-answer", { questions: found.questions });
  }
  const more = answer === null
    ? { ...answers, drops: new Set(answers.drops).add(first.from) }
    : { ...answers, renames: new Map(answers.renames).set(first.from, answer) };
  return settle(sides, ask === undefined ? { answers: more } : { answers: more, ask });
}

/** Refuses to compare a database that has not seen all revisions. */
export function requireHead({ graph }: RevisionSet, rows: readonly string[]): void {
  const { known, unknown } = splitRows(graph, rows);
  const applied = graph.ancestors(known);
  const missing = graph.heads.filter((head) => !applied.has(head.id));
  if (missing.length === 0 && unknown.length === 0) return;
  const heads = graph.heads.map((head) => head.id);
  // What a row without a file stands for is not known, so neither is what it lacks.
  const pending = unknown.length === 0 ? pendingOf(graph, known) : [];
  throw new RetortError("run/not-at-head", { rows, heads, pending });
}

/** The place of a new revision among the others. */
export function planNew(project: Project, graph: Graph, options: RevisionOptions): Revision {
  const { message = "", id, head, splice = false, labels = [], dependsOn = [] } = options;
  const first = graph.revisions.length === 0 && head === undefined;
  return planRevision(graph, {
    id: id ?? project.ids.revision(),
    message,
    splice,
    labels,
    dependsOn,
    ...(first ? { head: "base" } : head === undefined ? {} : { head }),
  });
}
