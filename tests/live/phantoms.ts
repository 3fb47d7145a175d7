/**
 * Changes that nobody made: generated models are brought into a live database, and then there must
 * be nothing left to change, neither for them nor for the models that are read back.
 *
 * @module
 */
import assert from "node:assert/strict";
import * as core from "@retort/core";
import type { Connection, Dialect } from "@retort/core/dialect";
import { isRetortError } from "@retort/core/errors";
import { type Op, spec } from "@retort/core/ops";
import { bookkeepingOf } from "@retort/core/plan";
import type { MetaData, Schema } from "@retort/core/schema";
import { writeModels } from "@retort/core/source";
import fc from "fast-check";
import { readModels } from "../../core/commands/introspect.ts";
import { compare, projectOf } from "./comparison.ts";
import { evaluate } from "./evaluate.ts";
import { runOps } from "./golden.ts";

/** What generated models are brought into, and where they come from. */
export interface Ground {
  /** The dialect, as its users get it. */
  readonly dialect: Dialect;
  /** A connection. */
  readonly db: Connection;
  /** The models. */
  readonly schemas: fc.Arbitrary<Schema>;
  /** Schemas that are looked at though models name none of their tables. */
  readonly includeSchemas?: readonly string[];
  /** Changes that the server refuses, since only the author knows how; none unless given. */
  readonly mayRefuse?: RegExp;
  /** What an author writes in place of holes; nothing unless given. */
  readonly fill?: (ops: readonly Op[], live: Schema) => readonly Op[];
  /** What of a schema can be changed into another; all of it unless given. */
  readonly changeable?: (schema: Schema) => Schema;
  /** Makes the database as good as new. */
  readonly fresh: () => Promise<void>;
}

/** How many models are generated, and which. */
export interface Amount {
  /** How many schemas. */
  readonly count: number;
  /** How many changes from one to the next. */
  readonly changes: number;
  /** The seed. */
  readonly seed: number;
}

/** What was found. */
export interface Tally {
  /** Changes that nobody made, each with the number of its schema. */
  readonly phantoms: readonly string[];
  /** How many schemas were looked at. */
  readonly schemas: number;
  /** How many changes from one schema to another ran. */
  readonly changes: number;
  /** Changes that the server or the dialect refused, in its words. */
  readonly refused: readonly string[];
}

/** What is looked at in continuous integration; `deno task soak` looks at more. */
export const usual: Amount = { count: 100, changes: 25, seed: 20261127 };

/** Makes the database what models say. */
async function apply(ground: Ground, models: MetaData): Promise<void> {
  const { ops, live } = await compare(ground, models);
  await runOps(ground, { ops: ground.fill?.(ops, live) ?? ops, state: live });
}

/** What is left to change, in words. */
async function left(ground: Ground, models: MetaData, where: string): Promise<readonly string[]> {
  const { ops, unchangeable } = await compare(ground, models);
  // A type stays where a table that is not looked at has it, and that is said.
  const differing = unchangeable.map(({ what }) => what)
    .filter((what) => !what.includes("that are not looked at"));
  return [...ops.map((op) => spec(op).describe(op)), ...differing]
    .map((what) => `${where}: ${what}`);
}

/** The models that are read back. */
async function readBack(ground: Ground): Promise<MetaData> {
  const { db, dialect } = ground;
  const project = projectOf(ground, new core.MetaData());
  const session = { db, dialect, tables: bookkeepingOf(project.settings) };
  return evaluate(writeModels(await readModels(project, session)));
}

/** Whether an error is a refusal: of the dialect before anything ran, or of the server. */
function isRefusal(error: unknown): error is Error {
  return isRetortError(error) &&
    /^(?:dialect\/unsupported|database\/statement-failed)$/.test(error.code);
}

/** Looks for changes that nobody made. */
export async function huntPhantoms(ground: Ground, amount: Amount): Promise<Tally> {
  const { count, changes, seed } = amount;
  const schemas = fc.sample(ground.schemas, { seed, numRuns: Math.max(count, changes + 1) });
  const models = schemas.slice(0, count).map((schema) => evaluate(writeModels(schema)));
  const phantoms: string[] = [];
  for (const [n, item] of models.entries()) {
    await ground.fresh();
    await apply(ground, item);
    phantoms.push(...await left(ground, item, `schema ${n}`));
    phantoms.push(...await left(ground, await readBack(ground), `schema ${n}, read back`));
  }
  const walked = await walk(
    ground,
    schemas.slice(0, changes + 1).map((schema) =>
      evaluate(writeModels(ground.changeable?.(schema) ?? schema))
    ),
  );
  return {
    phantoms: [...phantoms, ...walked.phantoms],
    schemas: count,
    changes: walked.changes,
    refused: walked.refused,
  };
}

/** Goes from each schema to the next: afterwards nothing may be left to change. */
async function walk(
  ground: Ground,
  models: readonly MetaData[],
): Promise<Pick<Tally, "phantoms" | "changes" | "refused">> {
  const phantoms: string[] = [];
  const refused: string[] = [];
  let changes = 0;
  for (const [n, to] of models.slice(1).entries()) {
    const from = models[n];
    if (!from) continue;
    await ground.fresh();
    await apply(ground, from);
    try {
      await apply(ground, to);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refused.push(`schema ${n} to ${n + 1}: ${error.message}`);
      continue;
    }
    changes++;
    phantoms.push(...await left(ground, to, `schema ${n} to ${n + 1}`));
  }
  return { phantoms, changes, refused };
}

/** What was refused and should not have been. */
export function wronglyRefused({ mayRefuse }: Ground, { refused }: Tally): readonly string[] {
  return refused.filter((item) => !mayRefuse?.test(item));
}

/** The law itself. */
export async function expectNoPhantoms(ground: Ground, amount: Amount = usual): Promise<void> {
  const tally = await huntPhantoms(ground, amount);
  assert.deepEqual(tally.phantoms, []);
  assert.deepEqual(wronglyRefused(ground, tally), []);
  assert.ok(tally.changes >= amount.changes / 3, `only ${tally.changes} changes could be made`);
}
