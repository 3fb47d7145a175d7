/** Runs on MariaDB that are told to stop. */
import { mysql } from "@retort/mysql";
import * as abort from "../abort.ts";
import { liveTest } from "./server.ts";

const { insideTogether: _transactional, ...scenarios } = abort;

for (const [name, work] of Object.entries(scenarios)) {
  liveTest(`a signal stops a run: ${name}`, async ({ connect }) => {
    await work({ dialect: mysql, connect });
  });
}
