/**
 * The ops of a step: written in the revision, or derived from its upgrade.
 *
 * @module
 */
import { type ErrorData, isRetortError, type Place, RetortError } from "../errors/mod.ts";
import type { Step } from "../graph/mod.ts";
import { findReverse, type Op, type RevisionContext, spec } from "../ops/mod.ts";
import { unknownSchema } from "../schema/mod.ts";
import { locateOp } from "../source/locate.ts";
import type { RevisionModule } from "../source/mod.ts";
import { opsOf } from "../source/read.ts";
import type { GroupFailure } from "./render.ts";
import type { RevisionSet } from "./revisions.ts";
import { stateAt } from "./state.ts";

/** A step with the ops that it runs. */
export interface Migration {
  /** The step of the path. */
  readonly step: Step;
  /** The revision. */
  readonly module: RevisionModule;
  /** What runs. */
  readonly ops: readonly Op[];
  /** Whether the ops were derived by reversing the upgrade. */
  readonly derived: boolean;
}

/** The word for a step's direction. */
export function directionOf({ direction }: Pick<Step, "direction">): "upgrade" | "downgrade" {
  return direction === "up" ? "upgrade" : "downgrade";
}

/**
 * The ops of every step of a path.
 *
 * @throws {RetortError} `source/irreversible` where a downgrade is not written and can't be derived.
 */
export async function migrationsOf(
  set: RevisionSet,
  path: readonly Step[],
  cx: RevisionContext,
): Promise<readonly Migration[]> {
  const modules = await set.load(path.map((step) => step.revision.id));
  const found: Migration[] = [];
  for (const [index, step] of path.entries()) {
    const module = modules[index];
    if (module === undefined) continue;
    const ops = opsOf(module, directionOf(step), cx);
    if (ops) found.push({ step, module, ops, derived: false });
    else found.push({ step, module, ops: await derive(set, module, cx), derived: true });
  }
  return found;
}

async function derive(
  set: RevisionSet,
  module: RevisionModule,
  cx: RevisionContext,
): Promise<readonly Op[]> {
  const forward = opsOf(module, "upgrade", cx) ?? [];
  // Most ops can be undone without knowing what was there before; replaying costs an import of all.
  const quick = findReverse(forward, unknownSchema);
  if (quick.irreversible === undefined) return quick.ops;
  const before = set.graph.effectiveDown(module.revision);
  const full = findReverse(forward, await stateAt(set, before, cx));
  if (full.irreversible === undefined) return full.ops;
  const op = full.irreversible;
  throw new RetortError(
    "source/irreversible",
    { revision: module.revision, op: spec(op).describe(op) },
    placeOf(set, module.revision, {
      direction: "upgrade",
      index: forward.indexOf(op),
      database: cx.database,
    }),
  );
}

/** Where an op stands, in the form that errors take. */
export function placeOf(
  set: RevisionSet,
  revision: string,
  at: {
    readonly direction: "upgrade" | "downgrade";
    readonly index: number;
    readonly database?: string | undefined;
  },
): { readonly place?: Place } {
  const file = set.file(revision);
  if (file === undefined) return {};
  return { place: locateOp(file, at.direction, at) };
}

/** Says of what nobody has filled in where it stands; other errors stay as they are. */
export function unfilledIn(
  set: RevisionSet,
  database: string | undefined,
): (migration: Migration) => GroupFailure {
  return ({ step, module, derived }) => (error, [first]) => {
    if (!isRetortError(error) || error.code !== "op/unfilled" || derived || !first) return error;
    const direction = directionOf(step);
    const at = placeOf(set, module.revision, { direction, index: first.index, database });
    return new RetortError("op/unfilled", error.data as ErrorData["op/unfilled"], at);
  };
}
