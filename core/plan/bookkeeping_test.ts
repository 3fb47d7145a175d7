import assert from "node:assert/strict";
import { bookkeepingOf } from "./bookkeeping.ts";
import { stampWrite } from "./history.ts";

Deno.test("stampWrite() records the rows after the stamp, and no revision where there are none", () => {
  const tables = bookkeepingOf({ versionTable: "retort_version" });
  const at = new Date(0);
  const valuesOf = (after: readonly string[]): readonly unknown[] =>
    stampWrite(tables, { after, at, tool: "t" }).sql
      .flatMap((part) => typeof part === "object" && "value" in part ? [part.value] : []);
  const date = "1970-01-01T00:00:00.000Z";
  assert.deepEqual(valuesOf([]), ["stamped", "stamp", date, "t", ""]);
  assert.deepEqual(valuesOf(["a", "b"]), ["stamped", "a, b", "stamp", date, "t", "a, b"]);
});
