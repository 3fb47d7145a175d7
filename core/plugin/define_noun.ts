/**
 * Nouns of plugins.
 *
 * @module
 */
import type { Noun } from "../dialect/noun.ts";
import { called, isObject, maybe, type Wanted, wanted } from "../errors/called.ts";
import { RetortError } from "../errors/mod.ts";
import { isPluginNoun, type PluginObject } from "../schema/mod.ts";

/**
 * Defines a kind of object that retort reads, compares, declares and records for a plugin.
 *
 * @throws {RetortError} `plugin/bad-noun`, `plugin/bad-shape`.
 */
export function defineNoun<O extends PluginObject>(noun: Noun<O>): Noun {
  if (!isPluginNoun(noun.noun)) {
    throw new RetortError("plugin/bad-noun", { noun: String(noun.noun) });
  }
  const [plugin = ""] = noun.noun.split(":");
  const bad = (problem: string): RetortError =>
    new RetortError("plugin/bad-shape", { plugin, problem: `the noun "${noun.noun}" ${problem}` });
  for (const key of ["create", "drop"] as const) {
    if (typeof noun[key] !== "function") throw bad(`needs a function ${key}`);
  }
  const inspectors = Object.values(noun.inspect ?? {});
  if (inspectors.length === 0 || inspectors.some((item) => typeof item !== "function")) {
    throw bad("needs inspect: { <dialect>: async (db, scope) => […] }, with at least one dialect");
  }
  return Object.freeze(guarded(noun)) as Noun;
}

const anObject: Wanted = {
  words: "an object of the noun",
  fits: (value) => isObject(value) && "noun" in value && "name" in value && "data" in value,
};

/** The noun with functions whose mistakes are said to be theirs. */
function guarded<O extends PluginObject>(noun: Noun<O>): Noun<O> {
  const of = (key: string): string => `${key} of the noun "${noun.noun}"`;
  const { source } = noun;
  return {
    ...noun,
    create: (object) => called(of("create"), () => noun.create(object), wanted.op),
    drop: (object) => called(of("drop"), () => noun.drop(object), wanted.op),
    ...noun.alter && {
      alter: (from, to) => called(of("alter"), () => noun.alter?.(from, to) as never, wanted.ops),
    },
    ...noun.normalize && {
      normalize: (object, cx) =>
        called(of("normalize"), () => noun.normalize?.(object, cx), maybe(anObject)),
    },
    ...source && {
      source: {
        ...source,
        args: (object) => called(of("source.args"), () => source.args(object), wanted.list),
      },
    },
  };
}
