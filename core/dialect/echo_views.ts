/**
 * Views in the server's own words, so that a view which no revision made is not taken for a change.
 *
 * @module
 */
import { emptySchema, same, type Schema, tableKey, type View } from "../schema/mod.ts";
import type { EchoSource } from "./echo.ts";
import { variantNames } from "./variants.ts";

/** What views are compared with. */
export interface ViewSides {
  /** What is there, normalised. */
  readonly live: Schema;
  /** What shall be, normalised. */
  readonly wanted: Schema;
  /** What the revisions made, normalised; views that they made are known by that. */
  readonly recorded?: Schema | undefined;
}

/** What shall be, with the views that are there already in the server's words for them. */
export async function echoViews(
  { dialect, db }: Pick<EchoSource, "dialect" | "db">,
  { live, wanted, recorded }: ViewSides,
): Promise<Schema> {
  const unsure = [...wanted.views ?? []].filter(([key, { query }]) => {
    const there = live.views?.get(key);
    return there !== undefined && !same(there.query, query) &&
      !same(recorded?.views?.get(key)?.query, query);
  });
  if (!dialect.echoViews || unsure.length === 0) return wanted;
  const answers = await dialect.echoViews(db, unsure.map(([, view]) => view));
  const given = new Map(answers.map((view): [string, View] => [tableKey(view), view]));
  const names = variantNames(dialect, db.server.flavour);
  const said = dialect.normalize({ ...emptySchema, views: given }, names).views;
  const views = new Map(wanted.views);
  for (const [key, view] of unsure) {
    const there = live.views?.get(key);
    if (there && same(there.query, said?.get(key)?.query)) {
      views.set(key, { ...view, query: there.query });
    }
  }
  return { ...wanted, views };
}
