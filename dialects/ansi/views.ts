/**
 * Views in standard SQL.
 *
 * @module
 */
import type { RenderTable, Statement } from "@retort/core/dialect";
import { variantOf } from "@retort/core/ops";
import { findObject, tableKey, type View } from "@retort/core/schema";
import { type Parts, unsupported, words } from "./parts.ts";

/** How {@link createViewSql} begins. */
export interface ViewText {
  /** Says `OR REPLACE`. */
  readonly orReplace?: boolean;
  /** Says `IF NOT EXISTS`. */
  readonly ifNotExists?: boolean | undefined;
  /** What stands before `AS`. */
  readonly suffix?: string;
}

/** A view with the query for a database instead of its standard one. */
export function viewFor(view: View, names: readonly string[]): View {
  return { ...view, query: variantOf(view.query, view.on, names) };
}

/** `CREATE VIEW …`, or `CREATE MATERIALIZED VIEW …` for dialects that have them. */
export function createViewSql(parts: Parts, view: View, text: ViewText = {}): string {
  const { writer } = parts;
  const { columns = [] } = view;
  const query = writer.text(view.query).trim().replace(/;$/, "");
  const start = words(
    "CREATE",
    text.orReplace && "OR REPLACE",
    view.materialized && "MATERIALIZED",
    "VIEW",
    text.ifNotExists && "IF NOT EXISTS",
    writer.table(view),
    columns.length > 0 && `(${writer.names(columns)})`,
    text.suffix,
  );
  return `${start} AS\n${query}`;
}

/** `DROP VIEW …`, or `DROP MATERIALIZED VIEW …`. */
export function dropViewSql(
  { writer }: Parts,
  view: Pick<View, "name" | "schema" | "materialized"> & { readonly ifExists?: boolean },
): string {
  const exists = view.ifExists && "IF EXISTS";
  return words("DROP", view.materialized && "MATERIALIZED", "VIEW", exists, writer.table(view));
}

/** Refuses a materialized view, which is no standard. */
export function plainView<V extends Pick<View, "name" | "materialized">>(parts: Parts, view: V): V {
  if (!view.materialized) return view;
  const what = `keep the rows of view "${view.name}"`;
  return unsupported(parts.dialect, what, "leave materialized away, or fill a table of its own");
}

/** Renderers of the ops on views. */
export function viewOps(
  parts: Parts,
): Pick<RenderTable, "createView" | "replaceView" | "dropView"> {
  const catalog = (sql: string): Statement => ({ sql, cost: "catalog" });
  return {
    createView(op, cx) {
      const view = viewFor(plainView(parts, op.view), cx.names);
      return [catalog(createViewSql(parts, view, { ifNotExists: op.ifNotExists }))];
    },
    replaceView(op, cx) {
      const view = viewFor(plainView(parts, op.view), cx.names);
      if (parts.orReplace?.includes("view")) {
        return [catalog(createViewSql(parts, view, { orReplace: true }))];
      }
      const known = findObject(cx.before, "views", tableKey(view)) !== undefined;
      return [
        catalog(dropViewSql(parts, known ? view : { ...view, ifExists: true })),
        catalog(createViewSql(parts, view)),
      ];
    },
    dropView: (op) => [catalog(dropViewSql(parts, plainView(parts, op)))],
  };
}
