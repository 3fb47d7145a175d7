/**
 * Calls of functions that others wrote: what goes wrong in them is said to be theirs.
 *
 * @module
 */
import { isRetortError, messageOf, RetortError } from "./mod.ts";

/** What a function has to give. */
export interface Wanted {
  /** In words: `a list of operations`. */
  readonly words: string;
  /** Whether a value is that. */
  fits(value: unknown): boolean;
}

const op: Wanted = {
  words: "an operation",
  fits: (value) => isObject(value) && typeof value["kind"] === "string",
};

/** What functions of plugins and of env.ts have to give, as far as more than one place wants it. */
export const wanted: Readonly<Record<"op" | "ops" | "list" | "text", Wanted>> = {
  op,
  ops: { words: "a list of operations", fits: (value) => isList(value, op.fits) },
  list: { words: "a list", fits: Array.isArray },
  text: { words: "a text", fits: (value) => typeof value === "string" && value !== "" },
};

/** The same, or nothing. */
export function maybe({ words, fits }: Wanted): Wanted {
  return {
    words: `${words}, or nothing`,
    fits: (value) => value === undefined || value === null || fits(value),
  };
}

/**
 * What a function of a plugin or of env.ts gives.
 *
 * @throws {RetortError} `plugin/function-failed` where it throws, is async, or gives something else;
 * errors of the catalog stay as they are.
 */
export function called<T>(what: string, call: () => T, needs?: Wanted): T {
  const found = tried(what, call);
  if (isPromise(found)) {
    // Nobody waits for it: a failure of it must not end the process.
    found.catch(() => {});
    throw failed(what, "it gave a promise, and is not waited for; it must not be async");
  }
  if (!needs || needs.fits(found)) return found;
  throw failed(what, `it must give ${needs.words}, and gave ${shown(found)}`);
}

function tried<T>(what: string, call: () => T): T {
  try {
    return call();
  } catch (cause) {
    if (isRetortError(cause)) throw cause;
    throw failed(what, messageOf(cause).split("\n")[0] ?? "", cause);
  }
}

function failed(what: string, problem: string, cause?: unknown): RetortError {
  return new RetortError("plugin/function-failed", { what, problem }, { cause }) as RetortError;
}

/** Whether a value is an object that may have keys. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isList(value: unknown, fits: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(fits);
}

function isPromise(value: unknown): value is Promise<unknown> {
  return isObject(value) && typeof value["then"] === "function" &&
    typeof value["catch"] === "function";
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list with something else in it";
  const text = typeof value === "function" ? "a function" : JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
