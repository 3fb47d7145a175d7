/** A small plugin on PostgreSQL. */
import { postgres } from "@retort/postgres";
import { goesUp, hooksStop, isUndoneAndScripted, survives } from "../plugins.ts";
import { liveTest } from "./server.ts";

for (const tell of [goesUp, isUndoneAndScripted, hooksStop, survives]) {
  liveTest(`a plugin's op on PostgreSQL: ${tell.name}`, ({ url }) => {
    return tell({ dialect: postgres, url, column: "for_pg" });
  });
}
