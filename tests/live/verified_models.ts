/**
 * Generated models become revisions, one that makes them and one that makes others of them, and both
 * must be taken back: what a downgrade leaves, and where rows were in the way, is found.
 *
 * @module
 */
import assert from "node:assert/strict";
import { verify } from "@retort/core/commands";
import { diffSchemas } from "@retort/core/diff";
import { isRetortError } from "@retort/core/errors";
import { type Op, op } from "@retort/core";
import { emptySchema, type Schema, tableKey } from "@retort/core/schema";
import { writeModels } from "@retort/core/source";
import fc from "fast-check";
import { evaluate } from "./evaluate.ts";
import { moduleProject } from "./module_project.ts";
import type { Ground } from "./phantoms.ts";

/** What was found. */
export interface VerifiedModels {
  /** Revisions that could not be taken back as they should, in words. */
  readonly wrong: readonly string[];
  /** Tables without rows, and why. */
  readonly notFilled: readonly string[];
  /** Changes that the server refuses whatever rows there are. */
  readonly refused: readonly string[];
  /** How many revisions were tried. */
  readonly tried: number;
}

/** Verifies so many pairs of models. */
export async function verifyModels(
  ground: Ground & { readonly url: string },
  { count, seed }: { readonly count: number; readonly seed: number },
): Promise<VerifiedModels> {
  const change = ground.changeable ?? ((schema: Schema): Schema => schema);
  const schemas = fc.sample(ground.schemas, { seed, numRuns: 2 * count }).map(change);
  const wrong: string[] = [];
  const notFilled: string[] = [];
  const refused: string[] = [];
  let tried = 0;
  for (let at = 0; at < count; at++) {
    const [from, to] = schemas.slice(2 * at, 2 * at + 2);
    if (!from || !to) break;
    try {
      const { revisions } = await verify(projectFor(ground, from, to), { write: false });
      tried += revisions.length;
      for (const item of revisions) {
        wrong.push(...item.wrong.map((what) => `${at} ${item.revision}: ${what}`));
        notFilled.push(...item.notFilled.map(({ table, reason }) => `${at} ${table}: ${reason}`));
      }
    } catch (error) {
      if (!isRetortError(error)) throw error;
      refused.push(`${at}: ${error.code} ${error.message}`);
    }
  }
  return { wrong, notFilled, refused, tried };
}

function projectFor(
  ground: Ground & { readonly url: string },
  from: Schema,
  to: Schema,
): ReturnType<typeof moduleProject> {
  const { dialect, url, includeSchemas = [] } = ground;
  const first = evaluate(writeModels(from)).schema();
  const second = evaluate(writeModels(to)).schema();
  const schemas = includeSchemas.map((name) => op.createSchema(name));
  return moduleProject(dialect, url, [
    {
      revision: "made",
      downRevision: null,
      upgrade: [...schemas, ...changes(ground, emptySchema, first)],
    },
    { revision: "changed", downRevision: "made", upgrade: changes(ground, first, second) },
  ]);
}

function changes({ dialect, fill }: Ground, from: Schema, to: Schema): readonly Op[] {
  const { types, can } = dialect;
  const { ops } = diffSchemas(dialect.normalize(from), dialect.normalize(to), {
    types,
    comments: can.comments,
    written: (table) => to.tables.get(tableKey(table)),
  });
  return fill?.(ops, from) ?? ops;
}

/** All is taken back, but for what a server refuses whatever rows there are: those are expected. */
export async function takenBack(
  ground: Ground & { readonly url: string },
  { count, seed, expected }: {
    readonly count: number;
    readonly seed: number;
    readonly expected?: RegExp;
  },
): Promise<void> {
  const { wrong, refused, tried } = await verifyModels(ground, { count, seed });
  const other = [...wrong, ...refused].filter((what) => !(expected?.test(what) ?? false));
  assert.deepEqual(other, []);
  assert.ok(tried > count, `${tried} revisions were tried`);
}
