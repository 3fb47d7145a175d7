/**
 * Runs one step and counts what came of it.
 *
 * @module
 */
import { sentinel } from "../servers/sentinel.ts";
import { type Counts, nothing, readClosingLine, readJunit } from "./junit.ts";
import type { Step } from "./steps.ts";

/** Where and how steps are run. */
export interface Setting {
  /** The root of the repository. */
  readonly root: string;
  /** A folder for reports, removed by the caller. */
  readonly temp: string;
  /** Whether goldens and snapshots are rewritten. */
  readonly update: boolean;
  /** How long a step may take before it counts as hung, in milliseconds; a quarter of an hour unless said. */
  readonly limit?: number;
}

const longest = 900_000;

/** What came of a step. */
export interface Outcome {
  readonly step: Step;
  readonly counts: Counts;
  readonly seconds: number;
  /** What it wrote, stdout before stderr. */
  readonly output: string;
}

/** Runs a step to its end; never throws for a step that fails. */
export async function execute(step: Step, setting: Setting): Promise<Outcome> {
  if (step.args.length === 0) {
    const skipped = [`${step.name} (there is nothing to run yet)`];
    return { step, counts: { ...nothing, skipped }, seconds: 0, output: "" };
  }
  const begin = performance.now();
  const report = await Deno.makeTempFile({ dir: setting.temp, suffix: ".xml" });
  const command = new Deno.Command(Deno.execPath(), {
    args: argsOf(step, setting, report),
    cwd: setting.root,
    env: {
      NO_COLOR: "1",
      DENO_NO_UPDATE_CHECK: "1",
      ...(setting.update ? { RETORT_UPDATE: "1" } : {}),
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    // A group of its own, so that what it started ends with it.
    detached: true,
  });
  const { success, output } = refuseSentinel(
    await outputOf(command, setting.limit ?? longest),
  );
  const counts = await count(step, { success, output, report });
  return { step, counts, seconds: (performance.now() - begin) / 1000, output };
}

/** What a step says may not have the password in it that its tests give to servers. */
function refuseSentinel(
  { success, output }: Pick<Result, "success" | "output">,
): Pick<Result, "success" | "output"> {
  if (!output.includes(sentinel)) return { success, output };
  return { success: false, output: `${output}\nthe password of the tests is told above` };
}

/** What a command writes; one that hangs is ended, and its last words say where it stood. */
async function outputOf(
  command: Deno.Command,
  limit: number,
): Promise<Pick<Result, "success" | "output">> {
  const child = command.spawn();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    endGroup(child);
  }, limit);
  try {
    const { success, stdout, stderr } = await child.output();
    const decoder = new TextDecoder();
    const output = decoder.decode(stdout) + decoder.decode(stderr);
    const seconds = Math.round(limit / 1000);
    return late
      ? {
        success: false,
        output: `${output}\nended after ${seconds} s: it hung, see the last lines`,
      }
      : { success, output };
  } finally {
    clearTimeout(timer);
  }
}

/** Kills a process and all of its group; Windows knows no groups. */
function endGroup(child: Deno.ChildProcess): void {
  try {
    if (Deno.build.os === "windows") child.kill();
    else Deno.kill(-child.pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

function argsOf(step: Step, { update }: Setting, report: string): string[] {
  const [verb = "", ...rest] = step.args;
  if (step.counts !== "junit") return [...step.args];
  const snapshots = update && step.kind !== "examples" ? ["--update-snapshots"] : [];
  return [verb, `--junit-path=${report}`, ...snapshots, ...rest];
}

interface Result {
  readonly success: boolean;
  readonly output: string;
  readonly report: string;
}

/** Counts; a step that failed without a failing check of its own counts as one failure. */
async function count(step: Step, { success, output, report }: Result): Promise<Counts> {
  const counts = await countChecks(step, output, report);
  if (counts === undefined) return { ...nothing, [success ? "passed" : "failed"]: 1 };
  return success || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

async function countChecks(
  step: Step,
  output: string,
  report: string,
): Promise<Counts | undefined> {
  if (step.counts === "one") return undefined;
  if (step.counts === "line") return readClosingLine(output);
  return readJunit(await Deno.readTextFile(report));
}
