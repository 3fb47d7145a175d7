/**
 * Views from their definitions.
 *
 * @module
 */
import { compact, sql, type TableName, type View } from "@retort/core/schema";
import { closing, pieces, plainName } from "../sql_text.ts";
import type { ViewRow } from "./rows.ts";

/** A view. */
export function readView({ sql: text }: ViewRow, place: TableName): View {
  const all = pieces(text);
  const as = all.findIndex((piece) => piece.text === "AS");
  const open = all.slice(0, as).findIndex((piece) => piece.text === "(");
  const columns = open < 0
    ? undefined
    : all.slice(open + 1, closing(all, open)).map((piece) => piece.text)
      .filter((piece) => piece !== ",").map(plainName);
  const query = text.slice(all[as]?.end ?? 0).trim().replace(/;$/, "");
  return compact({ ...place, query: sql.raw(query), columns }) as View;
}
