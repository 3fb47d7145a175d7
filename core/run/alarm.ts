/**
 * A timer that costs nothing to begin with.
 *
 * @module
 */

/**
 * Calls a function once after a time, in milliseconds, unless the alarm is put off before; gives what
 * puts it off. It may not keep a process alive that has nothing else to do.
 *
 * Where `setTimeout` is used first, Deno loads what Node's timers are made of, which takes a fifth of
 * the time in which it starts; what a signal's time-out takes is there already.
 */
export function alarm(ms: number, ring: () => void): () => void {
  // Node refuses a part of a millisecond here.
  const signal = AbortSignal.timeout(Math.ceil(ms));
  signal.addEventListener("abort", ring, { once: true });
  return () => signal.removeEventListener("abort", ring);
}
