import assert from "node:assert/strict";
import { isRetortError, type RetortError } from "@retort/core/errors";
import { readHeader, type Store } from "@retort/core/source";
import { isRevisionFile, openStore, type StoreOptions } from "./store.ts";

type Files = Readonly<Record<string, string>>;

async function withStore(
  files: Files,
  work: (store: Store, folder: string) => Promise<void>,
  options: Partial<StoreOptions> = {},
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "retort # %20 " });
  try {
    for (const [name, text] of Object.entries(files)) {
      const path = `${folder}/${name}`;
      await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
      await Deno.writeTextFile(path, text);
    }
    await work(openStore({ locations: [`${folder}/v`], ...options }), folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function failure(work: Promise<unknown>): Promise<RetortError> {
  const error: unknown = await work.then(() => undefined, (reason) => reason);
  assert.ok(isRetortError(error), String(error));
  return error;
}

Deno.test("isRevisionFile() leaves out what editors, tests and people leave behind", () => {
  for (const name of ["a.ts", "a.js", "a.mts", "2024_a.b.ts"]) {
    assert.ok(isRevisionFile(name), name);
  }
  const others = ".#a.ts .a.ts a.ts~ .a.ts.swp #a.ts# a_test.ts a.test.ts a.d.ts a.py a README.md";
  for (const name of others.split(" ")) assert.ok(!isRevisionFile(name), name);
});

Deno.test("list() reads the files of its folders, sorted, without sub-folders", async () => {
  const files = { "v/b.ts": "2", "v/a.ts": "1", "v/a.ts~": "", "v/old/c.ts": "3" };
  await withStore(files, async (store, folder) => {
    assert.deepEqual(await store.list(), [
      { path: `${folder}/v/a.ts`, text: "1" },
      { path: `${folder}/v/b.ts`, text: "2" },
    ]);
  });
});

Deno.test("list() looks into sub-folders where it shall", async () => {
  const files = { "v/2024/a.ts": "1", "v/.git/b.ts": "", "v/node_modules/c.ts": "" };
  await withStore(files, async (_, folder) => {
    const store = openStore({ locations: [`${folder}/v`], recursive: true });
    assert.deepEqual((await store.list()).map(({ text }) => text), ["1"]);
  });
});

Deno.test("list() counts a missing folder as empty only beside an existing script location", async () => {
  await withStore({ "m/env.ts": "" }, async (store, folder) => {
    assert.deepEqual((await failure(store.list())).data, { path: `${folder}/v` });
    const kind = openStore({ locations: [`${folder}/m/v`], scriptLocation: `${folder}/m` });
    assert.deepEqual(await kind.list(), []);
    const gone = openStore({ locations: [`${folder}/x/v`], scriptLocation: `${folder}/x` });
    assert.equal((await failure(gone.list())).code, "config/no-scripts");
  });
});

Deno.test("list() refuses the same file by two ways", async () => {
  await withStore({ "v/a.ts": "" }, async (store, folder) => {
    await Deno.symlink(`${folder}/v/a.ts`, `${folder}/v/b.ts`);
    const error = await failure(store.list());
    assert.deepEqual(error.data, { path: `${folder}/v/b.ts`, other: `${folder}/v/a.ts` });
    await Deno.remove(`${folder}/v/b.ts`);
    await Deno.symlink(`${folder}/v`, `${folder}/w`);
    const twice = openStore({ locations: [`${folder}/v`, `${folder}/w`] });
    assert.equal((await failure(twice.list())).code, "config/same-file");
  });
});

Deno.test("list() names a link that leads nowhere", async () => {
  await withStore({ "v/a.ts": "" }, async (store, folder) => {
    await Deno.symlink(`${folder}/nowhere.ts`, `${folder}/v/b.ts`);
    const error = await failure(store.list());
    assert.equal(error.code, "source/unreadable");
    assert.match(error.message, /v\/b\.ts/);
  });
});

Deno.test("list() leaves out what cannot be read where it is asked to go on", async () => {
  await withStore({ "v/a.ts": "1" }, async (store, folder) => {
    await Deno.symlink(`${folder}/nowhere.ts`, `${folder}/v/b.ts`);
    // The lock of an editor is a link that leads nowhere.
    await Deno.symlink("me@host.123", `${folder}/v/.#a.ts`);
    const problems: RetortError[] = [];
    const files = await store.list((problem) => void problems.push(problem));
    assert.deepEqual(files.map(({ text }) => text), ["1"]);
    assert.deepEqual(problems.map(({ code }) => code), ["source/unreadable"]);
    await Deno.remove(`${folder}/v/b.ts`);
    assert.equal((await store.list()).length, 1);
  });
});

Deno.test("list() gives files from Windows as they are, and readHeader() reads them", async () => {
  const text = '\uFEFF/** First */\r\nexport const revision = "a1";\r\n' +
    "export const downRevision = null;\r\nexport const upgrade = [];\r\n";
  await withStore({ "v/a.ts": text }, async (store) => {
    const [file] = await store.list();
    const header = readHeader(file?.text ?? "");
    assert.deepEqual([header?.revision, header?.down, header?.message], ["a1", [], "First"]);
  });
});

Deno.test("write() puts a file beside another, unless it is told to go into the first folder", async () => {
  await withStore({ "w/2024/a.ts": "" }, async (_, folder) => {
    const locations = [`${folder}/v`, `${folder}/w`];
    const options = { beside: `${folder}/w/2024/a.ts` };
    const write = (store: Store): Promise<string> =>
      store.write({ path: "b.ts", text: "" }, options);
    assert.equal(await write(openStore({ locations })), `${folder}/w/b.ts`);
    assert.equal(await write(openStore({ locations, beside: "ignore" })), `${folder}/v/b.ts`);
  });
});

Deno.test("load() imports files with odd characters in their path", async () => {
  await withStore({ "v/a#1.ts": "export const x: number = 1;" }, async (store, folder) => {
    const [module] = await store.load([`${folder}/v/a#1.ts`]);
    assert.equal((module as { x: number }).x, 1);
  });
});

Deno.test("load() imports many files at once and in order", async () => {
  const names = Array.from({ length: 30 }, (_, i) => `v/r${i}.ts`);
  const files = Object.fromEntries(names.map((name, i) => [name, `export const x = ${i};`]));
  await withStore(files, async (store, folder) => {
    const modules = await store.load(names.map((name) => `${folder}/${name}`));
    assert.deepEqual(modules.map((module) => (module as { x: number }).x), names.map((_, i) => i));
  });
});

Deno.test("load() names the bad file among many, with its place", async () => {
  const names = Array.from({ length: 30 }, (_, i) => `v/r${i}.ts`);
  const files = Object.fromEntries(names.map((name) => [name, "export const x = 1;\n"]));
  await withStore({ ...files, "v/r7.ts": "\nexport const x = [1 2];" }, async (store, folder) => {
    const error = await failure(store.load(names.map((name) => `${folder}/${name}`)));
    assert.equal(error.code, "source/cannot-load");
    assert.deepEqual(error.place, { file: `${folder}/v/r7.ts`, line: 2, column: 21 });
  });
});

Deno.test("load() shows where code in a file throws, and keeps errors of the catalog", async () => {
  const files = {
    "v/a.ts": "const a: number[] = [];\nexport const b = a[0].c;",
    "v/b.ts":
      'import { RetortError } from "@retort/core/errors";\n\nthrow new RetortError("graph/cycle", { loop: ["x"] });',
    "v/c.ts": 'import "./gone.ts";',
    "v/d.ts": 'throw "boo";',
  };
  await withStore(files, async (store, folder) => {
    const load = (name: string): Promise<RetortError> =>
      failure(store.load([`${folder}/v/${name}.ts`]));
    assert.equal((await load("a")).place?.line, 2);
    const known = await load("b");
    assert.equal(known.code, "graph/cycle");
    assert.deepEqual(known.place, { file: `${folder}/v/b.ts`, line: 3, column: 7 });
    assert.match((await load("c")).message, /Module not found ".*gone\.ts"$/);
    assert.match((await load("d")).message, /it throws "boo"$/);
  });
});

Deno.test("write() makes folders and never writes over a file", async () => {
  await withStore({}, async (store, folder) => {
    const path = await store.write({ path: "2024/a.ts", text: "x" });
    assert.equal(path, `${folder}/v/2024/a.ts`);
    assert.equal(await Deno.readTextFile(path), "x");
    const error = await failure(store.write({ path: "2024/a.ts", text: "y" }));
    assert.equal(error.code, "source/file-exists");
    assert.equal(await Deno.readTextFile(path), "x");
  });
});

Deno.test("write() never leaves the locations", async () => {
  await withStore({ "v/a.ts": "" }, async (store, folder) => {
    for (
      const path of ["../x.ts", "a/../../x.ts", "/tmp/retort_outside.ts", `${folder}/v/../x.ts`]
    ) {
      assert.equal((await failure(store.write({ path, text: "" }))).code, "source/outside", path);
    }
    assert.equal(await store.write({ path: "b/../c.ts", text: "" }), `${folder}/v/c.ts`);
  });
});

Deno.test("write() says that it could not write", async () => {
  await withStore({ "v/a.ts": "" }, async (store) => {
    // A file stands where the folder would be.
    const error = await failure(store.write({ path: "a.ts/deep/b.ts", text: "" }));
    assert.equal(error.code, "source/unwritable");
    assert.match(error.message, /^Cannot write /);
  });
});
