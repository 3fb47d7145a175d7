/**
 * What Ctrl-C does, and what a supervisor sends that stops a container.
 *
 * @module
 */
import type { Terminal } from "./terminal.ts";

const listeners: [Deno.Signal, () => void][] = [];

function listen(signal: Deno.Signal, listener: () => void): void {
  listeners.push([signal, listener]);
  Deno.addSignalListener(signal, listener);
}

/** Ends the process at once: transactions that are open are rolled back with their connections. */
export function exitOnInterrupt(): void {
  listen("SIGINT", () => Deno.exit(130));
}

/** Waits for the person at the terminal; no listener is called meanwhile, so the signal itself ends it. */
export function interruptible<T>(wait: () => T): T {
  for (const item of listeners) Deno.removeSignalListener(...item);
  try {
    return wait();
  } finally {
    for (const item of listeners) Deno.addSignalListener(...item);
  }
}

/**
 * A signal that fires at the first Ctrl-C or SIGTERM, so that a run stops between two statements and
 * gives its lock back; the second one ends the process at once.
 */
export function abortOnInterrupt({ err }: Pick<Terminal, "err">): AbortSignal {
  const control = new AbortController();
  const stop = (again: string): void => {
    if (control.signal.aborted) Deno.exit(130);
    const clear = err.terminal ? "\r\x1b[K" : "";
    err.write(`${clear}Stopping behind the statement that runs; ${again} ends it\n`);
    control.abort(new Error("interrupted"));
  };
  listen("SIGINT", () => stop("Ctrl-C again"));
  // Windows has no such signal, and Deno refuses to listen for it there.
  if (Deno.build.os !== "windows") listen("SIGTERM", () => stop("a second signal"));
  return control.signal;
}
