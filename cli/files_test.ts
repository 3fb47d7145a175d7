import { isRetortError } from "@retort/core/errors";
import assert from "node:assert/strict";
import { exists, readIfThere, readText, writeNew, writeText, writeTexts } from "./files.ts";

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

const full = "No space left on device (os error 28)";

/** Works on a disk that takes so many bytes of a text more. */
async function onFullDisk(work: (path: string) => void): Promise<string | undefined> {
  const folder = await Deno.makeTempDir({ prefix: "retort_" });
  const path = `${folder}/a.ts`;
  const { openSync, writeTextFileSync } = Deno;
  Deno.openSync = (...args) => {
    const file = openSync(...args);
    file.writeSync = () => {
      throw new Error(full);
    };
    return file;
  };
  try {
    Deno.writeTextFileSync = (to, text, options) => {
      const fits = text.length <= 5;
      writeTextFileSync(to, fits ? text : text.slice(0, 5), options);
      if (!fits) throw new Error(`${full}: writefile '${to}'`);
    };
    assert.throws(() => work(path), /No space left/);
    return Deno.statSync(path).isFile ? Deno.readTextFileSync(path) : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  } finally {
    Object.assign(Deno, { openSync, writeTextFileSync });
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("writeNew() leaves no file that it could not write to its end", async () => {
  assert.equal(await onFullDisk((path) => writeNew(path, "a longer text")), undefined);
});

Deno.test("writeText() puts back what was there", async () => {
  const found = await onFullDisk((path) => {
    Deno.writeTextFileSync(path, "old");
    writeText(path, "a longer text");
  });
  assert.equal(found, "old");
});

Deno.test("writeText() writes a file that is not there, and over one that is", () => {
  const path = `${folder}/new.txt`;
  for (const text of ["one", "other"]) {
    writeText(path, text);
    assert.equal(readText(path), text);
  }
});

Deno.test("writeTexts() leaves all as it was where one can't be written", async () => {
  const found = await onFullDisk((path) => {
    const other = path.replace(/a\.ts$/, "new/deep/b.ts");
    Deno.writeTextFileSync(path, "old");
    try {
      writeTexts([{ path, text: "other" }, { path: other, text: "a longer text" }]);
    } finally {
      const names = Array.from(Deno.readDirSync(path.replace(/\/a\.ts$/, "")), ({ name }) => name);
      assert.deepEqual(names, ["a.ts"]);
    }
  });
  assert.equal(found, "old");
});

Deno.test("writeTexts() makes the folders of all but the first", () => {
  const paths = [`${folder}/main.ts`, `${folder}/x/y/z.ts`, `${folder}/x/w.ts`];
  writeTexts(paths.map((path) => ({ path, text: path })));
  assert.deepEqual(paths.map(readText), paths);
  const nowhere = { path: `${folder}/none/main.ts`, text: "" };
  assert.throws(() => writeTexts([nowhere]), { code: "source/unwritable" });
});
