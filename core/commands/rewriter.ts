/**
 * Rewriting what autogenerate has found, op by op.
 *
 * @module
 */
import type { Op } from "../ops/mod.ts";
import type { RevisedOps, RevisionDraft } from "./environment.ts";

/** What an op becomes: another one, several, none (`[]`); `undefined` leaves it as it is. */
export type OpRule<O extends Op = Op> = (
  op: O,
  draft: RevisionDraft,
) => Op | readonly Op[] | undefined;

/** Rules by the kinds of ops. */
export type OpRules = {
  readonly [K in Op["kind"]]?: OpRule<Extract<Op, { readonly kind: K }>>;
};

/**
 * A `processRevision` that rewrites ops by their kinds. Of several sets of rules each is told what the
 * one before it has left, as with Alembic's `Rewriter.chain`. The downgrade is derived from the result.
 *
 * ```ts
 * import { defineEnvironment, op, rewriter } from "@retort/core";
 *
 * defineEnvironment({
 *   processRevision: rewriter(
 *     { dropTable: () => [] },
 *     { dropIndex: ({ name, table }) => op.dropIndex(name, table, { ifExists: true }) },
 *   ),
 * });
 * ```
 */
export function rewriter(...steps: readonly OpRules[]): (draft: RevisionDraft) => RevisedOps {
  return (draft) => {
    const upgrade = steps.reduce<readonly Op[]>(
      (ops, rules) => ops.flatMap((op) => ruled(op, rules, { ...draft, upgrade: ops })),
      draft.upgrade,
    );
    return { upgrade };
  };
}

function ruled(op: Op, rules: OpRules, draft: RevisionDraft): readonly Op[] {
  const rule = rules[op.kind] as OpRule | undefined;
  const found = rule?.(op, draft) ?? op;
  return "kind" in found ? [found] : found;
}
