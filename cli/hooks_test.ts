import assert from "node:assert/strict";
import { isRetortError, type RetortError } from "@retort/core/errors";
import type { HookSetting } from "./config/hooks.ts";
import { checkHooks, runHooks } from "./hooks.ts";

const deno = Deno.execPath();

async function run(
  hook: Partial<HookSetting>,
  hooks: Readonly<Record<string, (path: string) => unknown>> = {},
): Promise<{ readonly text: string; readonly error: RetortError | undefined }> {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  const file = `${folder}/a b.ts`;
  await Deno.writeTextFile(file, "const  a=1");
  const setting = { name: "h", type: "exec", executable: deno, options: [], ...hook };
  let error: RetortError | undefined;
  try {
    const environment = () => Promise.resolve({ hooks });
    await runHooks({ hooks: [setting], file, config: "retort.ini", environment });
  } catch (thrown) {
    if (!isRetortError(thrown)) throw thrown;
    error = thrown;
  }
  return { text: await Deno.readTextFile(file), error };
}

Deno.test("runHooks() formats with deno_fmt", async () => {
  assert.deepEqual(await run({ type: "deno_fmt" }), { text: "const a = 1;\n", error: undefined });
});

Deno.test("runHooks() puts the file where the options say, else first", async () => {
  const script = "Deno.writeTextFileSync(Deno.args.at(-1), Deno.args.join())";
  const options = ["eval", script, "x", "REVISION_SCRIPT_FILENAME"];
  assert.match((await run({ options })).text, /^x,.*a b\.ts$/);
  // The file first: Deno runs it.
  assert.equal((await run({ options: ["x"] })).error, undefined);
});

Deno.test("runHooks() says which hook failed and how; the file stays", async () => {
  const options = [
    "eval",
    'console.error("no such luck"); Deno.exit(3)',
    "REVISION_SCRIPT_FILENAME",
  ];
  const { text, error } = await run({ options });
  assert.equal(text, "const  a=1");
  assert.match(
    error?.message ?? "",
    /^The post-write hook "h" failed on .*a b\.ts: .*deno.* ended/,
  );
  assert.match(error?.message ?? "", /ended with 3: no such luck$/);
  assert.match(error?.hint ?? "", /is written and stays/);
  const gone = await run({ executable: "no-such-program-here" });
  assert.equal(gone.error?.code, "config/hook-failed");
});

Deno.test("runHooks() calls functions of env.ts", async () => {
  const write = (path: string): Promise<void> => Deno.writeTextFile(path, "changed");
  assert.equal((await run({ type: "mine" }, { mine: write })).text, "changed");
  const thrown = await run({ type: "mine" }, {
    mine: () => {
      throw new Error("boo\nand more");
    },
  });
  assert.match(thrown.error?.message ?? "", /^The post-write hook "h" failed on .*: boo$/);
  const unknown = await run({ type: "mien" }, { mine: write });
  assert.equal(unknown.error?.code, "config/unknown-hook");
  assert.match(unknown.error?.hint ?? "", /"mine"/);
});

Deno.test("checkHooks() finds a program that is not there, and runs none that is", async () => {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  const codes = async (executable: string, cwd?: string): Promise<string | undefined> => {
    const options = ["eval", `Deno.writeTextFileSync("${folder}/ran", "")`];
    const hook = { name: "h", type: "exec", executable, options };
    const hooks = [cwd === undefined ? hook : { ...hook, cwd }];
    const environment = () => Promise.resolve({});
    try {
      await checkHooks({ hooks, config: "retort.ini", environment });
      return undefined;
    } catch (error) {
      return isRetortError(error) ? `${error.code} ${error.message}` : String(error);
    }
  };
  const words = 'which the post-write hook "h" of retort.ini runs';
  const gone = (name: string): string =>
    `config/no-program There is no program "${name}", ${words}`;
  assert.equal(await codes("no-such-program-here"), gone("no-such-program-here"));
  assert.equal(await codes(deno), undefined);
  await Deno.writeTextFile(`${folder}/tool`, "");
  assert.equal(await codes("./tool", folder), undefined);
  if (Deno.build.os !== "windows") {
    assert.equal(await codes("./tools", folder), gone(`${folder}/tools`));
    assert.equal(await codes(`${folder}/tools`), gone(`${folder}/tools`));
    assert.equal(await codes("sh"), undefined);
  }
  const bad = (problem: string): string =>
    `config/bad-value "h.cwd" in retort.ini cannot be used: ${problem}`;
  assert.equal(await codes(deno, `${folder}/no`), bad(`there is no folder ${folder}/no`));
  assert.equal(await codes("./x", `${folder}/no`), bad(`there is no folder ${folder}/no`));
  assert.equal(await codes(deno, `${folder}/tool`), bad(`${folder}/tool is no folder`));
  assert.deepEqual(Array.from(Deno.readDirSync(folder), ({ name }) => name), ["tool"]);
});
