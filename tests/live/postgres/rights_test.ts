import { withoutPassword } from "../../servers/sentinel.ts";
import { checkRights, serverCases } from "../rights.ts";
import { liveTest } from "./server.ts";

liveTest("commands access what permissions prints, all of it and nothing else", async ({ url }) => {
  await checkRights(withoutPassword(url), serverCases);
});
