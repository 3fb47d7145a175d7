/** Several runs at once on one database. */
import { freeze, race, rounds, type Scene } from "../locks.ts";

async function withFile(work: (scene: Scene) => Promise<void>): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "retort_locks_" }));
  try {
    const url = `sqlite:${folder}/app.db`;
    await work({
      dialect: "sqlite",
      url,
      connect: async () => {
        const { connect } = await import("../../../dialects/sqlite/driver.ts");
        return await connect(url);
      },
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test(`ten runs at once run each revision once (${rounds} rounds)`, async () => {
  for (let round = 0; round < rounds; round++) await withFile(race);
});

Deno.test("a run that was frozen and replaced changes nothing any more", () => withFile(freeze));
