/**
 * Ops as one text: equal ops give equal texts, whatever order their keys are in.
 *
 * @module
 */
import { hash64 } from "../schema/hash.ts";
import type { Op } from "./mod.ts";

/**
 * The canonical JSON of a value of data: keys sorted, nothing that is not given. Functions of
 * `op.run` are not data and leave no trace.
 *
 * ```ts
 * import { canonicalJson } from "@retort/core/ops";
 *
 * canonicalJson({ b: 1, a: undefined, c: [true] }); // '{"b":1,"c":[true]}'
 * ```
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  if (value instanceof Map) return canonicalJson([...value]);
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const given = Object.entries(value).filter(([, item]) =>
    item !== undefined && typeof item !== "function"
  );
  const items = given.toSorted(([a], [b]) => a < b ? -1 : 1)
    .map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`);
  return `{${items.join()}}`;
}

/** The fingerprint of ops, such as `v1:9f0c…`: what a revision does, however it is written. */
export function opsHash(ops: readonly Op[]): string {
  return `v1:${hash64(canonicalJson(ops))}`;
}
