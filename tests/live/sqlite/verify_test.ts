/** Verifications on SQLite. */
import { sqlite } from "@retort/sqlite";
import { changedValues, givenScratch, verdicts, wrongWays } from "../verify.ts";
import { takenBack } from "../verified_models.ts";
import { withGround } from "./ground.ts";

const scene = { dialect: sqlite, url: "sqlite::memory:" };

Deno.test("each revision gets the verdict that its rows show", () => verdicts(scene));

Deno.test("ways back that are wrong are found", () => wrongWays(scene));

Deno.test("values that come back as others are a loss", () => changedValues(scene));

Deno.test("a scratch database of the user must be empty, and is left so", async () => {
  const folder = await Deno.makeTempDir({ prefix: "retort_verify_" });
  try {
    await givenScratch({ ...scene, scratch: `sqlite:${folder}/scratch.db` });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("generated models are taken back", async () => {
  // A table that others point at with SET NULL and the like is not dropped before them.
  const expected = /changes no rows of other tables|no such column/;
  await withGround((ground) =>
    takenBack({ ...ground, url: "sqlite::memory:" }, { count: 12, seed: 7, expected })
  );
});
