/**
 * Views, where MariaDB and MySQL differ from standard SQL.
 *
 * @module
 */
import { createViewSql, plainView, unsupported, viewOps as standard } from "@retort/ansi";
import type { RenderTable } from "@retort/core/dialect";
import { isMariaDb } from "./flavour.ts";
import { parts } from "./parts.ts";

/** The renderers of the ops on views. */
export const viewOps: Pick<RenderTable, "createView" | "replaceView" | "dropView"> = {
  ...standard({ ...parts, orReplace: ["view"] }),
  createView({ view, ifNotExists }, { names }) {
    if (ifNotExists && !isMariaDb(names)) {
      const what = `create view "${view.name}" if it does not exist`;
      unsupported("mysql", what, "leave ifNotExists away, or use op.replaceView");
    }
    const sql = createViewSql(parts, plainView(parts, view), { ifNotExists });
    return [{ sql, cost: "catalog" }];
  },
};
