/** Rows that a run made itself, on PostgreSQL. */
import assert from "node:assert/strict";
import { postgres } from "@retort/postgres";
import { tellEmptied, tellLate, tellLosses } from "../losses.ts";
import { liveTest } from "./server.ts";

liveTest("a loss of rows of the same run says what it has done", async (place) => {
  await tellLosses({ dialect: postgres, ...place });
});

liveTest("a loss in the middle of a revision takes it back", async (place) => {
  const hint = await tellLate({ dialect: postgres, ...place });
  assert.match(hint, /^nothing of "b2" was kept; "a1" before it is done; if that is right: /);
});

liveTest("what a revision empties it may drop", async ({ url }) => {
  await tellEmptied({ dialect: postgres, url });
});
