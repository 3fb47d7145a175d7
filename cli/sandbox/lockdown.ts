/**
 * Takes away, inside of a worker, what Deno's permissions do not cover: ways to end the worker, to make
 * code from text, to start other workers, and Deno's own functions.
 *
 * Importing this module does it, so it stands before everything else.
 *
 * @module
 */

function refuse(what: string): () => never {
  return () => {
    throw new Error(`${what} is not there in the sandbox`);
  };
}

const names: readonly string[] = [
  ...["Worker", "SharedWorker", "BroadcastChannel", "caches", "localStorage", "sessionStorage"],
  ...[
    "close",
    "alert",
    "confirm",
    "prompt",
    "process",
    "global",
    "importScripts",
    "queryLocalFonts",
  ],
];

/** What is left of `Deno`: nothing that reaches out of the worker. */
const harmless: readonly string[] = ["build", "version", "errors", "inspect", "noColor"];

function removeGlobals(): void {
  for (const name of names) {
    if (!(name in globalThis)) continue;
    const value = refuse(name);
    Object.defineProperty(globalThis, name, { value, configurable: false, writable: false });
  }
}

function removeDeno(): void {
  const left: Record<PropertyKey, unknown> = {};
  for (const name of harmless) left[name] = Reflect.get(Deno, name);
  const value = new Proxy(Object.freeze(left), {
    get(target, name): unknown {
      if (typeof name !== "string" || Object.hasOwn(target, name)) return Reflect.get(target, name);
      throw new Error(`Deno.${name} is not there in the sandbox`);
    },
  });
  Object.defineProperty(globalThis, "Deno", { value, configurable: false, writable: false });
}

/** Code from text could import what the text of a revision is searched for. */
function removeEval(): void {
  const made = [
    function () {},
    async function () {},
    function* () {},
    async function* () {},
  ];
  for (const example of made) {
    const prototype = Object.getPrototypeOf(example);
    const value = refuse("code from text");
    Object.defineProperty(value, "prototype", { value: prototype });
    Object.defineProperty(prototype, "constructor", {
      value,
      configurable: false,
      writable: false,
    });
    if (prototype === Function.prototype) {
      Object.defineProperty(globalThis, "Function", {
        value,
        configurable: false,
        writable: false,
      });
    }
  }
  const value = refuse("eval");
  Object.defineProperty(globalThis, "eval", { value, configurable: false, writable: false });
}

/** Timers run text, too. */
function guardTimers(): void {
  for (const name of ["setTimeout", "setInterval"] as const) {
    const timer = globalThis[name] as unknown as (...args: unknown[]) => unknown;
    const value = (work: unknown, ...rest: unknown[]): unknown => {
      if (typeof work !== "function") throw new Error("code from text is not there in the sandbox");
      return timer(work, ...rest);
    };
    Object.defineProperty(globalThis, name, { value, configurable: false, writable: false });
  }
}

/** Whether this is a worker: a program that imports this by mistake stays as it is. */
export const inWorker: boolean = "postMessage" in globalThis;

if (inWorker) {
  removeGlobals();
  removeEval();
  guardTimers();
  removeDeno();
}
