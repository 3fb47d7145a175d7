/** What retort never does, whoever asks. */
import assert from "node:assert/strict";
import { routes } from "../../cli/commands/mod.ts";
import { textFiles } from "./files.ts";

Deno.test("no code path empties a table", async () => {
  const files = (await textFiles()).filter(({ path }) =>
    /^(?:core|cli|dialects|plugins)\/.*(?<!_test)\.ts$/.test(path)
  );
  assert.ok(files.length > 300, `${files.length} files`);
  const found = files.filter(({ text }) => /\bTRUNCATE\b|\btruncate\s+table\b/.test(text));
  assert.deepEqual(found.map(({ path }) => path), []);
});

Deno.test("there is no command that resets a database", () => {
  const words = Object.keys(routes).filter((name) => /reset|wipe|fresh|refresh|push/i.test(name));
  assert.deepEqual(words, []);
});
