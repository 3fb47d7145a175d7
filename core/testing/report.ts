/**
 * The report of the suite: as data, and as a text to read.
 *
 * @module
 */
import { messageOf } from "../errors/mod.ts";
import type { ConformanceOptions } from "./ground.ts";
import { checksOf, nameOf, runCheck, skippedBy } from "./suite.ts";

/** What became of one test. */
export interface ConformanceResult {
  /** Its name. */
  readonly name: string;
  /** Its group. */
  readonly group: string;
  /** What became of it. */
  readonly outcome: "passed" | "failed" | "skipped";
  /** What it has to say: what the dialect does not support, how much was tried, why it is left out. */
  readonly notes: readonly string[];
  /** What does not hold. */
  readonly error?: string;
  /** How long it took, in milliseconds. */
  readonly ms: number;
}

/** What became of the suite. */
export interface ConformanceReport {
  /** The dialect's name. */
  readonly dialect: string;
  /** Whether nothing failed. */
  readonly ok: boolean;
  /** What became of each test. */
  readonly results: readonly ConformanceResult[];
}

/** Runs the whole suite, one test after the other. */
export async function runConformance(options: ConformanceOptions): Promise<ConformanceReport> {
  const results: ConformanceResult[] = [];
  for (const check of checksOf(options)) {
    const about = { name: nameOf(check), group: check.group };
    const skipped = skippedBy(options, check);
    if (skipped !== undefined) {
      results.push({ ...about, outcome: "skipped", notes: [skipped], ms: 0 });
      continue;
    }
    const notes: string[] = [];
    const begun = performance.now();
    const error = await runCheck(options, check, (what) => void notes.push(what)).then(
      () => undefined,
      messageOf,
    );
    const ms = Math.round(performance.now() - begun);
    if (error === undefined) results.push({ ...about, outcome: "passed", notes, ms });
    else results.push({ ...about, outcome: "failed", notes, error, ms });
  }
  const ok = results.every(({ outcome }) => outcome !== "failed");
  return { dialect: options.dialect.name, ok, results };
}

const marks = { passed: "ok     ", failed: "FAILED ", skipped: "skipped" } as const;

/** The report as a text: a line for each test, what failed and what is not supported below it. */
export function reportText({ dialect, results }: ConformanceReport): string {
  const lines = results.flatMap(({ outcome, name, ms, notes, error }) => [
    `${marks[outcome]} ${name} (${ms} ms)`,
    ...(error === undefined ? [] : error.split("\n").map((line) => `          ${line}`)),
    ...notes.map((note) => `          ${note}`),
  ]);
  const count = (wanted: string): number =>
    results.filter(({ outcome }) => outcome === wanted).length;
  const said = new Set(
    results.flatMap(({ notes }) => notes.filter((note) => note.startsWith("not supported: "))),
  );
  const closing = `${dialect}: ${count("passed")} passed, ${count("failed")} failed, ` +
    `${count("skipped")} skipped; ${said.size} things not supported`;
  return [...lines, closing, ""].join("\n");
}
