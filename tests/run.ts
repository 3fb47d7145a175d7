/**
 * Runs every check of the repository: `deno task test`, or `deno task test -- golden laws -u`.
 *
 * @module
 */
import { execute, type Outcome, type Setting } from "./runner/execute.ts";
import { add, type Counts, nothing } from "./runner/junit.ts";
import { type Kind, kinds, quick, type Step, stepsOf } from "./runner/steps.ts";

const encoder = new TextEncoder();

function say(text: string): void {
  const bytes = encoder.encode(`${text}\n`);
  for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
}

function isKind(text: string): text is Kind {
  return (kinds as readonly string[]).includes(text);
}

/** What the arguments ask for, or a complaint. */
function readArgs(args: readonly string[]): { wanted: readonly Kind[]; update: boolean } | string {
  const names = args.filter((arg) => arg !== "--" && !arg.startsWith("-"));
  const unknown = args.find((arg) => arg.startsWith("-") && !["--", "-u", "--quick"].includes(arg));
  if (unknown !== undefined) return `There is no option "${unknown}"; there are -u and --quick`;
  const wrong = names.find((name) => !isKind(name));
  if (wrong !== undefined) return `There is no kind "${wrong}"; there are ${kinds.join(", ")}`;
  const standard = args.includes("--quick") ? quick : kinds;
  return {
    wanted: names.length > 0 ? names.filter(isKind) : standard,
    update: args.includes("-u"),
  };
}

/** Some names and how many there are more. */
function few(names: readonly string[]): string {
  const shown = names.slice(0, 5).join("; ");
  return names.length > 5 ? `${shown}; and ${names.length - 5} more` : shown;
}

function print({ step, counts, seconds, output }: Outcome): void {
  const verdict = counts.failed > 0
    ? "FAIL"
    : counts.passed === 0 && counts.skipped.length > 0
    ? "skip"
    : "ok  ";
  const checks = counts.passed + counts.failed;
  const amount = step.counts === "one" || verdict === "skip" ? "" : `, ${checks} checks`;
  say(`${verdict} ${step.name} (${seconds.toFixed(1)} s${amount})`);
  if (counts.failed > 0) say(`\n$ deno ${step.args.join(" ")}\n${output}`);
  if (counts.skipped.length > 0) say(`     SKIPPED: ${few(counts.skipped)}`);
}

/** Runs the steps, as many at a time as there are cores, two at the most. */
async function runAll(steps: readonly Step[], setting: Setting): Promise<readonly Outcome[]> {
  const waiting = [...steps];
  const outcomes: Outcome[] = [];
  const worker = async (): Promise<void> => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const outcome = await execute(step, setting);
      outcomes.push(outcome);
      print(outcome);
    }
  };
  const workers = Math.min(2, navigator.hardwareConcurrency);
  await Promise.all(Array.from({ length: workers }, worker));
  return outcomes;
}

function close(outcomes: readonly Outcome[], seconds: number): number {
  const total = outcomes.map(({ counts }) => counts).reduce<Counts>(add, nothing);
  const failing = outcomes.filter(({ counts }) => counts.failed > 0).map(({ step }) => step.name);
  say(`\n${outcomes.length} steps in ${seconds.toFixed(1)} s`);
  for (const name of failing) say(`failed: ${name}`);
  for (const { step, counts } of outcomes) {
    if (counts.skipped.length > 0) say(`SKIPPED in ${step.name}: ${few(counts.skipped)}`);
  }
  const skipped = total.skipped.length > 0 ? `, ${total.skipped.length} skipped` : "";
  say(`${total.passed} passed, ${total.failed} failed${skipped}`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}

async function main(args: readonly string[]): Promise<number> {
  const asked = readArgs(args);
  if (typeof asked === "string") {
    say(asked);
    return 2;
  }
  const root = decodeURIComponent(new URL("..", import.meta.url).pathname)
    .replace(/^\/(?=[A-Z]:)/i, "").replace(/\/$/, "");
  const temp = await Deno.makeTempDir({ prefix: "retort_test_" });
  try {
    const begin = performance.now();
    const steps = await stepsOf(root, asked.wanted);
    const outcomes = await runAll(steps, { root, temp, update: asked.update });
    return close(outcomes, (performance.now() - begin) / 1000);
  } finally {
    await Deno.remove(temp, { recursive: true });
  }
}

if (import.meta.main) Deno.exit(await main(Deno.args));
