/**
 * Stopping a run from outside: between its statements, never in the middle of one.
 *
 * @module
 */
import { type ErrorData, RetortError } from "../errors/mod.ts";

/** How long a run goes on without letting timers and signals in, in milliseconds. */
const breath = 200;

/** Asks between statements whether a run shall stop. */
export type GoOn = (done?: readonly string[]) => Promise<void>;

/**
 * What a run asks before each statement: throws `run/aborted` once the signal has fired. A driver that
 * never waits would let no signal fire, so now and then it is waited for a turn.
 */
export function goOnUnless(signal: AbortSignal | undefined): GoOn {
  let last = performance.now();
  return async (done = []) => {
    if (signal === undefined) return;
    if (performance.now() - last > breath) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      last = performance.now();
    }
    refuseAborted(signal, { done, kept: [] });
  };
}

/** Throws `run/aborted` where a signal has fired. */
export function refuseAborted(
  signal: AbortSignal | undefined,
  data: ErrorData["run/aborted"] = { done: [], kept: [] },
): void {
  if (signal?.aborted) throw new RetortError("run/aborted", data, { cause: signal.reason });
}

/** Waits for a time, or until a signal fires. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  const wake = (): void => resolve();
  signal?.addEventListener("abort", wake, { once: true });
  if (signal?.aborted) wake();
  await promise;
  clearTimeout(timer);
  signal?.removeEventListener("abort", wake);
}

/** Waits for the end of some work, though no longer than a time; gives whether it has ended. */
export async function atMost(ms: number, work: Promise<unknown>): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), ms);
  try {
    return await Promise.race([work.then(() => true), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
