/**
 * Views, where PostgreSQL differs: materialized ones, and no IF NOT EXISTS for others.
 *
 * @module
 */
import { createViewSql, dropViewSql, viewFor } from "@retort/ansi";
import type { RenderTable, Statement } from "@retort/core/dialect";
import { findObject, tableKey } from "@retort/core/schema";
import { unlessThere } from "./blocks.ts";
import { own, parts, storageText } from "./parts.ts";

const catalog = (sql: string): Statement => ({ sql, cost: "catalog" });

/** The renderers of the ops on views. */
export const viewOps: Pick<RenderTable, "createView" | "replaceView" | "dropView"> = {
  createView(op, cx) {
    const view = viewFor(op.view, cx.names);
    const suffix = storageText(own(view)["with"]);
    if (view.materialized) {
      const sql = createViewSql(parts, view, { ifNotExists: op.ifNotExists, suffix });
      return [{ sql, cost: "scan" }];
    }
    const create = createViewSql(parts, view, { suffix });
    return [catalog(op.ifNotExists ? unlessThere(create, "duplicate_table") : create)];
  },
  replaceView(op, cx) {
    const view = viewFor(op.view, cx.names);
    const old = findObject(cx.before, "views", tableKey(view));
    const { name, schema, materialized } = old ?? view;
    const gone = {
      name,
      ...(schema === undefined ? {} : { schema }),
      ...(materialized ? { materialized } : {}),
      ...(old ? {} : { ifExists: true }),
    };
    // OR REPLACE can't take columns away, so it could not go back.
    const suffix = storageText(own(view)["with"]);
    return [catalog(dropViewSql(parts, gone)), catalog(createViewSql(parts, view, { suffix }))];
  },
  dropView: (op) => [catalog(dropViewSql(parts, op))],
};
