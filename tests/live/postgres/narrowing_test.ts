/** Columns whose values do not fit a new type. */
import { postgres } from "@retort/postgres";
import { allowedByOp, mended, narrowed } from "../narrowing.ts";
import { liveTest } from "./server.ts";

liveTest("values that do not fit a new type are refused by their number", async (database) => {
  await narrowed({ dialect: postgres, ...database });
});

liveTest("what an earlier op mends is no loss", async (database) => {
  await mended({ dialect: postgres, ...database });
});

liveTest("a reason at the op allows the change", async (database) => {
  await allowedByOp({ dialect: postgres, ...database });
});
