/**
 * Work during which a session waits for locks no longer than it may.
 *
 * @module
 */
import type { Connection, LockWaits } from "../dialect/mod.ts";

/** Does some work with the session's waits limited, in milliseconds, and gives it its own limit back. */
export async function limited<T>(
  waits: LockWaits,
  { db, ms }: { readonly db: Connection; readonly ms: number },
  work: () => Promise<T>,
): Promise<T> {
  const restore = await waits.limit(db, ms);
  try {
    return await work();
  } finally {
    // A connection that is gone has no settings.
    await restore().catch(() => {});
  }
}
