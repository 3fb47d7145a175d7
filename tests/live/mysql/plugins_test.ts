/** A small plugin on MariaDB or MySQL. */
import { mysql } from "@retort/mysql";
import { goesUp, hooksStop, isUndoneAndScripted, survives } from "../plugins.ts";
import { liveTest } from "./server.ts";

for (const tell of [goesUp, isUndoneAndScripted, hooksStop, survives]) {
  liveTest(`a plugin's op on MariaDB: ${tell.name}`, async ({ url, connect }) => {
    const { server } = await connect();
    const column = server.flavour === "mariadb" ? "for_mariadb" : "for_all";
    await tell({ dialect: mysql, url, column });
  });
}
