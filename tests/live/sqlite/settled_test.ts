/** The mark of a run on SQLite. */
import { sqlite } from "@retort/sqlite";
import { connect } from "@retort/sqlite/driver";
import { noticesEdits, noticesMoves, settles } from "../settled.ts";

for (const work of [settles, noticesEdits, noticesMoves]) {
  Deno.test(`a run leaves a mark at the head: ${work.name}`, async () => {
    const folder = await Deno.makeTempDir({ prefix: "retort_settled_" });
    const url = `sqlite:${folder}/app.db`;
    try {
      await work({ dialect: sqlite, url, connect: () => connect(url) });
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}
