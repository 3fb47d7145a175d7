import { isRetortError } from "@retort/core/errors";
import assert from "node:assert/strict";
import { exists, readIfThere, readText } from "./files.ts";

const folder = await Deno.makeTempDir();
const file = `${folder}/a.txt`;
await Deno.writeTextFile(file, "text");
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

Deno.test("exists() and readIfThere() find what is there", () => {
  assert.equal(exists(file), true);
  assert.equal(exists(folder), true);
  assert.equal(readIfThere(file), "text");
});

Deno.test("exists() and readIfThere() find nothing beside a file, nor below one", () => {
  for (const path of [`${folder}/b.txt`, `${file}/b.txt`]) {
    assert.equal(exists(path), false);
    assert.equal(readIfThere(path), undefined);
  }
});

Deno.test("readIfThere() tells of what is there and no file, and names it once", () => {
  assert.throws(() => readIfThere(folder), (error: unknown) => {
    assert.ok(isRetortError(error) && error.code === "source/unreadable");
    assert.equal(error.message.split(folder).length, 2, error.message);
    return true;
  });
});

Deno.test("readText() tells of a file that is not there", () => {
  assert.throws(() => readText(`${folder}/b.txt`), { code: "source/unreadable" });
});

Deno.test({
  name: "exists() and readIfThere() do not hide what Deno refuses",
  permissions: { read: false },
  fn() {
    assert.throws(() => exists(file), Deno.errors.NotCapable);
    assert.throws(() => readIfThere(file), Deno.errors.NotCapable);
  },
});
