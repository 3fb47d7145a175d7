import assert from "node:assert/strict";
import manifest from "./deno.json" with { type: "json" };
import { version } from "./version.ts";

Deno.test("version is that of the package", () => {
  assert.equal(version, manifest.version);
});
