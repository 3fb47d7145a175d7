import assert from "node:assert/strict";
import { canonicalExpression, mentions, renameInExpression, unqualify } from "./expressions.ts";

Deno.test("canonicalExpression() has one spelling for what means the same", () => {
  const same: readonly (readonly [string, string])[] = [
    ["((age>0))", "age > 0"],
    ['"age"   <> -  1 -- not minus one', "age <> -1"],
    ["LOWER ( [email] )", "lower(email)"],
    ["a == 1 AND b!=2", "a = 1 and b <> 2"],
    ["x IN(1,2)", "x in (1, 2)"],
    ["(a) + (b)", "(a) + (b)"],
    ["'It''s' || X'AB'", "'It''s' || X'ab'"],
    ["`select` is not null", '"select" is not null'],
    ["a - -b", "a - -b"],
    ["case when a then 1 else-1 end", "case when a then 1 else -1 end"],
    ["t . a", "t.a"],
    ["CAST(a AS integer)", "cast (a as integer)"],
  ];
  for (const [text, wanted] of same) {
    assert.equal(canonicalExpression(text), wanted);
    assert.equal(canonicalExpression(wanted), wanted);
  }
});

Deno.test("mentions() knows columns from strings, functions and qualifiers", () => {
  assert.equal(mentions("lower(Name) = 'x'", "name"), true);
  assert.equal(mentions("t.name > 1", "name"), true);
  assert.equal(mentions("'name' = x and name(1) and a collate name", "name"), false);
  assert.equal(mentions("name.x = 1", "name"), false);
});

Deno.test("renameInExpression() renames columns and nothing else", () => {
  assert.equal(
    renameInExpression("a(a) + 'a' + t.\"a\"", "a", "b c"),
    'a("b c") + \'a\' + t."b c"',
  );
});

Deno.test("unqualify() takes the table away from its columns", () => {
  assert.equal(
    unqualify('users.age > 1 and "Users" . b < others.c', "users"),
    "age > 1 and   b < others.c",
  );
});
