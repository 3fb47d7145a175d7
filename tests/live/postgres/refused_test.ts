/** What comes between a revision and its end, on PostgreSQL. */
import { postgres } from "@retort/postgres";
import { movedMeanwhile, takenMeanwhile } from "../refused.ts";
import { liveTest } from "./server.ts";

for (const work of [movedMeanwhile, takenMeanwhile]) {
  liveTest(`a revision is not finished: ${work.name}`, async ({ url, connect }) => {
    await work({ dialect: postgres, url, connect });
  });
}

liveTest("a revision is not finished: the history takes everything", async ({ url, connect }) => {
  const also = ["ALTER TABLE retort_history ALTER event DROP NOT NULL"];
  await takenMeanwhile({ dialect: postgres, url, connect }, also);
});
