/**
 * Triggers, where PostgreSQL differs: their names belong to tables.
 *
 * @module
 */
import { tableOfOp } from "@retort/ansi";
import type { RenderTable } from "@retort/core/dialect";
import { writer } from "./writer.ts";

/** The renderers of the ops on triggers. */
export const triggerOps: Pick<RenderTable, "dropTrigger"> = {
  dropTrigger(op) {
    const exists = op.ifExists ? "IF EXISTS " : "";
    const table = writer.table(tableOfOp(op));
    return [{ sql: `DROP TRIGGER ${exists}${writer.name(op.name)} ON ${table}`, cost: "catalog" }];
  },
};
