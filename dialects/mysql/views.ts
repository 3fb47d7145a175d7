/**
 * Views, where MariaDB and MySQL differ from standard SQL.
 *
 * @module
 */
import { createViewSql, plainView, unsupported, viewFor, viewOps as standard } from "@retort/ansi";
import type { RenderTable } from "@retort/core/dialect";
import type { View } from "@retort/core/schema";
import { checkedOptions, isMariaDb, wordOption } from "./flavour.ts";
import { parts } from "./parts.ts";

/** The renderers of the ops on views. */
export const viewOps: Pick<RenderTable, "createView" | "replaceView" | "dropView"> = {
  ...standard(parts),
  replaceView({ view }, { names }) {
    const found = viewFor(plainView(parts, view), names);
    return [{
      sql: withTraits(createViewSql(parts, found, { orReplace: true }), found, names),
      cost: "catalog",
    }];
  },
  createView({ view, ifNotExists }, { names }) {
    if (ifNotExists && !isMariaDb(names)) {
      const what = `create view "${view.name}" if it does not exist`;
      unsupported("mysql", what, "leave ifNotExists away, or use op.replaceView");
    }
    const found = viewFor(plainView(parts, view), names);
    const sql = createViewSql(parts, found, { ifNotExists });
    return [{ sql: withTraits(sql, found, names), cost: "catalog" }];
  },
};

/** The statement with what the options of a view say, in front of the word VIEW. */
function withTraits(text: string, view: View, names: readonly string[]): string {
  const what = `view "${view.name}"`;
  const { algorithm, security } = checkedOptions(view, ["algorithm", "security"], { names, what });
  const said = [
    ["ALGORITHM =", wordOption(algorithm, { names, option: "algorithm" })],
    ["SQL SECURITY", wordOption(security, { names, option: "security" })],
  ].flatMap(([word, value]) => value === undefined ? [] : [`${word} ${value.toUpperCase()} `]);
  return text.replace(/^CREATE (?:OR REPLACE )?/, (start) => start + said.join(""));
}
