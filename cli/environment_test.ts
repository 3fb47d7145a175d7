import assert from "node:assert/strict";
import { isRetortError, RetortError } from "@retort/core/errors";
import { checkEnvironment, loadEnvironment, withNamedModels } from "./environment.ts";

function problem(exported: unknown): string {
  try {
    checkEnvironment({ default: exported }, "m/env.ts");
  } catch (error) {
    assert.ok(isRetortError(error));
    assert.deepEqual([error.code, error.place], ["config/bad-environment", { file: "m/env.ts" }]);
    return error.message.replace("Cannot use m/env.ts: ", "");
  }
  return "";
}

Deno.test("checkEnvironment() takes what defineEnvironment() makes", () => {
  assert.equal(problem({ metadata: () => ({}), url: "sqlite:x", dialects: [] }), "");
  assert.equal(problem({ url: () => "sqlite:x", includeName: undefined }), "");
});

Deno.test("checkEnvironment() says what is wrong", () => {
  assert.equal(problem(undefined), "it has no default export");
  assert.equal(problem([]), "its default export is no object");
  assert.equal(problem({ metadta: 1 }), '"metadta" is unknown; did you mean "metadata"');
  assert.match(problem({ metadata: {} }), /^"metadata" must be a function/);
  assert.equal(problem({ dialects: {} }), '"dialects" must be an array of dialects');
});

Deno.test("loadEnvironment() names the file that is missing", async () => {
  await assert.rejects(loadEnvironment("no/such"), {
    code: "config/bad-environment",
    message: "Cannot use no/such/env.ts: there is no such file",
  });
});

Deno.test("withNamedModels() says which file the models are missed in", async () => {
  const failing = (error: Error) =>
    withNamedModels({ metadata: () => Promise.reject(error) }, "m").metadata?.();
  await assert.rejects(async () => await failing(new Error("no models today")), {
    code: "source/cannot-load",
    message: "Cannot load m/env.ts: no models today",
  });
  const own = new RetortError("config/no-metadata", { path: "retort.ini" });
  await assert.rejects(async () => await failing(own), own);
});

Deno.test("withNamedModels() shows where in the models it went wrong, whoever imports them", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/models.ts`, "const no = undefined;\n\nno.foo;\n");
    const { metadata } = withNamedModels({
      metadata: async () => await import(`file://${folder}/models.ts`),
    }, "m");
    await assert.rejects(async () => await metadata?.(), (error) => {
      assert.ok(isRetortError(error));
      const { file, line, column } = error.place ?? {};
      assert.match(String(file), /models\.ts$/);
      assert.deepEqual([line, column], [3, 4]);
      return true;
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
