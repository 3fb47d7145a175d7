/**
 * What Ctrl-C does.
 *
 * @module
 */
import type { Terminal } from "./terminal.ts";

const listeners = new Set<() => void>();

function listen(listener: () => void): void {
  listeners.add(listener);
  Deno.addSignalListener("SIGINT", listener);
}

/** Ends the process at once: transactions that are open are rolled back with their connections. */
export function exitOnInterrupt(): void {
  listen(() => Deno.exit(130));
}

/** Waits for the person at the terminal; no listener is called meanwhile, so the signal itself ends it. */
export function interruptible<T>(wait: () => T): T {
  for (const listener of listeners) Deno.removeSignalListener("SIGINT", listener);
  try {
    return wait();
  } finally {
    for (const listener of listeners) Deno.addSignalListener("SIGINT", listener);
  }
}

/**
 * A signal that fires at the first Ctrl-C, so that a run stops between two statements and gives its
 * lock back; the second one ends the process at once.
 */
export function abortOnInterrupt({ err }: Pick<Terminal, "err">): AbortSignal {
  const control = new AbortController();
  listen(() => {
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
