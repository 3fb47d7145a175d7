/** Computed columns that become plain ones, on a real MariaDB. */
import { mysql } from "@retort/mysql";
import { keepsComputed } from "../computed.ts";
import { liveTest } from "./server.ts";

liveTest("what was computed stays when its column is made plain", async ({ url }) => {
  await keepsComputed({ dialect: mysql, url });
});
