/**
 * What the suite takes, for callers without types.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { similar } from "../graph/similar.ts";
import * as shape from "../run/options.ts";
import type { ConformanceOptions } from "./ground.ts";

const isList = (what: string): shape.OptionShape => ({ is: Array.isArray, what });

const shapes: shape.OptionShapes<ConformanceOptions> = {
  dialect: shape.dialect,
  fresh: {
    ...shape.callable,
    what: "a function that makes an empty database: { url, close }",
    needed: true,
  },
  connect: shape.callable,
  skip: { ...shape.record, what: "an object of reasons, by the names of tests or groups" },
  seeds: isList("an array of numbers"),
  types: isList("an array of types"),
  cases: { is: shape.isObject, what: "an object of cases, by kinds of ops" },
};

/**
 * Refuses what the suite cannot use.
 *
 * @throws {RetortError} `config/bad-option`.
 */
export function checkConformance(options: ConformanceOptions): void {
  shape.checkOptions("the conformance suite", options, shapes);
}

/**
 * Refuses to leave out what there is not.
 *
 * @throws {RetortError} `config/bad-option`.
 */
export function checkSkip(
  { skip = {} }: Pick<ConformanceOptions, "skip">,
  known: readonly string[],
): void {
  const unknown = Object.keys(skip).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new RetortError("config/bad-option", {
    call: "the conformance suite",
    option: "skip",
    problem: `"skip" names no test and no group: "${unknown}"`,
    similar: similar(unknown, known),
  });
}
