import assert from "node:assert/strict";
import { readHeader } from "./header.ts";
import { sourceHash } from "./fingerprint.ts";
import { isStale, writeVerified } from "./verified.ts";

const code = 'export const revision = "a1";\nexport const downRevision = null;\n';

/** The same for all files with this code, whatever their comments say. */
const stamp = sourceHash(code).slice(3, 11);

function said(text: string): string | undefined {
  return readHeader(text)?.verified;
}

Deno.test("a verdict stands below the date, and is read again", () => {
  const text = `/**\n * x\n *\n * Create Date: 2026\n * Answers: rename a=b\n */\n${code}`;
  const written = writeVerified(text, "lossy: users.name");
  assert.equal(
    written,
    `/**\n * x\n *\n * Create Date: 2026\n * Verified: lossy: users.name (source ${stamp})\n * Answers: rename a=b\n */\n${code}`,
  );
  assert.equal(said(written ?? ""), "lossy: users.name");
  assert.equal(said(text), undefined);
  assert.equal(readHeader(written ?? "")?.message, "x");
});

Deno.test("a verdict takes the place of the one before", () => {
  const text = `/**\n * x\n * Verified: lossless\n */\n${code}`;
  const written = writeVerified(text, "irreversible");
  assert.equal(written, text.replace("lossless", `irreversible (source ${stamp})`));
  assert.equal(writeVerified(written ?? "", "irreversible"), written);
});

Deno.test("a docstring without a date gets a line at its end", () => {
  const written = writeVerified(`/** x */\n${code}`, "lossless") ?? "";
  assert.equal(said(written), "lossless");
  assert.equal(readHeader(written)?.message, "x");
  assert.equal(readHeader(written)?.revision, "a1");
});

Deno.test("lines keep their ends, and a file without a docstring stays as it is", () => {
  const text = `/**\r\n * x\r\n * Create Date: 2026\r\n */\r\n${code}`;
  const written = writeVerified(text, "lossless");
  assert.equal(
    written,
    text.replace("2026\r\n", `2026\r\n * Verified: lossless (source ${stamp})\r\n`),
  );
  assert.equal(writeVerified(code, "lossless"), undefined);
});

Deno.test("a name can't end the docstring", () => {
  const written = writeVerified(`/**\n * x\n */\n${code}`, "lossy: a*/b") ?? "";
  assert.equal(readHeader(written)?.revision, "a1");
});

Deno.test("a verdict is stale once the code is another, not once comments or space are", () => {
  const written = writeVerified(`/**\n * x\n */\n${code}`, "lossless") ?? "";
  assert.equal(isStale(written), false);
  assert.equal(isStale(`${written.replace(" * x", " * y")}\n// said\n`), false);
  assert.equal(isStale(`${written}export const upgrade = [];\n`), true);
  assert.equal(isStale(`/**\n * x\n * Verified: lossless\n */\n${code}`), false);
});
