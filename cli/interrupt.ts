/**
 * What Ctrl-C does.
 *
 * @module
 */
import type { Terminal } from "./terminal.ts";

/** Ends the process at once: transactions that are open are rolled back with their connections. */
export function exitOnInterrupt(): void {
  Deno.addSignalListener("SIGINT", () => Deno.exit(130));
}

/**
 * A signal that fires at the first Ctrl-C, so that a run stops between two statements and gives its
 * lock back; the second one ends the process at once.
 */
export function abortOnInterrupt({ err }: Pick<Terminal, "err">): AbortSignal {
  const control = new AbortController();
  Deno.addSignalListener("SIGINT", () => {
    if (control.signal.aborted) Deno.exit(130);
    err.write(
      `${
        err.terminal ? "\r\x1b[K" : ""
      }Stopping behind the statement that runs; Ctrl-C again ends it\n`,
    );
    control.abort(new Error("interrupted"));
  });
  return control.signal;
}
