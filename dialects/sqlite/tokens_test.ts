import assert from "node:assert/strict";
import { isWord, tokenize } from "./tokens.ts";

const kinds = (text: string): readonly string[] =>
  tokenize(text).map((token) => `${token.kind} ${token.text}`);

Deno.test("tokenize() tells tokens apart by how they begin", () => {
  assert.deepEqual(kinds(`a "b""c" [d e] \`f\` 'g''h'`), [
    "word a",
    'name "b""c"',
    "name [d e]",
    "name `f`",
    "string 'g''h'",
  ]);
  assert.deepEqual(kinds("x'0f' X'' x'0g' xy"), [
    "blob x'0f'",
    "blob X''",
    "word x",
    "string '0g'",
    "word xy",
  ]);
  assert.deepEqual(kinds("1_0 .5 1.e3 0xFF . é_1 a.b"), [
    "number 1_0",
    "number .5",
    "number 1.e3",
    "number 0xFF",
    "symbol .",
    "word é_1",
    "word a",
    "symbol .",
    "word b",
  ]);
});

Deno.test("tokenize() leaves out blanks and comments, and takes what is not closed as symbols", () => {
  assert.deepEqual(kinds("a--b\n-c/*d*/ /e\t- -f"), [
    "word a",
    "symbol -",
    "word c",
    "symbol /",
    "word e",
    "symbol -",
    "symbol -",
    "word f",
  ]);
  assert.deepEqual(kinds("'a"), ["symbol '", "word a"]);
  assert.deepEqual(kinds("[a"), ["symbol [", "word a"]);
  assert.deepEqual(kinds("a ->> b || c"), [
    "word a",
    "symbol ->>",
    "word b",
    "symbol ||",
    "word c",
  ]);
});

Deno.test("isWord() takes keywords in any case, and no quoted name for one", () => {
  const [plain, quoted, longer] = tokenize('Desc "DESC" described');
  assert.ok(isWord(plain, "DESC"));
  assert.ok(!isWord(quoted, "DESC"));
  assert.ok(!isWord(longer, "DESC"));
});
