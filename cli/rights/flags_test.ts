import assert from "node:assert/strict";
import { flagsOf, joined, noRights, word } from "./flags.ts";

Deno.test("flagsOf() gives a flag for each right that there is", () => {
  assert.deepEqual(flagsOf(noRights), []);
  const rights = joined({ read: ["a"], env: ["X"] }, {
    read: ["b"],
    env: ["X", "Y"],
    net: ["h:1"],
  });
  assert.deepEqual(flagsOf(rights), ["-R=a,b", "-N=h:1", "-E=X,Y"]);
  assert.deepEqual(flagsOf({ ...noRights, run: ["deno"], ignoreEnv: true }), [
    "--ignore-env",
    "--allow-run=deno",
  ]);
});

Deno.test("joined() leaves out what another path holds", () => {
  const read = (...paths: string[]): readonly string[] => joined({ read: paths }).read;
  assert.deepEqual(read("m", "m/versions", "mm"), ["m", "mm"]);
  assert.deepEqual(read(".", "m", "../x", "/y", "C:/z"), [".", "../x", "/y", "C:/z"]);
});

Deno.test("word() quotes what a shell would take apart", () => {
  assert.equal(word("-R=a/b.ts"), "-R=a/b.ts");
  assert.equal(word("-R=my app"), '"-R=my app"');
  assert.equal(word('-R=a"b'), '"-R=a\\"b"');
  assert.equal(word("-R=a$b"), '"-R=a\\$b"');
  assert.equal(word("--allow-run=$EDITOR"), "--allow-run=$EDITOR");
  assert.deepEqual(flagsOf({ ...noRights, read: ["a,b"] }), ["-R=a,,b"]);
});
