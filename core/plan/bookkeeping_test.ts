import assert from "node:assert/strict";
import { bookkeepingOf, stampWrite } from "./bookkeeping.ts";

Deno.test("stampWrite() records the rows after the stamp, and null where there are none", () => {
  const tables = bookkeepingOf({ versionTable: "retort_version" });
  const at = new Date(0);
  const revisionOf = (after: readonly string[]): unknown => {
    const values = stampWrite(tables, { after, at, tool: "t" }).sql
      .flatMap((part) => typeof part === "object" && "value" in part ? [part.value] : []);
    return values[1];
  };
  assert.equal(revisionOf([]), null);
  assert.equal(revisionOf(["a", "b"]), "a, b");
});
