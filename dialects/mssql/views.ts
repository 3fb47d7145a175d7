/**
 * Views, where SQL Server differs from standard SQL.
 *
 * @module
 */
import { createViewSql, plainView, viewFor, viewOps as standard } from "@retort/ansi";
import type { RenderTable } from "@retort/core/dialect";
import { objectText, parts } from "./parts.ts";
import { writer } from "./writer.ts";

/** The renderers of the ops on views. */
export const viewOps: Pick<RenderTable, "createView" | "replaceView" | "dropView"> = {
  ...standard(parts),
  createView(op, cx) {
    const text = createViewSql(parts, viewFor(plainView(parts, op.view), cx.names));
    if (!op.ifNotExists) return [{ sql: text, cost: "catalog" }];
    // CREATE VIEW must stand at the start of a batch, so that one behind an IF needs its own.
    const guard = `IF OBJECT_ID(${objectText(op.view)}, 'V') IS NULL`;
    return [{ sql: `${guard}\n  EXEC(${writer.literal(text)})`, cost: "catalog" }];
  },
  replaceView(op, cx) {
    const text = createViewSql(parts, viewFor(plainView(parts, op.view), cx.names));
    return [{ sql: text.replace(/^CREATE\b/, "CREATE OR ALTER"), cost: "catalog" }];
  },
};
