/**
 * Trials of one revision, with less daring rows where the first are refused.
 *
 * @module
 */
import { isRetortError } from "../errors/mod.ts";
import type { Step } from "../graph/mod.ts";
import type { RevisionSet } from "../plan/revisions.ts";
import { type RunOptions, runPath } from "../run/runner.ts";
import type { Daring, FillState } from "./filling.ts";
import type { Scratch } from "./scratch.ts";
import { TrialFailure, type TrialReport, tryRevision } from "./trial.ts";

/** What trials of revisions share. */
export interface Trials {
  /** Where they are run. */
  readonly scratch: Scratch;
  /** The revisions. */
  readonly set: RevisionSet;
  /** How steps are run. */
  readonly run: RunOptions;
  /** What is known of the rows that were generated. */
  readonly fill: FillState;
}

/** What the trials of a revision showed. */
export interface Attempted extends TrialReport {
  /** Which way refused generated rows that the schema allows, and in which words. */
  readonly refuses: readonly string[];
}

const levels: readonly Daring[] = ["edges", "tame", "none"];

/**
 * Tries a revision; `path` is the way to it from an empty database, itself the last of it. The
 * scratch database stands right below it, and right above it afterwards.
 */
export async function attemptRevision(
  path: readonly Step[],
  trials: Trials,
): Promise<Attempted> {
  const { scratch, set, run, fill } = trials;
  const step = path.at(-1);
  if (step === undefined) return { ...nothing, refuses: [] };
  const refuses: string[] = [];
  let last: TrialFailure | undefined;
  for (const daring of levels) {
    if (last !== undefined) await startAgain(path.slice(0, -1), trials);
    try {
      const report = await tryRevision(scratch.session, step, { set, run, fill, daring });
      if (report.wrong.length > 0) await startAgain(path, trials);
      return { ...report, refuses };
    } catch (error) {
      if (!(error instanceof TrialFailure)) throw error;
      if (!isRefusal(error)) throw error.cause;
      last = error;
      const words = `the ${error.phase} refuses some rows: ${wordsOf(error)}`;
      if (daring !== "none" && !refuses.includes(words)) refuses.push(words);
    }
  }
  if (last === undefined || last.phase === "upgrade") throw last?.cause;
  // The way back fails without any row too. What comes after it can be tried all the same.
  const wrong = [`the ${last.phase} fails: ${wordsOf(last)}`];
  await startAgain(path, trials);
  return { ...nothing, wrong, refuses: [] };
}

const nothing: TrialReport = { verdict: { kind: "irreversible" }, wrong: [], notFilled: [] };

/** From an empty database to the end of a path, without generated rows. */
async function startAgain(
  path: readonly Step[],
  { scratch, set, run, fill }: Trials,
): Promise<void> {
  await scratch.renew();
  fill.filled.clear();
  fill.notFilled.clear();
  await runPath(scratch.session, set, { ...run, path });
}

/** Only what a server refuses may be the fault of a row. */
function isRefusal({ cause }: TrialFailure): boolean {
  return isRetortError(cause) && /^(?:run\/op-failed|database\/)/.test(cause.code);
}

function wordsOf({ cause }: TrialFailure): string {
  if (!isRetortError(cause)) return String(cause);
  const { problem, op } = cause.data as { readonly problem?: unknown; readonly op?: unknown };
  if (typeof problem !== "string") return cause.message;
  return typeof op === "string" ? `${op}: ${problem}` : problem;
}
