/**
 * What SQLite says of rows before a run.
 *
 * @module
 */
import type { Preflight } from "@retort/core/dialect";

/** SQLite keeps any value in any column, so a change of type refuses none. */
export const preflight: Preflight = {
  async readOnly(db, work) {
    await db.execute({ sql: "PRAGMA query_only = ON" });
    try {
      // Not a transaction of the connection, which would keep writers out from its beginning.
      await db.execute({ sql: "BEGIN" });
      return await work();
    } finally {
      if (db.inTransaction) await db.execute({ sql: "ROLLBACK" });
      await db.execute({ sql: "PRAGMA query_only = OFF" });
    }
  },
  conversion: () => ({ kind: "all" }),
  needsValue: () => true,
};
