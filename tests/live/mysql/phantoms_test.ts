/** Models on a real MySQL: what was made of them leaves nothing to change. */
import { expectNoPhantoms } from "../phantoms.ts";
import { groundOf } from "./ground.ts";
import { liveTest } from "./server.ts";

liveTest("generated models leave nothing to change on MySQL", async (database) => {
  await expectNoPhantoms(groundOf(await database.connect()));
});
