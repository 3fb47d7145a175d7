import assert from "node:assert/strict";
import { basename, dirname, fromFileUrl, isAbsolute, join, relative } from "./paths.ts";
import { shown, tidy, toFileUrl } from "./paths.ts";

Deno.test("isAbsolute() knows POSIX, drives and shares", () => {
  assert.deepEqual(["/a", "C:\\a", "c:/a", "\\\\host\\a"].map(isAbsolute), Array(4).fill(true));
  assert.deepEqual(["a", "./a", "../a", "C:a", ""].map(isAbsolute), Array(5).fill(false));
});

Deno.test("join() keeps absolute paths and tidies the rest", () => {
  assert.equal(join("", "migrations/"), "migrations");
  assert.equal(join("a/b/", "../c/./d"), "a/c/d");
  assert.equal(join("a", "/x"), "/x");
  assert.equal(join("a", "C:/x"), "C:/x");
  assert.equal(join("..", "../x"), "../../x");
});

Deno.test("tidy() stops at roots", () => {
  assert.equal(tidy("/../a"), "/a");
  assert.equal(tidy("C:/../a"), "C:/a");
  assert.equal(tidy("./"), ".");
  assert.equal(tidy("/"), "/");
});

Deno.test("dirname() and basename() split a path", () => {
  assert.deepEqual([dirname("a/b.ts"), dirname("b.ts"), dirname("/b.ts")], ["a", "", "/"]);
  assert.deepEqual([basename("a/b.ts"), basename("b.ts")], ["b.ts", "b.ts"]);
});

Deno.test("relative() goes up and down, and not across drives", () => {
  assert.equal(relative("/a/b", "/a/c/d"), "../c/d");
  assert.equal(relative("/a", "/a/b"), "b");
  assert.equal(relative("/a", "/a"), ".");
  assert.equal(relative("C:/a", "D:/b"), "D:/b");
});

Deno.test("toFileUrl() escapes what URLs give a meaning to", () => {
  assert.equal(toFileUrl("/a b/50%#?.ts"), "file:///a%20b/50%25%23%3F.ts");
  assert.equal(toFileUrl("x.ts", "/home/é"), "file:///home/%C3%A9/x.ts");
  assert.equal(toFileUrl("a\\b.ts", "/tmp"), "file:///tmp/a%5Cb.ts");
});

Deno.test("toFileUrl() makes URLs of Windows paths", () => {
  assert.equal(toFileUrl("C:\\a b\\x#.ts"), "file:///C:/a%20b/x%23.ts");
  assert.equal(toFileUrl("m/x.ts", "C:\\proj"), "file:///C:/proj/m/x.ts");
  assert.equal(toFileUrl("\\\\host\\share\\x.ts"), "file://host/share/x.ts");
});

Deno.test("fromFileUrl() undoes toFileUrl()", () => {
  for (const path of ["/a b/50%#?.ts", "C:/a b/x#.ts", "//host/share/x.ts"]) {
    assert.equal(fromFileUrl(toFileUrl(path)), path);
  }
});

Deno.test("shown() shortens only what is inside", () => {
  assert.equal(shown("/p/m/x.ts", "/p"), "m/x.ts");
  assert.equal(shown("/q/x.ts", "/p"), "/q/x.ts");
  assert.equal(shown("x.ts", "/p"), "x.ts");
});
