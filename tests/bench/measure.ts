/**
 * Measuring commands: medians of whole runs, taken in turns so that a busy machine is busy for all.
 *
 * @module
 */

/** A command to measure: arguments for Deno. */
export interface Subject {
  readonly name: string;
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

async function once({ args, cwd, prepare }: Subject): Promise<number> {
  await prepare?.();
  const command = new Deno.Command(Deno.execPath(), {
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

/** Measures subjects in turns, after one round that warms caches. */
export async function measure(
  subjects: readonly Subject[],
  rounds: number,
): Promise<readonly Measured[]> {
  const times = subjects.map((): number[] => []);
  for (let round = -1; round < rounds; round++) {
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

/** A line for each subject with its ratio to the first one. */
export function table(title: string, results: readonly Measured[], budget?: number): string {
  const first = results[0]?.median ?? 1;
  const lines = results.map(({ name, median, least }, index) => {
    const ratio = (median / first).toFixed(2);
    const verdict = budget === undefined || index === 0
      ? ""
      : median / first <= budget
      ? `  within ${budget}`
      : `  OVER ${budget}`;
    const times = `${median.toFixed(0).padStart(6)} ms  (least ${least.toFixed(0)})`;
    return `  ${name.padEnd(28)}${times}  ${ratio} x${verdict}`;
  });
  return [title, ...lines].join("\n");
}
