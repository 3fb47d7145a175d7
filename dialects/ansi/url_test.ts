import assert from "node:assert/strict";
import { isRetortError } from "@retort/core/errors";
import { filePath } from "./url.ts";

const pathOf = (url: string): string => filePath(url, "sqlite");

Deno.test("filePath() takes what follows as the path", () => {
  assert.equal(pathOf("sqlite:app.db"), "app.db");
  assert.equal(pathOf("sqlite:./x/app.db"), "./x/app.db");
  assert.equal(pathOf("sqlite://app.db"), "app.db");
  assert.equal(pathOf("sqlite:/var/app.db"), "/var/app.db");
  assert.equal(pathOf("sqlite:///var/app.db"), "/var/app.db");
  assert.equal(pathOf("sqlite::memory:"), ":memory:");
  assert.equal(pathOf("SQLITE:a%20b%23.db"), "a b#.db");
  assert.equal(pathOf("sqlite:100%25.db"), "100%.db");
  assert.equal(pathOf("sqlite:what%3F.db"), "what?.db");
  assert.equal(pathOf("sqlite:a@b.db"), "a@b.db");
});

Deno.test("filePath() refuses what names no file", () => {
  for (const url of ["sqlite:", "sqlite://", "postgresql://x", "sqlite:a%00b"]) {
    assert.throws(() => pathOf(url), { code: "database/bad-url" });
  }
});

Deno.test("filePath() refuses the parts of a server's URL and never repeats them", () => {
  const urls = ["sqlite://app:s3cret@h/db", "sqlite:s3cret.db?mode=ro", "sqlite:s3cret%zz.db"];
  for (const url of urls) {
    assert.throws(() => pathOf(url), (error) => {
      assert.ok(isRetortError(error) && error.code === "database/bad-url");
      const shown = `${error.message} ${error.hint} ${JSON.stringify(error.data)}`;
      return !shown.includes("s3cret");
    });
  }
});
