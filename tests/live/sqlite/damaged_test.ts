/** A damaged record of the schema on SQLite. */
import { sqlite } from "@retort/sqlite";
import { connect } from "@retort/sqlite/driver";
import { survivesDamage } from "../damaged.ts";

Deno.test("a damaged record is told, and written anew by a stamp", async () => {
  const folder = await Deno.makeTempDir({ prefix: "retort_damaged_" });
  const url = `sqlite:${folder}/app.db`;
  try {
    await survivesDamage({ dialect: sqlite, url, connect: () => connect(url) });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
