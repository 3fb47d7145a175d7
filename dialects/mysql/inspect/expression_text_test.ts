import assert from "node:assert/strict";
import { definitionText, expressionText } from "./expression_text.ts";

Deno.test("expressionText() leaves MariaDB's words alone", () => {
  assert.equal(expressionText("a = 'it\\'s'", true), "a = 'it\\'s'");
});

Deno.test("expressionText() takes MySQL's escapes and bytes back", () => {
  const shown = String.raw`concat(_utf8mb4\'it\\\'s \\\\ \xc3\xa9\',_latin1\'x\')`
    .replaceAll(/\\x(..)/g, (_all, digits) => String.fromCharCode(Number.parseInt(digits, 16)));
  assert.equal(expressionText(shown, false), String.raw`concat('it\'s \\ é','x')`);
  assert.equal(expressionText("a = \\'€ é\\'", false), "a = '€ é'");
  assert.equal(expressionText("a = \\'\xe9\\'", false), "a = 'é'");
});

Deno.test("definitionText() drops the names of character sets, and none inside a string", () => {
  assert.equal(definitionText("a = _utf8mb4'_utf8mb4''x'", false), "a = '_utf8mb4''x'");
  assert.equal(definitionText("_utf8mb4 = 'x'", false), "_utf8mb4 = 'x'");
});
