import assert from "node:assert/strict";
import { sourceHash } from "./fingerprint.ts";

const text = 'export const upgrade = [\n  op.dropTable("a"), // gone\n];\n';

Deno.test("sourceHash() is the same for other comments, layout, line ends and a BOM", () => {
  const same = [
    'export const upgrade = [op.dropTable("a"),];',
    text.replaceAll("\n", "\r\n"),
    `\ufeff/** why */\n${text}`,
    text.replace("// gone", "/* gone\n for good */"),
  ];
  for (const other of same) assert.equal(sourceHash(other), sourceHash(text), other);
});

Deno.test("sourceHash() differs for what is in quotes, and for code", () => {
  const others = [
    text.replace('"a"', '"a "'),
    text.replace('"a"', '"b"'),
    text.replace('"a"', '"// a"'),
    text.replace("];", "];f();"),
    text.replace('"a"', "'a'"),
  ];
  const hashes = new Set([text, ...others].map(sourceHash));
  assert.equal(hashes.size, others.length + 1);
});

Deno.test("sourceHash() reads quotes with escapes, templates and comments that do not end", () => {
  assert.notEqual(sourceHash('a("\\"// b")'), sourceHash('a("\\"// c")'));
  assert.notEqual(sourceHash("a(`\n// b`)"), sourceHash("a(`\n// c`)"));
  assert.equal(sourceHash("a /* b"), sourceHash("a /* c"));
});
