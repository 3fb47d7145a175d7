import assert from "node:assert/strict";
import { normalize, wantsJson } from "./argv.ts";

const cases: readonly (readonly [string, string])[] = [
  ["upgrade head", "upgrade head"],
  ["downgrade -1", "downgrade -1"],
  ["history -r -3:current", "history -r -3:current"],
  ["-c a.ini -n dev -x k=v upgrade +1", "upgrade --config a.ini --name dev --x-arg k=v +1"],
  ["-ca.ini --url=sqlite:x --json -q heads", "heads --config a.ini --url sqlite:x --json --quiet"],
  ["upgrade head -xk=v -xflag", "upgrade head -x k=v -x flag"],
  ["revision -mfix --rev-id=a1", "revision -m fix --rev-id=a1"],
  ["revision --message=-fix -m-x", "revision --message=-fix -m=-x"],
  ["current -c", "current -c"],
  ["current -cv", "current -cv"],
  ["show -- -mx --a=b", "show -- -mx --a=b"],
  ["help", "--help"],
  ["help upgrade", "upgrade --help"],
  ["--help", "--help"],
  ["-c a.ini --help", "--help"],
  ["--version", "--version"],
  ["--wat upgrade", "--wat upgrade"],
  ["-c", ""],
];

for (const [given, wanted] of cases) {
  Deno.test(`normalize() takes ${given}`, () => {
    assert.deepEqual(normalize(given.split(" ")), wanted.split(" ").filter((part) => part !== ""));
  });
}

Deno.test("normalize() keeps empty values and line breaks", () => {
  assert.deepEqual(normalize(["revision", "--message=", "-m", "a\nb", "--message=c\nd"]), [
    "revision",
    "--message",
    "",
    "-m",
    "a\nb",
    "--message",
    "c\nd",
  ]);
});

Deno.test("wantsJson() looks only before --", () => {
  assert.equal(wantsJson(["heads", "--json"]), true);
  assert.equal(wantsJson(["show", "--", "--json"]), false);
});
