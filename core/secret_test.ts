import assert from "node:assert/strict";
import { inspect } from "node:util";
import { reveal, secret } from "./secret.ts";

const text = "postgres://app:s3cret@127.0.0.1/shop";

Deno.test("a secret is given by reveal() alone", () => {
  assert.equal(reveal(secret(text)), text);
  assert.equal(reveal(text), text);
});

Deno.test("no way of printing a secret shows it", () => {
  const url = secret(text);
  const values = {
    template: `${url}`,
    joined: [url].join(),
    concatenated: "" + url,
    json: JSON.stringify({ url, list: [url] }),
    inspected: Deno.inspect({ url }, { showHidden: true, depth: 9 }),
    node: inspect({ url }, { showHidden: true, depth: 9 }),
    spread: JSON.stringify({ ...url }),
    entries: JSON.stringify(Object.entries(url)),
    error: String(new Error(`cannot open ${url}`, { cause: url })),
    string: String(url),
  };
  for (const [way, shown] of Object.entries(values)) {
    assert.equal(shown.includes("s3cret"), false, `${way}: ${shown}`);
  }
  assert.equal(values.template, "***");
  assert.equal(values.json, '{"url":"***","list":["***"]}');
  assert.throws(() => Object.assign(url, { toString: () => text }), TypeError);
});
