import assert from "node:assert/strict";
import { opKinds } from "@retort/core/ops";
import { exists, folders } from "../house/files.ts";
import { cases } from "./cases.ts";
import { compare, dialects, golden, root, sqlOf } from "./golden.ts";

const known = await dialects();
const all = Object.entries(cases).flatMap(([noun, items]) =>
  Object.entries(items).map(([name, item]) => ({ path: `${noun}/${name}`, item }))
);

Deno.test("every kind of op has a golden", () => {
  const shown = new Set(all.map(({ item }) => item.op.kind));
  assert.deepEqual(opKinds().filter((kind) => !shown.has(kind)), []);
});

Deno.test("golden files and cases are in step", async () => {
  const places = ["tests/golden", ...[...known.keys()].map((name) => `dialects/${name}/golden`)];
  const wanted = new Set(all.map(({ path }) => `${path}.txt`));
  for (const place of places) {
    for (const noun of await exists(place) ? await folders(place) : []) {
      for await (const { name } of Deno.readDir(new URL(`${place}/${noun}`, root))) {
        assert.ok(wanted.has(`${noun}/${name}`), `${place}/${noun}/${name} belongs to no case`);
      }
    }
  }
});

for (const { path, item } of all) {
  Deno.test(`golden ${path}`, async () => {
    await compare(`tests/golden/${path}.txt`, golden(item));
  });
  for (const [name, dialect] of known) {
    Deno.test(`golden ${name} ${path}`, async () => {
      await compare(`dialects/${name}/golden/${path}.txt`, `${sqlOf(item, dialect)}\n`);
    });
  }
}
