import assert from "node:assert/strict";
import { pathOf } from "./url.ts";

Deno.test("pathOf() takes what follows as the path", () => {
  assert.equal(pathOf("sqlite:app.db"), "app.db");
  assert.equal(pathOf("sqlite:./x/app.db"), "./x/app.db");
  assert.equal(pathOf("sqlite://app.db"), "app.db");
  assert.equal(pathOf("sqlite:/var/app.db"), "/var/app.db");
  assert.equal(pathOf("sqlite:///var/app.db"), "/var/app.db");
  assert.equal(pathOf("sqlite::memory:"), ":memory:");
  assert.equal(pathOf("SQLITE:a%20b%23.db"), "a b#.db");
  assert.equal(pathOf("sqlite:100%.db"), "100%.db");
});

Deno.test("pathOf() refuses what names no file", () => {
  for (const url of ["sqlite:", "sqlite://", "postgresql://x", "sqlite:a%00b"]) {
    assert.throws(() => pathOf(url), { code: "database/bad-url" });
  }
});
