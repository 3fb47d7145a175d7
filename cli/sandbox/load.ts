/**
 * Loading revision files without running them here: what they export comes as data, and their functions
 * run in workers that have no right but to ask for the database that they are given.
 *
 * @module
 */
import { isRetortError, RetortError } from "@retort/core/errors";
import { type Op, type RevisionContext, run, type RunFunction } from "@retort/core/ops";
import { loadError } from "../load.ts";
import { localReach } from "../rights/reach.ts";
import { join, shown } from "../paths.ts";
import { refuseDisabled } from "./enabled.ts";
import type { CarriedModule, CarriedOp, Exported, ListAnswer, ListAt, RunOp } from "./protocol.ts";
import { findRefused } from "./scan.ts";
import { converse, rebuilt, start } from "./worker.ts";

/** How revisions are loaded in a sandbox. */
export interface SandboxOptions {
  /** How long code may give no sign of life, in milliseconds. */
  readonly timeout: number;
}

/**
 * The modules of revision files, in the order of the paths.
 *
 * @throws {RetortError} `sandbox/…`, `source/cannot-load`.
 */
export async function loadInSandbox(
  paths: readonly string[],
  options: SandboxOptions,
): Promise<readonly unknown[]> {
  if (paths.length === 0) return [];
  refuseDisabled();
  for (const path of paths) {
    const found = findRefused(join(Deno.cwd(), path), localReach);
    if (!found) continue;
    const file = shown(found.path);
    throw new RetortError("sandbox/refused", { path: file, what: found.what }, { place: { file } });
  }
  return await describe(paths, options);
}

/** All at once; where that fails, one by one says which of them is broken. */
async function describe(
  paths: readonly string[],
  options: SandboxOptions,
): Promise<readonly unknown[]> {
  try {
    const said = await converse(paths, { kind: "describe" }, options);
    if (said.kind !== "described") throw ended(paths[0] ?? "", said.kind);
    return said.modules.map((module, at) =>
      moduleOf(module, { ...options, path: paths[at] ?? "" })
    );
  } catch (error) {
    if (isRetortError(error) && paths.length === 1) throw error;
    if (paths.length === 1) throw loadError(error, paths[0] ?? "");
  }
  const modules: unknown[] = [];
  for (const path of paths) modules.push(...await describe([path], options));
  return modules;
}

function ended(path: string, kind: string): RetortError {
  return new RetortError("sandbox/ended", { path, problem: `it answered with "${kind}"` });
}

/** The file that something stands in. */
interface Source extends SandboxOptions {
  readonly path: string;
}

function moduleOf({ plain, lists }: CarriedModule, source: Source): Record<string, unknown> {
  const module: Record<string, unknown> = { ...plain };
  for (const [name, exported] of Object.entries(lists)) {
    const direction = name === "downgrade" ? name : "upgrade";
    module[name] = valueOf(exported, { direction }, source);
  }
  return module;
}

/** An export as core takes it: a list, a function of a context, or a record of those. */
function valueOf(exported: Exported, at: ListAt, source: Source): unknown {
  switch (exported.kind) {
    case "list":
      return exported.ops.map((item, index) => opOf(item, { ...at, index }, source));
    case "function":
      // What waits is refused by whoever reads the module; this tells it.
      if (exported.waits) return async (): Promise<readonly Op[]> => await Promise.resolve([]);
      return (cx: RevisionContext): unknown => listNow({ ...at, cx }, source);
    case "record":
      return Object.fromEntries(
        exported.lists.map(([key, item]) => [key, valueOf(item, { ...at, key }, source)]),
      );
    case "other":
      return exported.value;
  }
}

function opOf(
  { op, run: code }: CarriedOp,
  at: ListAt & { readonly index: number },
  source: Source,
): unknown {
  if (code === undefined) return op;
  const { name, effects, offline } = op as RunOp;
  const options = {
    ...(effects === undefined ? {} : { effects }),
    ...(offline === undefined ? {} : { offline }),
    ...(code.reverse ? { reverse: runIn(at, true, source) } : {}),
  };
  return run(name, runIn(at, false, source), options);
}

/** A function that calls that of an op in a new worker. */
function runIn(
  { index, ...at }: ListAt & { readonly index: number },
  reverse: boolean,
  { path, timeout }: Source,
): RunFunction {
  return async (db, cx) => {
    const said = await converse([path], { kind: "run", at, index, reverse, cx }, {
      timeout,
      ask: ({ method, statement }) =>
        method === "query" ? db.query(statement) : db.execute(statement),
    });
    if (said.kind !== "done") throw ended(path, said.kind);
    return said.ops.map(({ op, run: code }) => {
      if (code === undefined) return op as Op;
      const what = "an op.run gives another op.run, and code cannot leave the sandbox";
      throw new RetortError("sandbox/refused", { path, what });
    });
  };
}

const room = 1 << 16;

/** What a function makes of a context; core asks for it without waiting, so this thread does. */
function listNow(at: ListAt, source: Source, size = room): unknown {
  const { path, timeout } = source;
  const into = new SharedArrayBuffer(8 + size);
  const head = new Int32Array(into, 0, 2);
  const { worker, stop } = start([path]);
  try {
    worker.postMessage({ kind: "list", at, into });
    if (Atomics.wait(head, 0, 0, timeout) === "timed-out") {
      throw new RetortError("sandbox/silent", { path, milliseconds: timeout });
    }
  } finally {
    stop();
  }
  const length = head[1] ?? 0;
  if (length < 0) return listNow(at, source, -length);
  const text = new TextDecoder().decode(new Uint8Array(into, 8, length).slice());
  const answer: ListAnswer = JSON.parse(text);
  if ("error" in answer) throw rebuilt(answer.error);
  return valueOf(answer.exported, at, source);
}
