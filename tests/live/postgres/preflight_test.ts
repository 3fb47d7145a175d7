/** Preflights on PostgreSQL. */
import { postgres } from "@retort/postgres";
import { bothDirections, reports } from "../preflight.ts";
import { liveTest } from "./server.ts";

liveTest("rows are said to be in the way if and only if they are", ({ url }) => {
  return bothDirections({ dialect: postgres, url, expressions: true });
});

liveTest("counts, keys and what was not looked at", ({ url }) => {
  return reports({ dialect: postgres, url, expressions: true });
});
