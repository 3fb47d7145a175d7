/**
 * Views, where Oracle differs from standard SQL: they can be materialized.
 *
 * @module
 */
import { createViewSql, dropViewSql, viewFor } from "@retort/ansi";
import type { RenderTable, Statement } from "@retort/core/dialect";
import { findObject, tableKey, type View } from "@retort/core/schema";
import { errorNumbers, parts, unlessError } from "./parts.ts";

/** The number of the error that means that there is no such materialized view. */
const missing = [12003, 942];

/** The renderers of the ops on views. */
export const viewOps: Pick<RenderTable, "createView" | "replaceView" | "dropView"> = {
  createView(op, { names }) {
    const statement = catalog(createViewSql(parts, viewFor(op.view, names)));
    return [op.ifNotExists ? unlessError(statement, errorNumbers.taken) : statement];
  },
  replaceView(op, { names, before }) {
    const view = viewFor(op.view, names);
    if (!view.materialized) return [catalog(createViewSql(parts, view, { orReplace: true }))];
    const known = findObject(before, "views", tableKey(view)) !== undefined;
    return [drop(view, !known), catalog(createViewSql(parts, view))];
  },
  dropView: ({ ifExists = false, ...view }) => [drop(view, ifExists)],
};

function drop(
  view: Pick<View, "name" | "schema" | "materialized">,
  ifExists: boolean,
): Statement {
  const statement = catalog(dropViewSql(parts, view));
  return ifExists ? unlessError(statement, missing) : statement;
}

function catalog(sql: string): Statement {
  return { sql, cost: "catalog" };
}
