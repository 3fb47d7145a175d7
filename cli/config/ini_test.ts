import assert from "node:assert/strict";
import { isRetortError } from "@retort/core/errors";
import { parse, stringify } from "./ini.ts";

Deno.test("parse() keeps values raw", () => {
  const ini = parse(
    [
      "[retort]",
      "url = postgresql://u:p#1;2%20=x@h/d?a=b&c=${X}",
      "protect = true",
      'quoted = "a"',
      "empty =",
    ].join("\n"),
  );
  assert.equal(ini.retort?.url, "postgresql://u:p#1;2%20=x@h/d?a=b&c=${X}");
  assert.deepEqual(
    [ini.retort?.protect, ini.retort?.quoted, ini.retort?.empty],
    ["true", '"a"', ""],
  );
});

Deno.test("parse() takes comments only on lines of their own", () => {
  const ini = parse("; a\n# b\n[s]\n  # c\nk = v # not one\n");
  assert.equal(ini.s?.k, "v # not one");
});

Deno.test("parse() joins indented lines", () => {
  const ini = parse("[s]\nk =\n    a\n\n    # no part of it\n\tb\nl = 1\n");
  assert.deepEqual({ ...ini.s }, { k: "a\nb", l: "1" });
});

Deno.test("parse() takes BOM and any line end", () => {
  const ini = parse("\uFEFF[s]\r\nk = v\r\nl = w\rm = x");
  assert.deepEqual({ ...ini.s }, { k: "v", l: "w", m: "x" });
});

Deno.test("parse() is safe with names of Object", () => {
  const ini = parse("[__proto__]\n__proto__ = 1\n[constructor]\nx = 2");
  assert.deepEqual(Object.keys(ini), ["__proto__", "constructor"]);
  assert.equal(ini["__proto__"]?.["__proto__"], "1");
});

Deno.test("parse() names the line that it cannot read", () => {
  assert.throws(() => parse("[s]\nk = v\nwhat is this\n", { path: "x.ini" }), (error) => {
    assert.ok(isRetortError(error));
    assert.equal(error.code, "config/bad-line");
    assert.deepEqual(error.place, { file: "x.ini", line: 3, column: 1 });
    return true;
  });
});

Deno.test("parse() tells the reviver the line of each setting", () => {
  const seen: unknown[] = [];
  const reviver = (key: string, value: string, section: string, line: number): string => {
    seen.push([section, key, line]);
    return value;
  };
  parse("[s]\na = 1\nb =\n  2\n[t]\nc = 3", { reviver });
  assert.deepEqual(seen, [["s", "a", 2], ["s", "b", 3], ["t", "c", 6]]);
});

Deno.test("stringify() writes what parse() reads", () => {
  const ini = { a: { x: "1 # 2", y: "p\nq", z: "" }, "b c": { k: "=" } };
  assert.deepEqual(JSON.parse(JSON.stringify(parse(stringify(ini)))), ini);
});
