import assert from "node:assert/strict";
import { drizzle } from "../../../plugins/drizzle/mod.ts";
import { changes } from "../../../plugins/drizzle/fixtures/changes.ts";
import { dropViews, expectChange, left, type Place, runRecorded, sourceTest } from "./ground.ts";

const folder = new URL("../../../plugins/drizzle/fixtures/", import.meta.url);

async function schemaOf(place: Place): Promise<Readonly<Record<string, object>>> {
  const { schema } = await import(new URL(`${place}.ts`, folder).href);
  return schema;
}

/** MariaDB keeps views in words of its own, so one is made anew until a revision has made it. */
function apartFromViews(what: readonly string[], place: Place): readonly string[] {
  if (place !== "mysql") return what;
  return what.filter((text) => !/\bview (?:adults|careful)$/.test(text));
}

for (const place of ["postgres", "mysql", "sqlite"] as const) {
  sourceTest(place, "what drizzle-kit made is what drizzle() reads", async (ground) => {
    await runRecorded(ground, new URL(`${place}.sql`, folder), "--> statement-breakpoint");
    const schema = await schemaOf(place);
    assert.deepEqual(apartFromViews(await left(ground, await drizzle(schema)), place), []);
    const { adults: _adults, totals: _totals, careful: _careful, ...tables } = schema;
    await dropViews(ground);
    for (const { change, ops } of changes[place]) {
      await expectChange(ground, await drizzle({ ...tables, ...change }), ops);
    }
  });
}
