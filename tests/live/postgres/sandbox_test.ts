import { checkSandbox } from "../sandbox.ts";
import { liveTest } from "./server.ts";

liveTest(
  "revisions without rights reach their database, and only by what they are given",
  async ({ url }) => {
    await checkSandbox(url);
  },
);
