/** Computed columns that become plain ones, on SQLite. */
import { sqlite } from "@retort/sqlite";
import { keepsComputed } from "../computed.ts";

Deno.test("what was computed stays when its column is made plain", async () => {
  const folder = await Deno.makeTempDir({ prefix: "retort_computed_" });
  try {
    await keepsComputed({ dialect: sqlite, url: `sqlite:${folder}/app.db` });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
