/**
 * Round trips of whole schemas that were written by hand: a database is taken over, its models leave
 * nothing to change, and what is made of them in an empty database is the same.
 *
 * @module
 */
import assert from "node:assert/strict";
import { adopt, autogenerate, check, type Project, upgrade } from "@retort/core/commands";
import type { Dialect } from "@retort/core/dialect";
import { bookkeepingOf, isOwn } from "@retort/core/plan";
import { applyNaming, canonical, defaultNaming, emptySchema, MetaData } from "@retort/core/schema";
import { openStore } from "../../cli/store.ts";
import { evaluate } from "./evaluate.ts";
import { bareProject } from "./project.ts";

/** What is needed of a server. */
export interface RoundTrip {
  /** The dialect, as its users get it. */
  readonly dialect: Dialect;
  /** The URL of the database that the schema was loaded into. */
  readonly loaded: string;
  /** The URLs of two empty databases. */
  readonly empty: readonly [fromRevision: string, fromModels: string];
  /** The server's own description of a database, retort's tables left out. */
  readonly dump: (url: string) => Promise<unknown>;
  /** Objects that models can't declare: the second database is not made from models alone. */
  readonly beyondModels?: boolean;
}

/** What a round trip found. */
export interface Travelled {
  /** How many tables were taken over. */
  readonly tables: number;
  /** What no op makes, in words. */
  readonly undeclared: readonly string[];
  /** What SQL in the first revision makes, in words. */
  readonly executed: readonly string[];
  /** The models that were printed. */
  readonly models: string;
}

/** Takes a database over, makes it anew twice, and asserts that all three are the same. */
export async function travel(trip: RoundTrip): Promise<Travelled> {
  const before = { dump: await trip.dump(trip.loaded), state: await stateOf(trip, trip.loaded) };
  const folder = await Deno.makeTempDir({ prefix: "retort_roundtrip_" });
  const other = await Deno.makeTempDir({ prefix: "retort_roundtrip_" });
  try {
    const taken: { models?: string } = {};
    const from = projectOf(trip, { url: trip.loaded, folder, metadata: () => modelsOf(taken) });
    const report = await adopt(from, {
      id: "first",
      keep: ({ models }) => void (taken.models = models),
    });
    assert.deepEqual(report.changes, [], "the models are what the database is");
    assert.deepEqual(await trip.dump(trip.loaded), before.dump, "taking over changes nothing");
    const metadata = modelsOf(taken);
    const [fromRevision, fromModels] = trip.empty;
    const anew = projectOf(trip, { url: fromRevision, folder, metadata: () => metadata });
    await expectSame(trip, { url: fromRevision, project: anew, before });
    if (!trip.beyondModels) {
      const project = projectOf(trip, { url: fromModels, folder: other, metadata: () => metadata });
      await autogenerate(project, {});
      await expectSame(trip, { url: fromModels, project, before });
    }
    const { tables, undeclared, executed } = report;
    return { tables, undeclared, executed, models: taken.models ?? "" };
  } finally {
    await Deno.remove(folder, { recursive: true });
    await Deno.remove(other, { recursive: true });
  }
}

interface Made {
  readonly url: string;
  readonly project: Project;
  readonly before: { readonly dump: unknown; readonly state: unknown };
}

/** Upgrades an empty database: it is what the first one was. */
async function expectSame(trip: RoundTrip, { url, project, before }: Made): Promise<void> {
  await upgrade(project, { target: "head" });
  const { changes, unchangeable } = await check(project);
  assert.deepEqual([...changes, ...unchangeable.map(({ what }) => what)], []);
  assert.deepEqual(await stateOf(trip, url), before.state);
  assert.deepEqual(await trip.dump(url), before.dump);
}

function modelsOf({ models }: { readonly models?: string }): MetaData {
  return models === undefined ? new MetaData() : evaluate(models);
}

/** What the inspection says of a database, retort's tables left out. */
async function stateOf({ dialect }: RoundTrip, url: string): Promise<unknown> {
  const db = await dialect.connect?.(url);
  assert.ok(db, "a dialect that connects");
  try {
    const found = await dialect.inspect?.(db) ?? emptySchema;
    const own = bookkeepingOf({ versionTable: "retort_version" });
    const tables = new Map([...found.tables].filter(([, table]) => !isOwn(own, table)));
    // Models give names to what the database had without.
    const named = applyNaming({ ...found, tables }, defaultNaming);
    return JSON.parse(canonical(dialect.normalize(named)));
  } finally {
    await db.close();
  }
}

interface Place {
  readonly url: string;
  readonly folder: string;
  readonly metadata: () => MetaData;
}

function projectOf({ dialect }: RoundTrip, { url, folder, metadata }: Place): Project {
  return bareProject(dialect, url, {
    store: openStore({ locations: [folder] }),
    ids: { revision: () => "only" },
    environment: () => Promise.resolve({ metadata }),
  });
}

/** The statements of a file; a blank line ends one, since bodies of triggers hold semicolons. */
export async function statementsOf(path: URL): Promise<readonly string[]> {
  const text = (await Deno.readTextFile(path)).replaceAll(/^--.*\n/gm, "");
  return text.split(/\n\n+/).map((item) => item.trim()).filter((item) => item !== "");
}
