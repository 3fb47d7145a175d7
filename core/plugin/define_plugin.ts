/**
 * Plugins: what a package or a project adds to retort, as plain data.
 *
 * @module
 */
import type { RevisedOps, RevisionDraft } from "../commands/environment.ts";
import type { Noun } from "../dialect/noun.ts";
import type { Comparator } from "../diff/mod.ts";
import { RetortError } from "../errors/mod.ts";
import { similar } from "../graph/similar.ts";
import type { RunHooks } from "../run/hooks.ts";
import { isPluginNoun } from "../schema/mod.ts";
import type { ItemRenderer } from "../source/mod.ts";
import type { PluginCommand } from "./command.ts";
import { type AnyOpBuilder, isOpBuilder } from "./define_op.ts";
import type { PostWriteHook } from "./post_write.ts";
import { isSchemaSource, type SchemaSource } from "./source.ts";

/** What a plugin brings; everything but the name may be left out. */
export interface PluginParts {
  /** Its name, in front of what it brings: `policies`. */
  readonly name: string;
  /** The builders of its ops, so that ops which the history kept can be read again. */
  readonly ops?: readonly AnyOpBuilder[];
  /** The kinds of objects that it reads from databases, compares and declares. */
  readonly nouns?: readonly Noun[];
  /** Comparators beside those of its nouns; `comparators` of env.ts chooses by their names. */
  readonly comparators?: readonly Comparator[];
  /** Gives code of its own for what autogenerate writes; that of env.ts comes before it. */
  readonly renderItem?: ItemRenderer;
  /** Rewrites what autogenerate has found; that of env.ts comes after it. */
  readonly processRevision?: (draft: RevisionDraft) => RevisedOps | undefined;
  /** Models of other tools; they are joined with `metadata` of env.ts. */
  readonly sources?: readonly SchemaSource[];
  /** What is called before and after a run, a revision, a statement. */
  readonly hooks?: RunHooks;
  /** Post-write hooks; `post_write_hooks` in retort.ini names them as `plugin:hook`. */
  readonly postWrite?: Readonly<Record<string, PostWriteHook>>;
  /** Commands of the command line: `retort NAME …`. */
  readonly commands?: Readonly<Record<string, PluginCommand>>;
}

/** The key under which a plugin says that it is one, whichever copy of this package made it. */
export const pluginBrand: unique symbol = Symbol.for("retort.plugin") as never;

/** A plugin, as `plugins` of env.ts and of `migrate()` take it. */
export interface Plugin extends PluginParts {
  /** The version of the interface that it was made for. */
  readonly [pluginBrand]: 1;
}

/** What a check finds wrong; `undefined` for nothing. */
type Check = (value: never, plugin: string) => string | undefined;

const checks: { readonly [K in Exclude<keyof PluginParts, "name">]-?: Check } = {
  ops: (ops: readonly unknown[], plugin) =>
    listOf(ops, "ops", (op) => {
      if (!isOpBuilder(op)) return "is nothing that defineOp() made";
      return ownName(op.kind, plugin);
    }),
  nouns: (nouns: readonly Noun[], plugin) =>
    listOf(nouns, "nouns", (noun) => {
      const { noun: name } = (noun ?? {}) as Partial<Noun>;
      return isPluginNoun(name) ? ownName(name, plugin) : "is nothing that defineNoun() made";
    }),
  comparators: (items: readonly unknown[]) =>
    listOf(items, "comparators", (item) => {
      const { name, compare } = (item ?? {}) as Partial<Comparator>;
      const fits = typeof name === "string" && name !== "" && typeof compare === "function";
      return fits ? undefined : "needs a name and a function compare";
    }),
  renderItem: isFunction,
  processRevision: isFunction,
  sources: (items: readonly unknown[]) =>
    listOf(items, "sources", (item) => {
      return isSchemaSource(item)
        ? undefined
        : "needs a name and a function load; see defineSource()";
    }),
  hooks: (hooks: object) => functions(hooks, hookNames),
  postWrite: (hooks: object) => functions(hooks),
  commands: (commands: object) =>
    recordOf(commands, (command, name) => {
      if (!/^[a-z][a-z0-9-]*$/.test(name)) return "is no name; a-z, digits and - make one";
      const { summary, run } = (command ?? {}) as Partial<PluginCommand>;
      const fits = typeof summary === "string" && typeof run === "function";
      return fits ? undefined : "needs a summary and a function run";
    }),
};

const hookNames: readonly (keyof RunHooks)[] = [
  "beforeRun",
  "afterRun",
  "beforeRevision",
  "afterRevision",
  "beforeStatement",
  "afterStatement",
];

/**
 * Defines a plugin: checked, frozen, plain data that env.ts lists under `plugins`.
 *
 * ```ts
 * import { defineEnvironment } from "@retort/core";
 * import { definePlugin } from "@retort/core/plugin";
 *
 * const seen: string[] = [];
 * const audit = definePlugin({
 *   name: "audit",
 *   hooks: {
 *     afterRevision: ({ revision, direction }) => void seen.push(`${direction} ${revision.id}`),
 *   },
 * });
 *
 * export default defineEnvironment({ plugins: [audit] });
 * ```
 *
 * @throws {RetortError} `plugin/bad-shape`, saying what to change.
 */
export function definePlugin(parts: PluginParts): Plugin {
  const { name } = parts;
  if (typeof name !== "string" || !/^[a-z][a-z0-9_-]*$/.test(name)) {
    throw bad(String(name), "its name must be of a-z, digits, - and _, beginning with a letter");
  }
  for (const [key, value] of Object.entries(parts)) {
    if (key === "name" || value === undefined) continue;
    if (!Object.hasOwn(checks, key)) throw bad(name, unknownKey(key, Object.keys(checks)));
    const found = checks[key as keyof typeof checks](value as never, name);
    if (found !== undefined) throw bad(name, `${key} ${found}`);
  }
  return Object.freeze({ ...parts, [pluginBrand]: 1 as const });
}

/** Whether a value is a plugin, also of another copy of this package. */
export function isPlugin(value: unknown): value is Plugin {
  return typeof value === "object" && value !== null && pluginBrand in value;
}

function bad(plugin: string, problem: string): RetortError {
  return new RetortError("plugin/bad-shape", { plugin, problem }) as RetortError;
}

function unknownKey(key: string, known: readonly string[]): string {
  const [guess] = similar(key, known);
  return `"${key}" is unknown${guess === undefined ? "" : `; did you mean "${guess}"`}`;
}

function ownName(name: string, plugin: string): string | undefined {
  if (name.startsWith(`${plugin}:`)) return undefined;
  return `is called "${name}"; begin it with the plugin's name: "${plugin}:…"`;
}

function isFunction(value: unknown): string | undefined {
  return typeof value === "function" ? undefined : "must be a function";
}

function listOf(
  items: unknown,
  noun: string,
  check: (item: unknown) => string | undefined,
): string | undefined {
  if (!Array.isArray(items)) return `must be an array of ${noun}`;
  return items.flatMap((item: unknown, index) => {
    const found = check(item);
    return found === undefined ? [] : [`${index + 1} ${found}`];
  })[0];
}

function recordOf(
  items: unknown,
  check: (item: unknown, name: string) => string | undefined,
): string | undefined {
  if (typeof items !== "object" || items === null || Array.isArray(items)) {
    return "must be an object";
  }
  return Object.entries(items).flatMap(([name, item]) => {
    const found = check(item, name);
    return found === undefined ? [] : [`"${name}" ${found}`];
  })[0];
}

function functions(items: unknown, known?: readonly string[]): string | undefined {
  return recordOf(items, (item, name) => {
    if (known && !known.includes(name)) return unknownKey(name, known).replace(/^"[^"]*" /, "");
    return isFunction(item);
  });
}
