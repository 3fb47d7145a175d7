/**
 * What the history keeps of a revision that was applied.
 *
 * @module
 */
import { canonicalOps, type RevisionContext } from "../ops/mod.ts";
import { stableJson } from "../schema/data.ts";
import { sourceHash } from "../source/fingerprint.ts";
import type { AppliedRecord } from "./history.ts";
import type { Migration } from "./migration.ts";
import type { RevisionSet } from "./revisions.ts";

/** Longer texts are not kept, only their fingerprints. */
const longest = 1_000_000;

/** The record of an upgrade; a downgrade leaves none. */
export function recordOf(
  migration: Migration,
  set: RevisionSet,
  cx: RevisionContext,
): AppliedRecord | undefined {
  if (migration.step.direction === "down") return undefined;
  const { id } = migration.step.revision;
  const file = set.file(id);
  const mark = set.mark?.(id);
  const { text: ops, hash } = canonicalOps(migration.ops);
  return {
    opsHash: hash,
    told: toldText(cx),
    ...(ops.length > longest ? {} : { ops }),
    ...(mark === undefined ? {} : { sourceHash: mark.hash, file: lastOf(mark.file) }),
    ...(file === undefined ? {} : {
      sourceHash: sourceHash(file.text),
      file: lastOf(file.path),
      ...(file.text.length > longest ? {} : { source: file.text }),
    }),
  };
}

/** The name of a file alone. */
function lastOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** The record without its texts, which a script would be full of. */
export function shortRecord(record: AppliedRecord | undefined): AppliedRecord | undefined {
  if (record === undefined) return undefined;
  const { source: _source, ops: _ops, ...rest } = record;
  return rest;
}

/** What the ops depended on. */
function toldText({ dialect, flavour, x, database }: RevisionContext): string {
  return stableJson({
    dialect,
    flavour,
    database,
    x: Object.keys(x).length === 0 ? undefined : x,
  });
}

/** What a revision was told, to be told it again; `undefined` where it was not kept. */
export function contextOf(text: string | null): RevisionContext | undefined {
  if (text === null) return undefined;
  const told = JSON.parse(text) as Omit<RevisionContext, "offline">;
  return { ...told, x: told.x ?? {}, offline: false };
}
