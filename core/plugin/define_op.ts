/**
 * Ops of plugins.
 *
 * @module
 */
import type { PluginOpSpec, PluginRenderers } from "../dialect/plugin_op.ts";
import { called, isObject, maybe, type Wanted, wanted } from "../errors/called.ts";
import { RetortError } from "../errors/mod.ts";
import {
  type Loss,
  type Op,
  type OpSource,
  type OpSpec,
  pluginSpec,
  type RunDatabase,
  type Touches,
} from "../ops/mod.ts";
import { compact, freeze, type Schema } from "../schema/mod.ts";

/** The kind of a plugin's op: `policies:create`. */
export type PluginKind = `${string}:${string}`;

/** The data of an op with its kind. */
export type PluginOpOf<D extends object> = D & { readonly kind: PluginKind };

/** What an op of a plugin is made of. */
export interface OpDefinition<A extends readonly unknown[], D extends object> {
  /** Its kind, with the name of the plugin in front: `policies:create`. */
  readonly kind: PluginKind;
  /** Where revision files import the builder from. */
  readonly source: OpSource;
  /** The data of an op, from the arguments of its builder; what JSON can hold. */
  build(...args: A): D;
  /** The arguments that build it again; they are printed into revision files. */
  args(op: D): readonly unknown[];
  /** The op in words, as in `create policy own on notes`. */
  describe(op: D): string;
  /** Its statements, by the names of dialects or products; `default` is for all others. */
  readonly render: PluginRenderers<D>;
  /** The op that undoes it; `null` where information is lost. Absent: always. */
  reverse?(op: D, before: Schema): Op | null;
  /** The schema after it. Absent: it changes nothing that a schema knows. */
  apply?(op: D, schema: Schema): Schema;
  /** What it reads and writes. Absent: it may touch anything. */
  touches?(op: D): Touches;
  /** The rows or values that cannot come back. Absent: none. */
  destroys?(op: D): Loss | readonly Loss[] | undefined;
  /** This op and the next one as fewer ops; `undefined` where they can't be joined. */
  reduce?(op: D, next: Op): readonly Op[] | undefined;
  /** Whether its whole effect is in the database; asked after a crash where nothing else can tell. */
  probe?(op: D, db: Pick<RunDatabase, "query">): Promise<boolean | undefined>;
}

/** Builds ops of one kind: the function that revision files call. */
export interface OpBuilder<A extends readonly unknown[], D extends object> {
  /** An op of these arguments, as frozen data. */
  (...args: A): PluginOpOf<D>;
  /** The kind of its ops. */
  readonly kind: PluginKind;
  /** The behaviour of its ops. */
  readonly spec: PluginOpSpec<PluginOpOf<D>>;
  /** Whether an op is one of these. */
  is(op: Op): op is PluginOpOf<D>;
  /** An op of data that was kept as JSON. */
  revive(data: object): PluginOpOf<D>;
}

/** Any builder. */
// deno-lint-ignore no-explicit-any -- arguments of any kind; nothing calls it by this type
export type AnyOpBuilder = OpBuilder<any, any>;

/**
 * Defines an op: gives the function that builds it, whose ops are as good as retort's own.
 *
 * ```ts
 * import { sql } from "@retort/core";
 * import { defineOp, type OpBuilder } from "@retort/core/plugin";
 *
 * export const grant: OpBuilder<[table: string, to: string], { table: string; to: string }> =
 *   defineOp({
 *     kind: "grants:grant",
 *     source: { from: "./grants.ts", name: "grant" },
 *     build: (table, to) => ({ table, to }),
 *     args: (op) => [op.table, op.to],
 *     describe: (op) => `grant ${op.table} to ${op.to}`,
 *     render: {
 *       default: (op) => [sql`GRANT SELECT ON ${sql.name(op.table)} TO ${sql.name(op.to)}`],
 *     },
 *   });
 *
 * grant("users", "reader"); // { kind: "grants:grant", table: "users", to: "reader" }
 * ```
 *
 * @throws {RetortError} `plugin/bad-shape` for a definition that lacks something.
 */
export function defineOp<A extends readonly unknown[], D extends object>(
  definition: OpDefinition<A, D>,
): OpBuilder<A, D> {
  checkDefinition(definition);
  const { kind, source, build } = definition;
  const spec = specOf(definition);
  const revive = (data: object): PluginOpOf<D> => make(kind, data, spec);
  const builder = (...args: A): PluginOpOf<D> => {
    const data = build(...args);
    if (!isObject(data)) throw bad(kind, `${source.name}() made no object of data`);
    const at = notJson(data, "");
    if (at !== undefined) {
      throw bad(kind, `${source.name}() made data that JSON cannot hold: ${at}`);
    }
    return revive(data);
  };
  const is = (given: Op): given is PluginOpOf<D> => given.kind === kind;
  return Object.freeze(Object.assign(builder, { kind, spec, is, revive }));
}

function specOf<A extends readonly unknown[], D extends object>(
  { build: _build, ...own }: OpDefinition<A, D>,
): PluginOpSpec<PluginOpOf<D>> {
  const [plugin = ""] = own.kind.split(":");
  const { reverse, apply, touches, destroys, reduce, probe } = own;
  const of = (key: string): string => `${key} of the op "${own.kind}"`;
  return Object.freeze({
    ...own,
    plugin,
    args: (op: D) => called(of("args"), () => own.args(op), wanted.list),
    describe: (op: D) => called(of("describe"), () => own.describe(op), wanted.text),
    reverse: (op: D, before: Schema): Op | null =>
      called(of("reverse"), () => reverse?.call(own, op, before), maybe(wanted.op)) ?? null,
    apply: (op: D, schema: Schema): Schema =>
      called(of("apply"), () => apply?.call(own, op, schema), maybe(aSchema)) ?? schema,
    touches: (op: D): Touches =>
      called(of("touches"), () => touches?.call(own, op), maybe(someTouches)) ?? anything,
    ...destroys && {
      destroys: (op: D) => called(of("destroys"), () => destroys.call(own, op), maybe(losses)),
    },
    ...reduce && {
      reduce: (op: D, next: Op) =>
        called(of("reduce"), () => reduce.call(own, op, next), maybe(wanted.ops)),
    },
    ...probe && { probe: probing(of("probe"), probe.bind(own)) },
  });
}

const anything: Touches = { reads: [], writes: [], all: true };
const aSchema: Wanted = {
  words: "a schema, as addPluginObject() does",
  // Tables in layers are no Map, but are asked like one.
  fits: (value) =>
    isObject(value) && isObject(value["tables"]) && typeof value["tables"]["get"] === "function",
};
const someTouches: Wanted = {
  words: "{ reads: […], writes: […] }",
  fits: (value) =>
    isObject(value) && Array.isArray(value["reads"]) && Array.isArray(value["writes"]),
};
const losses: Wanted = {
  words: "losses such as { table: { name } }",
  fits: (value) =>
    (Array.isArray(value) ? value : [value]).every((item: unknown) =>
      isObject(item) && isObject(item["table"]) && typeof item["table"]["name"] === "string"
    ),
};

/** A probe whose failures are its own; what the database says stays as it is. */
function probing<A extends readonly unknown[], T>(
  what: string,
  probe: (...args: A) => Promise<T>,
): (...args: A) => Promise<T> {
  return async (...args) => {
    try {
      return await probe(...args);
    } catch (error) {
      return called(what, () => {
        throw error;
      });
    }
  };
}

function make<D extends object>(
  kind: PluginKind,
  data: object,
  spec: OpSpec<PluginOpOf<D>>,
): PluginOpOf<D> {
  const { kind: _kind, ...own } = data as { readonly kind?: string };
  // An enumerable symbol: `{ ...op }` keeps it, JSON and hashes don't see it.
  return freeze({ kind, ...compact(own), [pluginSpec]: spec }) as unknown as PluginOpOf<D>;
}

/** Whether a value builds ops, also where another copy of this package has made it. */
export function isOpBuilder(value: unknown): value is AnyOpBuilder {
  return typeof value === "function" && "kind" in value && "spec" in value && "revive" in value;
}

const needed = ["build", "args", "describe"] as const;
const may = ["reverse", "apply", "touches", "destroys", "reduce", "probe"] as const;

// deno-lint-ignore no-explicit-any -- a definition of any op
function checkDefinition(definition: OpDefinition<any, any>): void {
  const { kind, source, render } = definition;
  if (!isPluginKind(kind)) {
    throw bad(
      String(kind),
      `"${String(kind)}" is no kind; name it plugin:op, such as policies:create`,
    );
  }
  const problem = (what: string): RetortError => bad(kind, `the op "${kind}" ${what}`);
  for (const key of needed) {
    if (typeof definition[key] !== "function") throw problem(`needs a function ${key}`);
  }
  for (const key of may) {
    const given = definition[key] as unknown;
    if (given !== undefined && typeof given !== "function") {
      throw problem(`has a ${key} that is no function`);
    }
  }
  if (typeof source?.from !== "string" || !/^[\w$]+(?:\.[\w$]+)?$/.test(source.name ?? "")) {
    throw problem('needs source: { from: "@scope/plugin", name: "builder" }');
  }
  const renderers = Object.values(render ?? {});
  if (renderers.length === 0 || renderers.some((item) => typeof item !== "function")) {
    throw problem("needs render: { <dialect>: (op, cx) => [sql`…`] }, with at least one dialect");
  }
}

/** Whether a word is the kind of a plugin's op. */
export function isPluginKind(kind: unknown): kind is PluginKind {
  return typeof kind === "string" && /^[a-z][\w-]*:[a-z][\w-]*$/i.test(kind);
}

/** Where data holds what JSON would lose; `undefined` where it doesn't. */
function notJson(value: unknown, at: string): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "string" || typeof value === "boolean") return undefined;
  const place = at === "" ? "it" : at;
  if (typeof value === "number") {
    return Number.isFinite(value) ? undefined : `${place} is ${value}`;
  }
  if (typeof value !== "object") return `${place} is a ${typeof value}`;
  const isPlain = Array.isArray(value) ||
    [Object.prototype, null].includes(Object.getPrototypeOf(value));
  if (!isPlain) return `${place} is a ${value.constructor?.name ?? "strange object"}`;
  for (const [key, item] of Object.entries(value)) {
    const found = notJson(item, at === "" ? key : `${at}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function bad(kind: string, problem: string): RetortError {
  const [plugin = ""] = kind.split(":");
  return new RetortError("plugin/bad-shape", { plugin, problem }) as RetortError;
}
