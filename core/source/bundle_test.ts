import assert from "node:assert/strict";
import { isBundled, readBundle, writeBundle } from "./bundle.ts";

const entries = [
  { revision: "a1", file: "./versions/a1_it's.ts", hash: "v1:0a", message: 'create "users"' },
  { revision: 'b"2', file: "./versions/b2.ts", hash: "v1:0b", createDate: "2026-01-01T00:00:00Z" },
];

Deno.test("readBundle() reads what writeBundle() wrote, also in other quotes", () => {
  const text = writeBundle(entries, { bases: ["a1"], heads: ['b"2'] });
  const wanted = entries.map(({ revision, file, hash }) => ({ revision, file, hash }));
  assert.deepEqual(readBundle(text), wanted);
  const plain = writeBundle([{ revision: "a1", file: "./a.ts", hash: "v1:0a" }], {
    bases: [],
    heads: [],
  });
  assert.deepEqual(readBundle(plain.replaceAll('"', "'").replace(/\n\s+/g, " ")), [
    { revision: "a1", file: "./a.ts", hash: "v1:0a" },
  ]);
});

Deno.test("writeBundle() writes a bundle of nothing", () => {
  const text = writeBundle([], { bases: [], heads: [] });
  assert.match(text, /export const revisions = \[\];/);
  assert.deepEqual(readBundle(text), []);
});

Deno.test("isBundled() tells a revision of a bundle from a module", () => {
  assert.equal(isBundled({ ...entries[0], module: {} }), true);
  assert.equal(isBundled({ revision: "a1", downRevision: null, upgrade: [] }), false);
  assert.equal(isBundled(undefined), false);
});
