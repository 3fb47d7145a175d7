/**
 * Groups of ops of which something is kept or given back.
 *
 * @module
 */
import { flat } from "../ops/mod.ts";
import type { IndexedOp, Migration } from "../plan/mod.ts";
import type { GroupRun } from "./group.ts";
import type { RunOps } from "./keep_run.ts";
import { guardLosses } from "./loss.ts";
import type { StepRun } from "./step.ts";

/** Whether all ops of a group are claimed, so that a look at the database tells how far it is. */
export async function isClaimed(
  items: readonly IndexedOp[],
  migration: Migration,
  { keeping }: Pick<StepRun, "keeping">,
): Promise<boolean> {
  for (const { op } of flatItems(items)) {
    if (!await keeping.claim(op, migration)) return false;
  }
  return items.length > 0;
}

function flatItems(items: readonly IndexedOp[]): readonly IndexedOp[] {
  return items.flatMap(({ op, index }) => flat([op]).map((item) => ({ op: item, index })));
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
  const items = flatItems(group);
  const claims = await Promise.all(items.map(({ op }) => keeping.claim(op, migration)));
  if (!claims.some((claim) => claim !== undefined)) return false;
  for (const [at, { op, index }] of items.entries()) {
    // What came before it may have changed what there is to keep.
    const claim = await keeping.claim(op, migration);
    if (claim) {
      const later = items.slice(at + 1).filter((item) => item.index === index);
      const rest = [...later.map((item) => item.op), ...migration.ops.slice(index + 1)];
      await keeping.act(claim, rest, run);
    } else {
      await guardLosses(session, [op], losses);
      await run([op]);
    }
  }
  progress.done = 0;
  return true;
}
