/** A small plugin on SQLite. */
import { sqlite } from "@retort/sqlite";
import { goesUp, hooksStop, isUndoneAndScripted } from "../plugins.ts";

for (const tell of [goesUp, isUndoneAndScripted, hooksStop]) {
  Deno.test(`a plugin's op on SQLite: ${tell.name}`, async () => {
    const folder = await Deno.makeTempDir({ prefix: "retort_plugins_" });
    try {
      await tell({ dialect: sqlite, url: `sqlite:${folder}/app.db`, column: "for_all" });
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}
