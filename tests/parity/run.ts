/**
 * Runs a file of recorded cases: `deno run -A tests/parity/run.ts KIND FILE`.
 *
 * @module
 */
import { checkAutogen } from "./autogen.ts";
import { checkDdl } from "./ddl.ts";
import { checkGraph } from "./graph.ts";
import { type Case, type Check, type Outcome, readCases } from "./outcome.ts";
import { type Standing, standingOf } from "./standing.ts";

const checks: Readonly<Record<string, (cases: readonly Case[]) => Promise<readonly Outcome[]>>> = {
  graph: each(checkGraph),
  ddl: each(checkDdl),
  autogen: checkAutogen,
};

if (import.meta.main) Deno.exit(await main(Deno.args));

function each(check: Check): (cases: readonly Case[]) => Promise<readonly Outcome[]> {
  return (cases) => Promise.all(cases.map(check));
}

async function main([kind = "", file = ""]: readonly string[]): Promise<number> {
  const check = checks[kind];
  if (check === undefined || file === "") {
    console.error(`usage: run.ts ${Object.keys(checks).join("|")} FILE`);
    return 2;
  }
  const judged = (await check(readCases(file)))
    .map((outcome): readonly [Outcome, Standing] => [outcome, standingOf(kind, outcome)]);
  const of = (state: Standing["state"]): typeof judged =>
    judged.filter(([, standing]) => standing.state === state);
  for (const [{ name }, { reasons }] of of("meant")) {
    console.log(`meant: ${name}: ${reasons.join("; ")}`);
  }
  for (const [outcome] of of("failed")) console.log(failure(outcome));
  for (const reason of new Set(of("skipped").flatMap(([, { reasons }]) => reasons))) {
    console.log(`skipped: ${reason}`);
  }
  const count = (state: Standing["state"]): number => of(state).length;
  if (count("skipped") > 0) console.log(`${count("skipped")} skipped`);
  console.log(`${count("meant")} of the passed differ as meant`);
  console.log(`${count("passed") + count("meant")} passed, ${count("failed")} failed`);
  return count("failed") === 0 ? 0 : 1;
}

function failure({ name, faults, expected, got }: Outcome): string {
  const lines = [
    `FAILED ${name}: ${faults.join(", ")}`,
    `  expected ${JSON.stringify(expected)}`,
    `  got      ${JSON.stringify(got)}`,
  ];
  return lines.join("\n");
}
