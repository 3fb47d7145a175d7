/**
 * Where retort means to differ from what was recorded, and why.
 *
 * @module
 */

import type { Outcome } from "./outcome.ts";

/** One difference that is meant. */
export interface Difference {
  /** The kind of case. */
  readonly kind: "graph" | "ddl" | "autogen";
  /** The names of the cases. */
  readonly names: RegExp;
  /** The error that we end with instead of what was recorded, where it is one. */
  readonly code?: string;
  /** Why ours is right. */
  readonly reason: string;
}

/** All differences that are meant. */
export const differences: readonly Difference[] = [
  {
    kind: "graph",
    names: /\/load(\/\d+)?$/,
    code: "graph/duplicate-id",
    reason: "Alembic warns and takes the last of two files with one id; we refuse and name both",
  },
  {
    kind: "graph",
    names: /\/new-revision\/\d+$/,
    code: "graph/id-taken",
    reason: "Alembic writes a second file with an id that is taken; we refuse",
  },
  {
    kind: "graph",
    names: /\/iterate\/\d+$/,
    code: "graph/walked-too-far",
    reason: 'Alembic looks for a revision called "heads"; we say that the walk is too long',
  },
  {
    kind: "graph",
    names: /\/hex5\/upgrade\/29$/,
    code: "graph/unknown-revision",
    reason: 'Alembic reads "+1+1" as "+1"; we refuse what we do not understand to its end',
  },
  {
    kind: "graph",
    names: /\/downgrade\/\d+$/,
    code: "graph/unknown-branch",
    reason: "Alembic takes everything back when the branch named does not exist; we refuse",
  },
  {
    kind: "graph",
    names: /\/stamp\/\d+$/,
    code: "graph/overlapping-revisions",
    reason:
      "Alembic stamps a revision beside its ancestor, then refuses to upgrade; we refuse that",
  },
];

/** The reason why a case may differ so, if there is one. */
export function reasonFor(kind: string, { name, got }: Outcome): string | undefined {
  const code = typeof got === "object" && got !== null && "error" in got ? got.error : undefined;
  return differences.find((one) =>
    one.kind === kind && one.names.test(name) && (one.code === undefined || one.code === code)
  )?.reason;
}
