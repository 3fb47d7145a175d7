/**
 * Parsing a command line and running what it names.
 *
 * @module
 */
import { run } from "@stricli/core";
import { buildApp } from "./app.ts";
import { normalize } from "./argv.ts";
import type { Context } from "./commands/mod.ts";
import type { Terminal } from "./terminal.ts";

/** Runs a command line; gives its exit code. */
export async function parseAndRun(args: readonly string[], terminal: Terminal): Promise<number> {
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
