/** Several runs at once on one database. */
import { freeze, race, rounds } from "../locks.ts";
import { liveTest, server } from "./server.ts";
import { withDatabase } from "../../servers/mysql.ts";

liveTest(`ten runs at once run each revision once (${rounds} rounds)`, async () => {
  for (let round = 0; round < rounds; round++) {
    await withDatabase(server(), "race", (database) => race({ dialect: "mysql", ...database }));
  }
});

liveTest("a run that was frozen and replaced changes nothing any more", async (database) => {
  await freeze({ dialect: "mysql", ...database });
});
