/**
 * Sessions over a database that an application has opened already.
 *
 * @module
 */
import type { Lender } from "@retort/core/dialect";
import { messageOf, RetortError } from "@retort/core/errors";
// deno-lint-ignore layering/imports -- a type only
import type { DatabaseSync } from "node:sqlite";

/**
 * Lends a database of `node:sqlite` that is open already to `migrate()`; it stays open. That is the way
 * to a database in memory which goes on being used.
 *
 * ```ts
 * import { integer, migrate, op } from "@retort/core";
 * import { fromSqlite, sqlite } from "@retort/sqlite";
 * import { DatabaseSync } from "node:sqlite";
 *
 * const upgrade = [op.createTable("users", { id: integer().primaryKey() })];
 * const revisions = [{ revision: "a1", downRevision: null, upgrade }];
 * const db = new DatabaseSync(":memory:");
 * await migrate({ connection: fromSqlite(db), dialect: sqlite, revisions });
 * db.exec("INSERT INTO users (id) VALUES (1)");
 * ```
 */
export function fromSqlite(db: DatabaseSync): Lender {
  return {
    async lend() {
      const { connectionOf } = await import("./driver.ts");
      const connection = opened(() => connectionOf(db));
      if (!connection.inTransaction) return connection;
      throw new RetortError("database/in-transaction", { target: connection.server.target });
    },
  };
}

/** One that was closed before says so with an error of its own. */
function opened<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const problem = messageOf(cause);
    const given = 'an open database of node:sqlite: fromSqlite(new DatabaseSync("app.db"))';
    const data = { target: "the database that was given", problem, given };
    throw new RetortError("database/cannot-open", data, { cause });
  }
}
