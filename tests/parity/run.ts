/**
 * Runs a file of recorded cases: `deno run -A tests/parity/run.ts KIND FILE`.
 *
 * @module
 */
import { checkDdl } from "./ddl.ts";
import { reasonFor } from "./differences.ts";
import { checkGraph } from "./graph.ts";
import { type Check, type Outcome, readCases } from "./outcome.ts";

const checks: Readonly<Record<string, Check>> = {
  graph: checkGraph,
  ddl: checkDdl,
};

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main([kind = "", file = ""]: readonly string[]): Promise<number> {
  const check = checks[kind];
  if (check === undefined || file === "") {
    console.error(`usage: run.ts ${Object.keys(checks).join("|")} FILE`);
    return 2;
  }
  const outcomes = await Promise.all(readCases(file).map(check));
  const run = outcomes.filter(({ skipped }) => skipped === undefined);
  const different = run.filter(({ faults }) => faults.length > 0);
  const failed = different.filter((outcome) => reasonFor(kind, outcome) === undefined);
  for (const outcome of failed) console.log(failure(outcome));
  const meant = different.filter((outcome) => !failed.includes(outcome));
  for (const one of meant) console.log(`meant: ${one.name}: ${reasonFor(kind, one)}`);
  console.log(`${meant.length} of the passed differ as meant`);
  const skipped = outcomes.length - run.length;
  if (skipped > 0) console.log(`${skipped} skipped: their dialect is not there yet`);
  console.log(`${run.length - failed.length} passed, ${failed.length} failed`);
  return failed.length === 0 ? 0 : 1;
}

function failure({ name, faults, expected, got }: Outcome): string {
  const lines = [
    `FAILED ${name}: ${faults.join(", ")}`,
    `  expected ${JSON.stringify(expected)}`,
    `  got      ${JSON.stringify(got)}`,
  ];
  return lines.join("\n");
}
