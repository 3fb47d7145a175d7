import { sqlite } from "@retort/sqlite";
import { tellRecase } from "../recased.ts";
import { tellRename } from "../renames.ts";

Deno.test("a table and its column are renamed at once, with the views on them", async () => {
  await withFile((url) => tellRename({ dialect: sqlite, url }));
});

Deno.test("columns get their names in another case", async () => {
  await withFile((url) => tellRecase({ dialect: sqlite, url }, { asked: false }));
});

async function withFile(work: (url: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "retort_renames_" });
  try {
    await work(`sqlite:${folder}/app.db`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
