/**
 * How long the command line takes to say something, against Deno doing nothing.
 *
 * @module
 */
import { measure, table } from "./measure.ts";

/** `--help` and `--version` against an empty script; the budget is 1.5. */
export async function benchStart(root: string, temp: string): Promise<string> {
  const empty = `${temp}/empty.ts`;
  await Deno.writeTextFile(empty, "");
  const main = `${root}/cli/main.ts`;
  const results = await measure([
    { name: "empty script", args: ["run", "-A", empty] },
    { name: "retort --help", args: ["run", "-A", main, "--help"] },
    { name: "retort --version", args: ["run", "-A", main, "--version"] },
    { name: "retort upgrade --help", args: ["run", "-A", main, "upgrade", "--help"] },
  ], 20);
  return table("start: median of 20", results, 1.5);
}
