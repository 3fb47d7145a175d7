/**
 * Running a group of ops of which something is kept or given back.
 *
 * @module
 */
import { type SingleOp, singly } from "../ops/mod.ts";
import type { Migration } from "../plan/migration.ts";
import type { IndexedOp } from "../plan/render.ts";
import type { GroupRun } from "./group.ts";
import type { RunOps } from "./keep_run.ts";
import type { Keeping } from "./keeping.ts";
import { guardLosses } from "./loss.ts";

type Item = IndexedOp & SingleOp;

/** Whether all ops of a group are claimed, so that a look at the database tells how far it is. */
export async function isClaimed(
  group: readonly IndexedOp[],
  migration: Migration,
  keeping: Keeping,
): Promise<boolean> {
  for (const { op } of itemsOf(group)) {
    if (!await keeping.claim(op, migration)) return false;
  }
  return group.length > 0;
}

/** Runs a group of which something is kept or given back; false where nothing is. */
export async function runClaimed(
  group: readonly IndexedOp[],
  { migration, progress, run }: {
    readonly migration: Migration;
    readonly progress: GroupRun;
    readonly run: RunOps;
  },
): Promise<boolean> {
  const { keeping, session, losses, attempt } = progress.run;
  await keeping.refresh(attempt);
  const items = itemsOf(group);
  if (!await keeping.claimsAny(items.map(({ op }) => op), migration)) return false;
  for (const [at, { op, index, alone }] of items.entries()) {
    // What came before it may have changed what there is to keep.
    const claim = await keeping.claim(op, migration);
    if (claim) {
      const later = items.slice(at + 1).filter((item) => item.index === index);
      const rest = [...later.map((item) => item.op), ...migration.ops.slice(index + 1)];
      await keeping.act(claim, rest, run);
    } else {
      await guardLosses(session, [op], losses);
      await run([alone]);
    }
  }
  progress.done = 0;
  return true;
}

/** The ops of a group with those of batches in their place. */
function itemsOf(group: readonly IndexedOp[]): readonly Item[] {
  return group.flatMap(({ op, index }) => singly(op).map((item) => ({ ...item, index })));
}
