/**
 * The part of the sandbox that runs in the worker, beside the revisions: it tells what they export, and
 * calls their functions.
 *
 * @module
 */
import { inWorker } from "./lockdown.ts";
import {
  isRun,
  type Op,
  type RevisionContext,
  type RunDatabase,
  runOf,
  runReverseOf,
} from "@retort/core/ops";
import type { Sql } from "@retort/core/schema";
import type {
  Answer,
  CarriedError,
  CarriedModule,
  CarriedOp,
  Exported,
  FromWorker,
  ListAnswer,
  ListAt,
  Task,
} from "./protocol.ts";

type Exports = Readonly<Record<string, unknown>>;

interface Scope {
  postMessage(message: FromWorker): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
}

// Taken before any revision runs.
const scope = globalThis as unknown as Scope;
const post: Scope["postMessage"] = inWorker ? scope.postMessage.bind(scope) : () => {};
const { stringify } = JSON;

/** Waits for the one task of this worker. */
export function serve(modules: readonly Readonly<Record<string, unknown>>[]): void {
  scope.onmessage = ({ data }) => void work(modules, data as Task);
}

async function work(modules: readonly Exports[], task: Task): Promise<void> {
  const [module = {}] = modules;
  if (task.kind === "list") return answer(task.into, () => listAt(module, task.at));
  try {
    if (task.kind === "describe") post({ kind: "described", modules: modules.map(describe) });
    else post({ kind: "done", ops: (await runAt(module, task)).map(carried) });
  } catch (error) {
    post({ kind: "failed", error: carriedError(error) });
  }
}

function describe(module: Exports): CarriedModule {
  const plain: Record<string, unknown> = {};
  for (const name of ["revision", "downRevision", "branchLabels", "dependsOn", "message"]) {
    if (name in module) plain[name] = JSON.parse(stringify(module[name] ?? null));
  }
  const lists: Record<string, Exported> = {};
  for (const name of ["upgrade", "downgrade"]) {
    if (module[name] !== undefined) lists[name] = exported(module[name]);
  }
  return { plain, lists };
}

function exported(value: unknown): Exported {
  if (Array.isArray(value)) return { kind: "list", ops: value.map(carried) };
  if (typeof value === "function") {
    const waits = Object.prototype.toString.call(value) === "[object AsyncFunction]";
    return { kind: "function", waits };
  }
  if (typeof value === "object" && value !== null) {
    const lists = Object.entries(value).map(([key, item]) => [key, exported(item)] as const);
    return { kind: "record", lists };
  }
  const simple = ["string", "number", "boolean"].includes(typeof value);
  return { kind: "other", value: simple ? value as string : null };
}

function carried(item: unknown): CarriedOp {
  const op = item as Op;
  const kind = typeof item === "object" && item !== null ? String(op.kind) : "";
  if (kind.includes(":")) {
    throw new Error(`the op ${kind} of a plugin holds code, which cannot leave the sandbox`);
  }
  const data = JSON.parse(stringify(typeof item === "function" ? "a function" : item ?? null));
  if (kind === "" || !isRun(op)) return { op: data };
  return { op: data, run: { reverse: runReverseOf(op) !== undefined } };
}

/** The list as it is, or what a function makes of a context. */
function itemsAt(module: Exports, { direction, key, cx }: ListAt): unknown {
  const all = module[direction];
  const found = key === undefined ? all : (all as Exports)[key];
  return typeof found === "function" ? found(cx) : found;
}

function listAt(module: Exports, at: ListAt): ListAnswer {
  try {
    const items = itemsAt(module, at);
    if (items instanceof Promise) return { exported: { kind: "function", waits: true } };
    return { exported: exported(items) };
  } catch (error) {
    return { error: carriedError(error) };
  }
}

/** Puts an answer where the program waits for it. */
function answer(into: SharedArrayBuffer, make: () => ListAnswer): void {
  const text = new TextEncoder().encode(stringify(make()));
  const fits = text.length <= into.byteLength - 8;
  if (fits) new Uint8Array(into, 8).set(text);
  const head = new Int32Array(into, 0, 2);
  head[1] = fits ? text.length : -text.length;
  Atomics.store(head, 0, 1);
  Atomics.notify(head, 0);
}

async function runAt(
  module: Exports,
  { at, index, reverse, cx }: Task & { readonly kind: "run" },
): Promise<readonly Op[]> {
  const items = itemsAt(module, at);
  const op = Array.isArray(items) ? items[index] as Op | undefined : undefined;
  const fn = op && isRun(op) ? (reverse ? runReverseOf(op) : runOf(op)) : undefined;
  if (!fn) throw new Error("the revision gives other ops than before, so its code is not found");
  return (await fn(database(), cx as RevisionContext)) ?? [];
}

/** The database as the program lets it be used. */
function database(): RunDatabase {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let last = 0;
  scope.onmessage = ({ data }) => {
    const reply = data as Answer;
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ("error" in reply) asked?.reject(thrown(reply.error));
    else asked?.resolve(reply.value);
  };
  const ask = (method: "query" | "execute", statement: Sql): Promise<unknown> => {
    const id = ++last;
    const asked = Promise.withResolvers<unknown>();
    waiting.set(id, asked);
    post({ kind: "ask", id, method, statement });
    return asked.promise;
  };
  return {
    query: async <Row extends object>(statement: Sql) =>
      await ask("query", statement) as readonly Row[],
    execute: async (statement) => await ask("execute", statement) as number,
  };
}

const numbers = new WeakMap<object, number>();

/** An error of the program, as a revision can catch it: with code and data. */
function thrown({ own, ...about }: CarriedError): Error {
  const error = Object.assign(new Error(about.message), about);
  if (own !== undefined) numbers.set(error, own);
  return error;
}

function carriedError(error: unknown): CarriedError {
  if (!(error instanceof Error)) return { name: "Error", message: `it throws ${String(error)}` };
  const { name, message, stack } = error;
  const { code, data } = error as { readonly code?: unknown; readonly data?: unknown };
  // Deno's advice to add a flag would help nobody here.
  const right = /^Requires (\w+ access(?: to .+?)?), run again with/.exec(message)?.[1];
  return {
    name,
    message: right === undefined ? message : `the sandbox has no ${right}`,
    stack,
    own: numbers.get(error),
    ...(typeof code === "string" ? { code, data: JSON.parse(stringify(data ?? {})) } : {}),
  };
}
