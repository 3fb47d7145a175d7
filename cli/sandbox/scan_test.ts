import assert from "node:assert/strict";
import type { Reach } from "../rights/imports.ts";
import { findRefused } from "./scan.ts";

function what(text: string, others: Readonly<Record<string, string>> = {}): string | undefined {
  const files: Readonly<Record<string, string>> = { "/p/m/a.ts": text, ...others };
  const known: Readonly<Record<string, string>> = {
    "#lib": "file:///p/lib.ts",
    slug: "npm:slug@1",
  };
  const reach: Reach = { read: (path) => files[path], resolve: (name) => known[name] };
  const found = findRefused("/p/m/a.ts", reach);
  return found && `${found.path}: ${found.what}`;
}

Deno.test("findRefused() lets imports of local code and packages through", () => {
  const text = `import { op } from "@retort/core";
import type { X } from './x.ts';
import "#lib";
import slug from "slug";
import { ok } from "node:assert/strict";
export * from "../y.js";
const here = import.meta.url;
const note = "important (really)";`;
  assert.equal(what(text), undefined);
});

Deno.test("findRefused() finds code that is loaded while it runs, however it is written", () => {
  for (
    const text of [
      'import("npm:x")',
      "await import\n(\n`./${name}.ts`)",
      'import/* */("x")',
      'import // \n ("x")',
      'import.source("x")',
      'import . defer("x")',
      'const hidden = /[/*]/; import("x"); const end = /[*/]/;',
      "const text = `${import('x')}`;",
    ]
  ) assert.match(what(text) ?? "", /^\/p\/m\/a\.ts: (?:it loads code|a comment stands)/, text);
});

Deno.test("findRefused() finds imports that reach around the sandbox", () => {
  const refused = /only local files and packages may be imported/;
  for (const name of ["node:vm", "node:module", "node:fs", "data:text/javascript,1", "unknown"]) {
    assert.match(what(`import x from "${name}";`) ?? "", refused, name);
  }
  assert.match(what('import x from "https://example.com/x.ts";') ?? "", refused);
  assert.match(what('import x from "node\\u003avm";') ?? "", /with escapes/);
  assert.match(what('export * from/**/"node:vm";') ?? "", /a comment stands/);
  assert.match(
    what('import x from "../.env" with { type: "text" };') ?? "",
    /"\.\.\/\.env" is no code/,
  );
});

Deno.test("findRefused() looks into what is imported", () => {
  const others = { "/p/b.ts": 'import "#lib";', "/p/lib.ts": 'eval; import("x");' };
  assert.match(what('import "../b.ts";', others) ?? "", /^\/p\/lib\.ts: it loads code/);
});
