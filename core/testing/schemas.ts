/**
 * Generated schemas on the server: what was made is what is read, and diffs lead where they say.
 *
 * @module
 */
import { emptySchema, type Schema } from "../schema/mod.ts";
import { changed } from "./change.ts";
import { runOps } from "./execute.ts";
import { expect, isUnsupported } from "./expect.ts";
import { featuresOf } from "./features.ts";
import { schemaFrom } from "./generate.ts";
import {
  bringTo,
  describeAll,
  expectIs,
  expectSame,
  type Ground,
  opsTo,
  type Place,
} from "./ground.ts";
import { randomFrom } from "./random.ts";
import type { Check } from "./suite.ts";

/** The checks on generated schemas. */
export const schemaChecks: readonly Check[] = [
  { group: "inspect", name: "what was made is what is read", run: readsWhatWasMade },
  { group: "inspect", name: "normalising twice changes nothing", run: normalisesOnce },
  { group: "diff", name: "a difference leads to the schema", run: leadsThere },
];

/** A generated schema that the dialect renders. */
function schemaOfSeed(ground: Ground, seed: number): Schema {
  return schemaFrom(randomFrom(seed), featuresOf(ground));
}

async function readsWhatWasMade(ground: Ground): Promise<void> {
  const place = await ground.database();
  for (const seed of ground.seeds) {
    const wanted = schemaOfSeed(ground, seed);
    await bringTo(place.live, wanted);
    await expectSame(place.live, wanted, `seed ${seed}: inspecting gives the schema that was made`);
    await bringTo(place.live, emptySchema);
    await expectIs(place.live, emptySchema, `seed ${seed}: all of it can be dropped`);
  }
  ground.note(`${ground.seeds.length} schemas`);
}

function normalisesOnce(ground: Ground): Promise<void> {
  const { dialect, seeds } = ground;
  const wrong = seeds.filter((seed) => {
    const once = dialect.normalize(schemaOfSeed(ground, seed));
    return JSON.stringify([...dialect.normalize(once).tables]) !== JSON.stringify([...once.tables]);
  });
  expect(
    wrong.length === 0,
    "normalize(normalize(s)) = normalize(s)",
    wrong.map((n) => `seed ${n}`),
  );
  return Promise.resolve();
}

async function leadsThere(ground: Ground): Promise<void> {
  const random = randomFrom(ground.seeds[0] ?? 1);
  const features = featuresOf(ground);
  let place: Place | undefined;
  let [ran, refused] = [0, 0];
  for (const seed of ground.seeds) {
    const from = schemaOfSeed(ground, seed);
    const to = changed(random, features, from);
    place ??= await ground.database();
    await bringTo(place.live, from);
    try {
      await walk(place, to, seed);
      ran++;
      await bringTo(place.live, emptySchema);
    } catch (error) {
      if (!isUnsupported(error)) throw error;
      refused++;
      place = undefined;
      ground.note(`not supported: ${error.message}`);
    }
  }
  ground.note(`${ran} changes ran, ${refused} were refused`);
}

async function walk({ live }: Place, to: Schema, seed: number): Promise<void> {
  const ops = await opsTo(live, to);
  const what = `seed ${seed}: ${describeAll(ops).join("; ")}`;
  await runOps(live, { ops, state: await inspected(live) });
  await expectIs(live, to, what);
}

async function inspected({ db, dialect }: Place["live"]): Promise<Schema> {
  return await dialect.inspect?.(db) ?? emptySchema;
}
