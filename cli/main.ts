/**
 * The command line of retort.
 *
 * ```sh
 * deno run -R -W jsr:@retort/cli init migrations
 * deno task retort upgrade head
 * ```
 *
 * @module
 */
import { importPart } from "./part.ts";
import { openTerminal, type Terminal } from "./terminal.ts";
import { version } from "./version.ts";

export type { Style } from "./print/style.ts";
export type { Stream, Terminal } from "./terminal.ts";

/**
 * Runs one command line.
 *
 * ```ts
 * import { main } from "@retort/cli";
 *
 * const code: number = await main(["--version"]);
 * ```
 *
 * @returns The exit code.
 */
export async function main(
  args: readonly string[],
  terminal: Terminal = openTerminal(),
): Promise<number> {
  // Asked for by scripts and people at every turn, and no question for a parser.
  const only = args.length === 1 ? args[0] : undefined;
  if (only === "--version") {
    terminal.out.write(`retort ${version}\n`);
    return 0;
  }
  if (only === "--help" || only === "-h") {
    const { rootHelp } = await importPart<typeof import("./root_help.ts")>("./root_help.ts");
    terminal.out.write(rootHelp);
    return 0;
  }
  const { runPlain } = await importPart<typeof import("./plain.ts")>("./plain.ts");
  const code = await runPlain(args, terminal);
  if (code !== undefined) return code;
  const { parseAndRun } = await importPart<typeof import("./parse.ts")>("./parse.ts");
  return await parseAndRun(args, terminal);
}

if (import.meta.main) {
  Deno.exitCode = await main(Deno.args);
  // Code of a sandbox that never ends would keep a process alive that has given up on it.
  if (Deno.exitCode !== 0) Deno.exit();
}
