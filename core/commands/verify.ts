/**
 * `verify`: up, down and up again on a scratch database, with generated rows.
 *
 * @module
 */
import { type ErrorData, isRetortError, RetortError } from "../errors/mod.ts";
import { type Graph, historyOf, resolveRevisions, type Step, upgradePath } from "../graph/mod.ts";
import { parseTarget } from "../graph/reference.ts";
import { readRevisions, type RevisionSet } from "../plan/revisions.ts";
import { type RunOptions, runPath } from "../run/runner.ts";
import { writeVerified } from "../source/mod.ts";
import { type Attempted, attemptRevision, type Trials } from "../verify/attempts.ts";
import type { NotFilled } from "../verify/filling.ts";
import { overclaims, parseVerdict, type Verdict, verdictText } from "../verify/verdict.ts";
import { Scratch } from "../verify/scratch.ts";
import { version } from "../version.ts";
import { type Project, toldOf } from "./project.ts";

/** Options of `verify`. */
export interface VerifyOptions {
  /** Which revisions: one, or a range; all of them unless told. */
  readonly revisions?: string;
  /** The URL of an empty database; one is made beside the project's unless told. */
  readonly scratch?: string;
  /** Whether verdicts that changed are written into the headers of files; they are unless told. */
  readonly write?: boolean;
}

/** What was found of a revision. */
export interface VerifiedRevision {
  /** The revision. */
  readonly revision: string;
  /** Its message. */
  readonly message?: string;
  /** What becomes of rows; absent where the way back is not right. */
  readonly verdict?: Verdict;
  /** The verdict as the header says it; absent where there is none. */
  readonly text?: string;
  /** What the header said before. */
  readonly said?: string;
  /** Whether the header promised more than is kept. */
  readonly overclaims: boolean;
  /** What is wrong with the way back; nothing where it is right. */
  readonly wrong: readonly string[];
  /** Which way refused rows that the schema allows. */
  readonly refuses: readonly string[];
  /** Tables without generated rows, and why. */
  readonly notFilled: readonly NotFilled[];
  /** The file that was given another header. */
  readonly written?: string;
}

/** What `verify` found. */
export interface VerifyReport {
  /** The scratch database, as shown to people. */
  readonly target: string;
  /** The revisions, oldest first. */
  readonly revisions: readonly VerifiedRevision[];
}

/**
 * Tries revisions on a scratch database: up, down and up again, with generated rows in all tables.
 *
 * @throws {RetortError} `verify/…`, and what an upgrade throws that fails without any rows.
 */
export async function verify(
  project: Project,
  options: VerifyOptions = {},
): Promise<VerifyReport> {
  const set = await readRevisions(project.store);
  const wanted = new Set(wantedIds(set.graph, options.revisions));
  const scratch = await openScratch(project, options.scratch);
  const run = runOptions(project);
  const fill = { filled: new Map(), notFilled: new Map() };
  const { target } = scratch.session.db.server;
  try {
    const found = await tryAll(wanted, { scratch, set, run, fill });
    const revisions: VerifiedRevision[] = [];
    for (const { step, attempted } of found) {
      revisions.push(await noted(step, attempted, { project, set, write: options.write ?? true }));
    }
    await scratch.finish();
    return { target, revisions };
  } catch (error) {
    await scratch.finish().catch(() => {});
    throw onScratch(error, target);
  }
}

/** What failed on the scratch database left nothing in the user's own. */
function onScratch(error: unknown, scratch: string): unknown {
  if (!isRetortError(error) || error.code !== "run/op-failed") return error;
  const data = error.data as ErrorData["run/op-failed"];
  const place = error.place === undefined ? {} : { place: error.place };
  return new RetortError("run/op-failed", { ...data, kept: [], done: [], scratch }, {
    cause: error,
    ...place,
  });
}

/** Whether a report is a failure: a way back that is not right, or a header that promises too much. */
export function isBroken({ revisions }: VerifyReport): boolean {
  return revisions.some(({ wrong, overclaims }) => wrong.length > 0 || overclaims);
}

function wantedIds(graph: Graph, reference: string | undefined): readonly string[] {
  if (reference === undefined) return graph.revisions.map(({ id }) => id);
  const found = parseTarget(reference).kind === "range"
    ? historyOf(graph, reference)
    : resolveRevisions(graph, reference);
  return found.map(({ id }) => id);
}

async function openScratch(project: Project, url: string | undefined): Promise<Scratch> {
  const dialect = await project.dialect();
  const { scratch } = project;
  if (!scratch) {
    const problem = "the project has no way to open one";
    throw new RetortError("verify/no-scratch", { target: dialect.name, problem });
  }
  return await Scratch.open({
    dialect,
    versionTable: project.settings.versionTable,
    open: () => scratch(url),
    given: url !== undefined,
  });
}

function runOptions(project: Project): RunOptions {
  return {
    ...toldOf(project),
    transactionMode: project.settings.transactionMode,
    losses: { allow: [], otherwise: "warn", allowWith: () => "", written: false },
    now: () => project.clock.now(),
    tool: version,
  };
}

interface Tried {
  readonly step: Step;
  readonly attempted: Attempted;
}

/** Goes up from nothing, and tries the revisions that are wanted. */
async function tryAll(wanted: ReadonlySet<string>, trials: Trials): Promise<readonly Tried[]> {
  const { scratch, set, run } = trials;
  const path = upgradePath(set.graph, "heads", []);
  const last = path.findLastIndex(({ revision }) => wanted.has(revision.id));
  const found: Tried[] = [];
  let from = 0;
  for (let at = 0; at <= last; at++) {
    const step = path[at];
    if (step === undefined || !wanted.has(step.revision.id)) continue;
    if (at > from) await runPath(scratch.session, set, { ...run, path: path.slice(from, at) });
    found.push({ step, attempted: await attemptRevision(path.slice(0, at + 1), trials) });
    from = at + 1;
  }
  return found;
}

interface Noting {
  readonly project: Project;
  readonly set: RevisionSet;
  readonly write: boolean;
}

/** What is reported of a revision; its header is written where it says something else. */
async function noted(
  { revision: { id, message, verified: said } }: Step,
  { verdict, wrong, refuses, notFilled }: Attempted,
  { project, set, write }: Noting,
): Promise<VerifiedRevision> {
  const right = wrong.length === 0;
  const text = verdictText(verdict);
  const report = {
    revision: id,
    ...(message === undefined ? {} : { message }),
    ...(said === undefined ? {} : { said }),
    wrong,
    refuses,
    notFilled,
  };
  if (!right) return { ...report, overclaims: false };
  const overclaimed = overclaims(parseVerdict(said ?? ""), verdict);
  const written = write ? await rewrite(id, text, { project, set }) : undefined;
  return {
    ...report,
    verdict,
    text,
    overclaims: overclaimed,
    ...(written === undefined ? {} : { written }),
  };
}

async function rewrite(
  id: string,
  verdict: string,
  { project, set }: Pick<Noting, "project" | "set">,
): Promise<string | undefined> {
  const file = set.file(id);
  const text = file && writeVerified(file.text, verdict);
  if (file === undefined || text === undefined || text === file.text) return undefined;
  return await project.store.write({ path: file.path, text }, { replace: true });
}
