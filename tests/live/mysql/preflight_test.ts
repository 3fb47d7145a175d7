/** Preflights on MariaDB and MySQL. */
import { mysql } from "@retort/mysql";
import { bothDirections, reports } from "../preflight.ts";
import { liveTest } from "./server.ts";

liveTest("rows are said to be in the way if and only if they are", ({ url }) => {
  return bothDirections({ dialect: mysql, url, expressions: false });
});

liveTest("counts, keys and what was not looked at", ({ url }) => {
  return reports({ dialect: mysql, url, expressions: false });
});
