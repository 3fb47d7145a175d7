import assert from "node:assert/strict";
import { longFiles, oddNames } from "./exceptions.ts";
import { textFiles, topNames } from "./files.ts";

const allowedAtTop = [
  "CHANGELOG.md",
  "LICENSE",
  "README.md",
  "cli",
  "core",
  "deno.json",
  "deno.lock",
  "dialects",
  "docs",
  "plugins",
  "tests",
];

Deno.test("the top of the repository holds nothing but what it says", async () => {
  assert.deepEqual((await topNames()).filter((name) => !allowedAtTop.includes(name)), []);
});

Deno.test("files have snake_case names", async () => {
  const wrong = (await textFiles()).map(({ path }) => path).filter((path) => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    if (name in oddNames || name.startsWith(".") || /^docs\//.test(path)) return false;
    return !/^[a-z0-9]+(?:_[a-z0-9]+)*(?:\.[a-z0-9]+)*$/.test(name);
  });
  assert.deepEqual(wrong, []);
});

Deno.test("documents have kebab-case names", async () => {
  const wrong = (await textFiles()).map(({ path }) => path).filter((path) =>
    /^docs\//.test(path) && !/^(?:[a-z0-9]+(?:[-_/][a-z0-9]+)*|README)\.\w+$/.test(path)
  );
  assert.deepEqual(wrong, []);
});

Deno.test("source files have at most 300 lines", async () => {
  const long = (await textFiles()).filter(({ path }) => path.endsWith(".ts")).flatMap((file) => {
    const lines = file.text.split("\n").length - 1;
    return lines > 300 && !(file.path in longFiles) ? [`${file.path} has ${lines}`] : [];
  });
  assert.deepEqual(long, []);
});

Deno.test("a lint rule is switched off for one line only, and with a reason", async () => {
  const wrong = (await textFiles()).filter(({ path }) => path.endsWith(".ts")).flatMap((file) =>
    file.text.split("\n").flatMap((line, index) => {
      const here = `${file.path}:${index + 1}`;
      if (/^\s*\/\/ deno-lint-ignore-file/.test(line)) return [here];
      return /^\s*\/\/ deno-lint-ignore\b(?!.* -- \S)/.test(line) ? [here] : [];
    })
  );
  assert.deepEqual(wrong, []);
});
