/**
 * Measuring commands: medians of whole runs, taken in turns so that a busy machine is busy for all.
 *
 * @module
 */

/** A command to measure: arguments for Deno, or for another program. */
export interface Subject {
  readonly name: string;
  readonly program?: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Run before each measurement, not measured. */
  readonly prepare?: () => Promise<void> | void;
}

/** A subject with its median, in milliseconds. */
export interface Measured {
  readonly name: string;
  readonly median: number;
  readonly least: number;
}

async function once({ program = Deno.execPath(), args, cwd, prepare }: Subject): Promise<number> {
  await prepare?.();
  const command = new Deno.Command(program, {
    args: [...args],
    ...(cwd === undefined ? {} : { cwd }),
    env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
    stdin: "null",
  });
  const begin = performance.now();
  const { success, stderr } = await command.output();
  const time = performance.now() - begin;
  if (!success) throw new Error(`${args.join(" ")}\n${new TextDecoder().decode(stderr)}`);
  return time;
}

// Deno compiles in the first run, and moves what it wrote into its caches in the next ones.
const warming = 3;

/** Measures subjects in turns, after some rounds that warm caches. */
export async function measure(
  subjects: readonly Subject[],
  rounds: number,
): Promise<readonly Measured[]> {
  const times = subjects.map((): number[] => []);
  for (let round = -warming; round < rounds; round++) {
    for (const [index, subject] of subjects.entries()) {
      const time = await once(subject);
      if (round >= 0) times[index]?.push(time);
    }
  }
  return subjects.map(({ name }, index) => {
    const sorted = (times[index] ?? []).toSorted((a, b) => a - b);
    return { name, median: sorted[Math.floor(sorted.length / 2)] ?? 0, least: sorted[0] ?? 0 };
  });
}

/** A line for each subject with its ratio to the first one, by median and by least. */
export function table(title: string, results: readonly Measured[], budget?: number): string {
  const first = results[0] ?? { median: 1, least: 1 };
  const lines = results.map(({ name, median, least }, index) => {
    const ratio = median / first.median;
    const times = `${milliseconds(median)}  (least ${milliseconds(least)})`;
    const ratios = `${ratio.toFixed(2)} x  (${(least / first.least).toFixed(2)} x)`;
    const limit = index === 0 ? undefined : budget;
    return `  ${name.padEnd(28)}${times}  ${ratios}${verdict(ratio, limit)}`;
  });
  return [title, ...lines].join("\n");
}

function milliseconds(time: number): string {
  return `${time.toFixed(0).padStart(6)} ms`;
}

/** What is said of a figure with a budget. */
export function verdict(figure: number, budget: number | undefined): string {
  if (budget === undefined) return "";
  return figure <= budget ? `  within ${budget}` : `  OVER ${budget}`;
}

/** The most memory that a command line took, in MB; `undefined` where the system does not tell. */
export async function peakOf(cwd: string, args: readonly string[]): Promise<number | undefined> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "peak.ts", ...args],
    cwd,
    stdin: "null",
  }).output();
  const told = new TextDecoder().decode(stderr);
  // A command that gives up at once takes little.
  if (!success) throw new Error(`${args.join(" ")}\n${told}`);
  const kilobytes = Number(/peak (\d+)/.exec(told)?.[1] ?? 0);
  return kilobytes === 0 ? undefined : kilobytes / 1024;
}

/** A line about memory. */
export function memoryLine(
  name: string,
  peak: number | undefined,
  budget: number | undefined,
): string {
  if (peak === undefined) return `  ${name.padEnd(28)}memory is not told here`;
  return `  ${name.padEnd(28)}${peak.toFixed(0).padStart(6)} MB${verdict(peak, budget)}`;
}
