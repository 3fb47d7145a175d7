import assert from "node:assert/strict";
import {
  basename,
  dirname,
  fromFileUrl,
  isAbsolute,
  join,
  relative,
  shown,
  tidy,
  toFileUrl,
} from "./paths.ts";

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
  assert.equal(join("C:\\p\\", "m\\versions", "windows"), "C:/p/m/versions");
  assert.equal(join("\\\\host\\share\\p", "..\\q", "windows"), "//host/share/q");
  assert.equal(join("a", "b\\c", "posix"), "a/b\\c");
});

Deno.test("tidy() stops at roots", () => {
  assert.equal(tidy("/../a"), "/a");
  assert.equal(tidy("C:/../a"), "C:/a");
  assert.equal(tidy("./"), ".");
  assert.equal(tidy("/"), "/");
  assert.equal(tidy("C:\\..\\a\\.\\b\\", "windows"), "C:/a/b");
  assert.equal(tidy("\\\\host\\share\\..\\a", "windows"), "//host/share/a");
  assert.equal(tidy("//a//b", "posix"), "/a/b");
  assert.equal(tidy("a\\..\\b", "posix"), "a\\..\\b");
});

Deno.test("tidy() takes the prefix for long paths of Windows away", () => {
  assert.equal(tidy("\\\\?\\C:\\a\\b", "windows"), "C:/a/b");
  assert.equal(tidy("\\\\?\\UNC\\host\\share\\a", "windows"), "//host/share/a");
});

Deno.test("dirname() and basename() split a path", () => {
  assert.deepEqual([dirname("a/b.ts"), dirname("b.ts"), dirname("/b.ts")], ["a", "", "/"]);
  assert.deepEqual([basename("a/b.ts"), basename("b.ts")], ["b.ts", "b.ts"]);
  const path = "C:\\a b\\50%.ts";
  assert.deepEqual([dirname(path, "windows"), basename(path, "windows")], ["C:\\a b", "50%.ts"]);
  assert.deepEqual([dirname("a\\b.ts", "posix"), basename("a\\b.ts", "posix")], ["", "a\\b.ts"]);
});

Deno.test("relative() goes up and down, and not across drives and shares", () => {
  assert.equal(relative("/a/b", "/a/c/d"), "../c/d");
  assert.equal(relative("/a", "/a/b"), "b");
  assert.equal(relative("/a", "/a"), ".");
  assert.equal(relative("C:/a", "D:/b"), "D:/b");
  assert.equal(relative("C:\\a\\b", "C:\\a\\c", "windows"), "../c");
  assert.equal(relative("\\\\host\\s\\a", "\\\\host\\s\\b\\c", "windows"), "../b/c");
  assert.equal(relative("\\\\host\\s\\a", "\\\\other\\s\\b", "windows"), "//other/s/b");
});

Deno.test("relative() looks at case where the system does", () => {
  assert.equal(relative("c:\\Users\\Ana", "C:\\users\\ana\\m\\X.ts", "windows"), "m/X.ts");
  assert.equal(relative("/Users/Ana", "/Users/ana/m/X.ts", "posix"), "../ana/m/X.ts");
});

Deno.test("toFileUrl() escapes what URLs give a meaning to", () => {
  assert.equal(toFileUrl("/a b/50%#?.ts", "/", "posix"), "file:///a%20b/50%25%23%3F.ts");
  assert.equal(toFileUrl("x.ts", "/home/é", "posix"), "file:///home/%C3%A9/x.ts");
  assert.equal(toFileUrl("a\\b.ts", "/tmp", "posix"), "file:///tmp/a%5Cb.ts");
  assert.equal(toFileUrl("//a/b.ts", "/", "posix"), "file:///a/b.ts");
  assert.equal(
    toFileUrl("x.ts", "/Users/Ana Lee/My App", "posix"),
    "file:///Users/Ana%20Lee/My%20App/x.ts",
  );
});

Deno.test("toFileUrl() makes URLs of Windows paths", () => {
  const url = (path: string, folder = "C:\\proj") => toFileUrl(path, folder, "windows");
  assert.equal(url("C:\\a b\\x#.ts"), "file:///C:/a%20b/x%23.ts");
  assert.equal(url("m/x.ts"), "file:///C:/proj/m/x.ts");
  assert.equal(url("m\\50%.ts", "D:\\my proj"), "file:///D:/my%20proj/m/50%25.ts");
  assert.equal(url("\\\\host\\share\\x.ts"), "file://host/share/x.ts");
  assert.equal(url("..\\x.ts", "\\\\host\\share\\a"), "file://host/share/x.ts");
});

Deno.test("fromFileUrl() undoes toFileUrl()", () => {
  for (const path of ["/a b/50%#?.ts", "/Users/é/x.ts", "/tmp/a\\b.ts", "/"]) {
    assert.equal(fromFileUrl(toFileUrl(path, "/", "posix")), path);
  }
  for (const path of ["C:/a b/x#.ts", "c:/50%.ts", "//host/share/x y.ts", "C:/"]) {
    assert.equal(fromFileUrl(toFileUrl(path, "C:\\", "windows")), path);
  }
  assert.equal(fromFileUrl("file:///c%3A/x.ts"), "c:/x.ts");
});

Deno.test("shown() shortens only what is inside", () => {
  assert.equal(shown("/p/m/x.ts", "/p"), "m/x.ts");
  assert.equal(shown("/q/x.ts", "/p"), "/q/x.ts");
  assert.equal(shown("x.ts", "/p"), "x.ts");
  assert.equal(shown("c:\\P\\m\\x.ts", "C:\\p", "windows"), "m/x.ts");
  assert.equal(shown("D:\\p\\x.ts", "C:\\p", "windows"), "D:/p/x.ts");
});
