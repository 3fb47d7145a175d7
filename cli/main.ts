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
import { run } from "@stricli/core";
import { buildApp } from "./app.ts";
import { normalize } from "./argv.ts";
import type { Context } from "./commands/mod.ts";
import { openTerminal, type Terminal } from "./terminal.ts";

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
  const failures: unknown[] = [];
  let code = 0;
  const context: Context = {
    process: {
      stdout: { write: terminal.out.write, getColorDepth: () => terminal.out.coloured ? 8 : 1 },
      stderr: { write: () => {} },
    },
    terminal,
    exit: (wanted) => void (code = wanted),
  };
  await run(buildApp((error) => void failures.push(error)), normalize(args), context);
  if (failures.length === 0) return code;
  const { report } = await import("./failure.ts");
  return report(failures[0], args, terminal);
}

if (import.meta.main) Deno.exitCode = await main(Deno.args);
