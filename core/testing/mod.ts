/**
 * The conformance suite: whether a dialect and its server do what retort relies on.
 *
 * It needs nothing but a dialect and a way to make empty databases, and gives its tests to whatever
 * runs tests: `node:test`, `Deno.test`, vitest.
 *
 * ```ts
 * import { reportText, runConformance } from "@retort/core/testing";
 * import { sqlite } from "@retort/sqlite";
 *
 * async function fresh() {
 *   const file = await Deno.makeTempFile({ suffix: ".db" });
 *   return { url: `sqlite:${file}`, close: () => Deno.remove(file) };
 * }
 * const only = { resume: "takes long", lock: "takes long", ops: "takes long", diff: "takes long" };
 * const report = await runConformance({ dialect: sqlite, fresh, skip: only, seeds: [1] });
 * report.ok; // true
 * reportText(report); // "ok      errors: a statement that fails says …"
 * ```
 *
 * @module
 */
export { type Live, type OpsOn, runOps } from "./execute.ts";
export type { ConformanceOptions, FreshDatabase, OpCase } from "./ground.ts";
export {
  type ConformanceReport,
  type ConformanceResult,
  reportText,
  runConformance,
} from "./report.ts";
export { conformance, type ConformanceTest } from "./suite.ts";
