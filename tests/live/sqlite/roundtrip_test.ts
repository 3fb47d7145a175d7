/** Schemas as applications have them: taken over from SQLite and made anew, they are the same. */
import assert from "node:assert/strict";
import { sqlite } from "@retort/sqlite";
import { statementsOf, travel } from "../roundtrip.ts";
import { dumpOf } from "./dump.ts";

/** Loads a schema and makes it anew. */
async function roundTrip(name: string): Promise<number> {
  const folder = await Deno.makeTempDir({ prefix: "retort_roundtrip_" });
  try {
    const [loaded, one, two] = ["loaded", "one", "two"].map((file) =>
      `sqlite:${folder}/${file}.db`
    );
    const db = await sqlite.connect?.(loaded ?? "", { create: true });
    assert.ok(db && loaded && one && two);
    for (const sql of await statementsOf(new URL(`./corpus/${name}.sql`, import.meta.url))) {
      await db.execute({ sql });
    }
    await db.close();
    const found = await travel({ dialect: sqlite, loaded, empty: [one, two], dump: dumpOf });
    assert.deepEqual(found.undeclared, []);
    return found.tables;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a library is taken over from SQLite and made anew", async () => {
  assert.equal(await roundTrip("library"), 33);
});

Deno.test("a sports club is taken over from SQLite and made anew", async () => {
  assert.equal(await roundTrip("club"), 42);
});

Deno.test("the databases of a phone are taken over from SQLite and made anew", async () => {
  assert.equal(await roundTrip("phone"), 27);
});
