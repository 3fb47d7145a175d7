import assert from "node:assert/strict";
import { isRetortError, type RetortError } from "@retort/core/errors";
import { type Config, loadConfig, readConfig } from "./config.ts";
import { programOf, words } from "./hooks.ts";
import { iniSource, jsonSource } from "./source.ts";

function ini(...lines: readonly string[]): Config {
  const text = ["[retort]", "script_location = m", ...lines].join("\n");
  return readConfig(iniSource("conf/retort.ini", text, "retort"));
}

function failure(work: () => unknown): RetortError {
  try {
    work();
  } catch (error) {
    if (isRetortError(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

Deno.test("programOf() is where Deno looks for it", () => {
  const hook = { name: "h", type: "exec", options: [] };
  const of = (executable: string, cwd?: string): unknown =>
    programOf({ ...hook, executable, ...(cwd === undefined ? {} : { cwd }) });
  assert.deepEqual(of("./fmt.sh"), "./fmt.sh");
  assert.deepEqual(of("./fmt.sh", "tools"), "tools/fmt.sh");
  assert.deepEqual(of("/bin/fmt", "tools"), "/bin/fmt");
  assert.deepEqual(of("fmt", "tools"), "fmt");
});

Deno.test("readHooks() reads hooks in order, with their options as words", () => {
  const { hooks } = ini(
    "post_write_hooks = lint, deno_fmt tidy",
    "lint.type = exec",
    "lint.executable = eslint",
    'lint.options = --fix "a b" REVISION_SCRIPT_FILENAME',
    "lint.cwd = ..\\tools",
    "tidy.type = sortImports",
  );
  assert.deepEqual(hooks, [
    {
      name: "lint",
      type: "exec",
      options: ["--fix", "a b", "REVISION_SCRIPT_FILENAME"],
      executable: "eslint",
      cwd: "tools",
    },
    { name: "deno_fmt", type: "deno_fmt", options: [] },
    { name: "tidy", type: "sortImports", options: [] },
  ]);
});

Deno.test("readHooks() reads hooks from deno.json", async () => {
  const text = JSON.stringify({
    retort: {
      script_location: "m",
      post_write_hooks: ["a", "b"],
      "a.type": "exec",
      "a.executable": "x",
    },
  });
  const { hooks } = readConfig(await jsonSource("deno.json", text, "retort"));
  assert.deepEqual(hooks.map(({ type }) => type), ["exec", "b"]);
});

Deno.test("readHooks() says what is missing or not to be had", () => {
  const missing = failure(() => ini("post_write_hooks = a", "a.type = exec"));
  assert.deepEqual([missing.code, missing.message], [
    "config/no-key",
    'Section [retort] of conf/retort.ini has no "a.executable"',
  ]);
  const python = failure(() => ini("post_write_hooks = a", "a.type = console_scripts"));
  assert.deepEqual([python.code, python.place?.line], ["config/bad-value", 4]);
});

Deno.test("loadConfig() takes the keys of hooks that are listed, and of no others", async () => {
  const path = `${await Deno.makeTempDir()}/retort.ini`;
  const lines = ["[retort]", "script_location = m", "post_write_hooks = a", "a.type = fn"];
  Deno.writeTextFileSync(path, lines.join("\n"));
  assert.equal((await loadConfig({ path })).hooks.length, 1);
  Deno.writeTextFileSync(path, [...lines, "b.type = fn"].join("\n"));
  await assert.rejects(() => loadConfig({ path }), { code: "config/unknown-key" });
});

Deno.test("words() keeps spaces inside of quotes", () => {
  assert.deepEqual(words(` code --wait "a b"'c d'  x=\\y "\\"" `), [
    "code",
    "--wait",
    "a bc d",
    "x=\\y",
    '"',
  ]);
  assert.deepEqual(words("  "), []);
});
