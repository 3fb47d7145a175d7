import assert from "node:assert/strict";
import { plainText, sql } from "@retort/core/schema";
import { renamedSql } from "./renames.ts";

function renamed(text: string): string | undefined {
  const found = renamedSql(sql.raw(text), { from: "side", to: "the edge" });
  return found && plainText(found);
}

Deno.test("renamedSql() gives a column its next name, and nothing else", () => {
  assert.equal(renamed("side > 0 AND `SIDE` <> 13"), "`the edge` > 0 AND `the edge` <> 13");
  assert.equal(renamed("side(side, 'side')"), "side(`the edge`, 'side')");
  assert.equal(renamed("aside > 0 and x = 'side'"), undefined);
});
