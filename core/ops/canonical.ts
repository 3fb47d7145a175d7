/**
 * The fingerprint of ops.
 *
 * @module
 */
import { stableJson } from "../schema/data.ts";
import { hash64 } from "../schema/hash.ts";
import type { Op } from "./mod.ts";

/**
 * The fingerprint of ops, such as `v1:9f0c…`: what a revision does, however it is written. Functions
 * of `op.run` are not data and leave no trace.
 */
export function opsHash(ops: readonly Op[]): string {
  return canonicalOps(ops).hash;
}

/** Ops as canonical JSON, and the fingerprint of it. */
export function canonicalOps(ops: readonly Op[]): { readonly text: string; readonly hash: string } {
  const text = stableJson(ops);
  return { text, hash: `v1:${hash64(text)}` };
}
