import assert from "node:assert/strict";
import { sources, type TextFile, textFiles } from "./files.ts";

/** Words that would tie the repository to one machine; written so that this file holds none. */
const machine: readonly RegExp[] = [
  ["/wo", "rk/"],
  ["/ro", "ot/"],
  ["\\.\\./sha", "red"],
  ["localhost:", "4873"],
  ["registry\\.", "npmjs"],
].map(([a, b]) => new RegExp(`(?<![\\w.])${a}${b}`, "i"));

function places(files: readonly TextFile[], pattern: RegExp): readonly string[] {
  return files.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line, index) => pattern.test(line) ? [`${path}:${index + 1}`] : [])
  );
}

Deno.test("no file names a path of somebody's machine", async () => {
  const files = (await textFiles()).filter(({ path }) => !path.startsWith("tests/house/lint/"));
  for (const pattern of machine) assert.deepEqual(places(files, pattern), [], String(pattern));
});

Deno.test("no source empties a table by its own keyword", async () => {
  // It cannot be rolled back everywhere, and it passes by triggers and foreign keys.
  const keyword = new RegExp(`\\b${"TRUN" + "CATE"}\\b`, "i");
  assert.deepEqual(places(await sources(), keyword), []);
});

Deno.test("no source casts a type away", async () => {
  assert.deepEqual(
    places(await sources(), /^(?! *(?:\*|\/\/|\/\*)).*(?:(?:\bas|:) any\b|<any>)/),
    [],
  );
});

Deno.test("what users read has one word for what is impossible", async () => {
  const read =
    /^(?:README|docs\/(?:guides\/[\w-]+|tutorial))\.md$|^core\/errors\/(?!.*_test)\w+\.ts$/;
  const files = (await textFiles()).filter(({ path }) => read.test(path));
  assert.deepEqual(places(files, /\bcan['’]t\b/i), []);
});
