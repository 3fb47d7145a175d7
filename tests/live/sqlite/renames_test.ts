import { sqlite } from "@retort/sqlite";
import { tellRename } from "../renames.ts";

Deno.test("a table and its column are renamed at once, with the views on them", async () => {
  const folder = await Deno.makeTempDir({ prefix: "retort_renames_" });
  try {
    await tellRename({ dialect: sqlite, url: `sqlite:${folder}/app.db` });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
