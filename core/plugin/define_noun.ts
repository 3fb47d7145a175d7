/**
 * Nouns of plugins.
 *
 * @module
 */
import type { Noun } from "../dialect/noun.ts";
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
  return Object.freeze(noun) as Noun;
}
