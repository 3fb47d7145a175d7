/** What comes between a revision and its end, on MariaDB and MySQL. */
import { mysql } from "@retort/mysql";
import { movedMeanwhile, takenMeanwhile } from "../refused.ts";
import { liveTest } from "./server.ts";

for (const work of [movedMeanwhile, takenMeanwhile]) {
  liveTest(`a revision is not finished: ${work.name}`, async ({ url, connect }) => {
    await work({ dialect: mysql, url, connect });
  });
}
