/**
 * What a command finds as `this`, and what becomes of its failure.
 *
 * @module
 */
import type { Context } from "./commands/common.ts";
import { importPart } from "./part.ts";
import type { Terminal } from "./terminal.ts";

/** A context, and the exit code that a command has set in it. */
export interface Opened {
  readonly context: Context;
  /** The exit code of a command that ended without an error. */
  code(): number;
}

/** The context of a command that speaks to this terminal. */
export function openContext(terminal: Terminal): Opened {
  let code = 0;
  const { out } = terminal;
  const context: Context = {
    process: {
      stdout: { write: out.write, getColorDepth: () => out.coloured ? 8 : 1 },
      stderr: { write: () => {} },
    },
    terminal,
    exit: (wanted) => void (code = wanted),
  };
  return { context, code: () => code };
}

/** Loads what tells failures. */
export async function loadFailure(): Promise<typeof import("./failure.ts")> {
  return await importPart("./failure.ts");
}
