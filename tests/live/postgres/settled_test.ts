/** The mark of a run on PostgreSQL. */
import { postgres } from "@retort/postgres";
import { noticesEdits, noticesMoves, settles } from "../settled.ts";
import { liveTest } from "./server.ts";

for (const work of [settles, noticesEdits, noticesMoves]) {
  liveTest(`a run leaves a mark at the head: ${work.name}`, async ({ url, connect }) => {
    await work({ dialect: postgres, url, connect });
  });
}
