import assert from "node:assert/strict";
import { RetortError } from "@retort/core/errors";
import { errorText } from "./error.ts";
import { codeFrame, sqlFrame } from "./frame.ts";
import { errorJson } from "./json.ts";
import { styleFor } from "./style.ts";

Deno.test("errorText() shows code, place, frame and the next step", () => {
  const error = new RetortError(
    "config/unset-variable",
    { path: "retort.ini", variable: "DB" },
    { place: { file: "retort.ini", line: 2, column: 3 } },
  );
  const text = errorText(error, { read: () => "[retort]\nurl = ${DB}\n" });
  assert.equal(
    text,
    "error[config/unset-variable]: retort.ini uses ${DB}, which is not set\n" +
      "  at retort.ini:2:3\n" +
      "    2 | url = ${DB}\n" +
      "          ^\n" +
      "next: set DB, or write ${DB:-default}\n",
  );
});

Deno.test("errorText() does without a file that can't be read", () => {
  const error = new RetortError("source/no-revision", { path: "x.ts" }, {
    place: { file: "x.ts", line: 9 },
  });
  assert.match(errorText(error, { read: () => undefined }), /revision it is\n {2}at x\.ts:9\nnext/);
});

Deno.test("errorText() marks the server's position in the SQL", () => {
  const sql = "CREATE TABLE t (\n  id int,\n  id int\n)";
  const error = new RetortError("database/statement-failed", {
    sql,
    problem: "duplicate column",
    position: sql.lastIndexOf("id"),
  });
  assert.match(errorText(error), / {6}id int\n {6}\^\n {4}\)/);
});

Deno.test("codeFrame() keeps the caret in place in long lines", () => {
  const frame = codeFrame(`${"a".repeat(300)}!${"b".repeat(300)}`, 1, 301).split("\n");
  assert.equal(frame[0]?.[frame[1]?.indexOf("^") ?? 0], "!");
  assert.ok((frame[0]?.length ?? 999) < 120);
});

Deno.test("sqlFrame() marks the end as well", () => {
  assert.equal(sqlFrame("select", 6), "select\n      ^");
  assert.equal(sqlFrame("select", 99), "select\n      ^");
  assert.equal(sqlFrame("select", undefined), "select");
});

Deno.test("errorJson() writes data that JSON does not know", () => {
  const error = new RetortError("database/violations", { what: "fk", rows: [{ id: 9n }] });
  const { error: found } = JSON.parse(errorJson(error));
  assert.deepEqual(found.data, { what: "fk", rows: [{ id: "9" }] });
  assert.equal(found.code, "database/violations");
});

Deno.test("styleFor() paints only where it shall", () => {
  assert.equal(styleFor(true).red("x"), "\x1b[31mx\x1b[39m");
  assert.equal(styleFor(false).red("x"), "x");
});
