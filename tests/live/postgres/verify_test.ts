/** Verifications on PostgreSQL. */
import assert from "node:assert/strict";
import { postgres } from "@retort/postgres";
import { withDatabase } from "../../servers/postgres.ts";
import { changedValues, givenScratch, verdicts, wrongWays } from "../verify.ts";
import { liveTest, server } from "./server.ts";
import { takenBack } from "../verified_models.ts";
import { groundOf } from "./ground.ts";

liveTest("each revision gets the verdict that its rows show", async ({ url, connect }) => {
  await verdicts({ dialect: postgres, url });
  const left = await (await connect()).query({ sql: "SELECT datname AS name FROM pg_database" });
  assert.deepEqual(left.filter(({ name }) => String(name).startsWith("retort_scratch_")), []);
});

liveTest("ways back that are wrong are found", ({ url }) => wrongWays({ dialect: postgres, url }));

liveTest("values that come back as others are a loss", ({ url }) => {
  return changedValues({ dialect: postgres, url });
});

liveTest("a scratch database of the user must be empty, and is left so", async ({ url }) => {
  await withDatabase(server(), "scratch", async (scratch) => {
    await givenScratch({ dialect: postgres, url, scratch: scratch.url });
  });
});

liveTest("generated models are taken back", async ({ url, connect }) => {
  // A change of type that the server does not make by itself, in one direction or the other.
  const expected = /cannot know how to turn|element type of "anyarray"/;
  const ground = groundOf(await connect());
  await takenBack({ ...ground, url }, { count: 5, seed: 7, expected });
});
