import assert from "node:assert/strict";
import { isRetortError } from "@retort/core/errors";
import { expand } from "./expand.ts";

const values: Readonly<Record<string, string>> = { USER: "ada", EMPTY: "", TRICKY: "$&${USER}" };
const options = {
  path: "x.ini",
  key: "url",
  place: { file: "x.ini", line: 3 },
  variable: (name: string): string | undefined => values[name],
};

Deno.test("expand() fills in variables once", () => {
  assert.equal(expand("a:${USER}@${EMPTY}|${TRICKY}", options), "a:ada@|$&${USER}");
});

Deno.test("expand() uses defaults for what is unset or empty", () => {
  assert.equal(expand("${NO:-x:y}${EMPTY:-z}${USER:-no}${NO:-}", options), "x:yzada");
});

Deno.test("expand() leaves other dollars and escaped ones", () => {
  assert.equal(expand("$USER $5 100% $${USER} }", options), "$USER $5 100% ${USER} }");
});

Deno.test("expand() names the variable that is not set", () => {
  assert.throws(() => expand("${NO}", options), (error) => {
    assert.ok(isRetortError(error));
    assert.deepEqual(error.data, { path: "x.ini", variable: "NO" });
    assert.deepEqual(error.place, options.place);
    return true;
  });
});

Deno.test("expand() refuses what begins like a variable", () => {
  for (const value of ["${", "${1}", "pa${ss"]) {
    assert.throws(() => expand(value, options), { code: "config/bad-value" });
  }
});
