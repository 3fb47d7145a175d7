/** Runs on PostgreSQL that are told to stop. */
import { postgres } from "@retort/postgres";
import * as abort from "../abort.ts";
import { liveTest } from "./server.ts";

for (const [name, work] of Object.entries(abort)) {
  liveTest(`a signal stops a run: ${name}`, async ({ connect }) => {
    await work({ dialect: postgres, connect });
  });
}
