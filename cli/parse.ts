/**
 * Parsing a command line and running what it names.
 *
 * @module
 */
import { run } from "@stricli/core";
import { buildApp } from "./app.ts";
import { normalize } from "./argv.ts";
import type { Context } from "./commands/mod.ts";
import { loadFailure, openContext } from "./context.ts";
import { importPart } from "./part.ts";
import type { Terminal } from "./terminal.ts";
import { begunFlag, unknownFlag } from "./unknown_flag.ts";

/** Runs a command line; gives its exit code. */
export async function parseAndRun(args: readonly string[], terminal: Terminal): Promise<number> {
  const failures: unknown[] = [];
  const { context, code } = openContext(terminal);
  const words = normalize(args);
  const unknown = unknownFlag(words);
  if (unknown !== undefined) failures.push(unknown);
  else await run(buildApp((error) => void failures.push(error)), words, context);
  if (failures.length === 0) return code();
  const { report, withPluginCommands } = await loadFailure();
  const failure = await withPluginCommands(
    begunFlag(failures[0], words),
    () => plugged(args, context),
  );
  return failure === undefined ? code() : report(failure, args, terminal);
}

/** The command of a plugin; the names of those that there are where it is none. */
async function plugged(
  args: readonly string[],
  context: Context,
): Promise<(() => Promise<void>) | readonly string[]> {
  const { findPluginCommand } = await importPart<typeof import("./plugin_commands.ts")>(
    "./plugin_commands.ts",
  );
  return await findPluginCommand(args, context);
}
