/**
 * Raw SQL, where PostgreSQL differs: some statements can't run in a transaction.
 *
 * @module
 */
import type { RenderTable } from "@retort/core/dialect";
import { statements, variant } from "@retort/core/ops";
import { writer } from "./writer.ts";

const forbidden =
  /^(?:VACUUM|ALTER\s+SYSTEM|(?:CREATE|DROP)\s+(?:DATABASE|TABLESPACE|SUBSCRIPTION)|(?:CREATE\s+(?:UNIQUE\s+)?INDEX|DROP\s+INDEX|REINDEX\s+(?:\([^)]*\)\s*)?\w+)\s+CONCURRENTLY)\b/i;

/** Whether the server refuses a statement inside a transaction. */
export function isForbidden(statement: string): boolean {
  return forbidden.test(statement);
}

/** The renderers of the ops on rows. */
export const dataOps: Pick<RenderTable, "execute"> = {
  execute(op, cx) {
    const text = writer.text(variant(op, cx.names));
    const items = statements(text);
    if (!items.some(isForbidden)) return [{ sql: text, cost: "unknown" }];
    // Several statements in one message are a transaction, so each is sent by itself.
    return items.map((sql) => ({
      sql,
      cost: "unknown",
      ...(isForbidden(sql) ? { transaction: "forbidden" } : {}),
    }));
  },
};
