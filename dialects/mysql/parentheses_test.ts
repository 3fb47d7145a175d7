import assert from "node:assert/strict";
import { withoutSpareParentheses } from "./parentheses.ts";
import { tokenize } from "./tokens.ts";

/** What is written, and what is left of it. */
const spare: Readonly<Record<string, string>> = {
  "((a * 2) + 1)": "a * 2 + 1",
  "((a + 2)) * 3": "(a + 2) * 3",
  "a - (b - c)": "a - (b - c)",
  "(a - b) - c": "a - b - c",
  "a and (b and c) or (d)": "a and b and c or d",
  "a and (b or c)": "a and (b or c)",
  "not (a > 0)": "not a > 0",
  "-(a + b)": "-(a + b)",
  "a between (b + 1) and (c and d)": "a between b + 1 and (c and d)",
  "(a between 1 and 2) and b": "a between 1 and 2 and b",
  "a in (1)": "a in (1)",
  "a not in (1, 2)": "a not in (1, 2)",
  "(a in (1, 2)) is null": "a in (1, 2) is null",
  "mod((a), 2)": "mod(a, 2)",
  "a mod (b + 1)": "a mod (b + 1)",
  "case when (a > 0) then (b) else ((c + 1)) end": "case when a > 0 then b else c + 1 end",
  "(case when a then b end) * 2": "case when a then b end * 2",
  "coalesce((a + 1), (b))": "coalesce(a + 1, b)",
  "exists (select 1)": "exists (select 1)",
  "(a collate utf8mb4_bin) = 'x'": "a collate utf8mb4_bin = 'x'",
};

const words = (text: string): readonly string[] => tokenize(text).map((token) => token.text);

Deno.test("withoutSpareParentheses() leaves out what says nothing", () => {
  for (const [given, wanted] of Object.entries(spare)) {
    const left = withoutSpareParentheses(tokenize(given)).map((token) => token.text);
    assert.deepEqual(left, words(wanted), given);
  }
});
