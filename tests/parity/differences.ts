/**
 * Where retort means to differ from what was recorded, and why.
 *
 * @module
 */

import { ddlDifferences } from "./ddl/differences.ts";
import type { Outcome } from "./outcome.ts";

/** One difference that is meant. */
export interface Difference {
  /** The kind of case. */
  readonly kind: "graph" | "ddl" | "autogen";
  /** The names of the cases. */
  readonly names: RegExp;
  /** The error that we end with instead of what was recorded, where it is one. */
  readonly code?: string;
  /** What the SQL that we write instead must have in it, where it is SQL. */
  readonly sql?: RegExp;
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
  {
    kind: "graph",
    names: /\/branched\/stamp\/(?:15|27)$|^badrows\/branched\/stamp\/1$|\/rnd29_deps10\/stamp\/2$/,
    reason:
      "Alembic takes away rows of other branches that the stamp asks for too; we keep them, so that the table says what was asked for",
  },
  {
    kind: "graph",
    names: /\/rnd12_mixed40\/stamp\/2$/,
    reason: "Alembic replaces rows of all branches with the first move; we do each with its own",
  },
  ...ddlDifferences,
];

/** The reason why a case may differ so, if there is one. */
export function reasonFor(kind: string, outcome: Outcome): string | undefined {
  return differences.find((one) => one.kind === kind && isMeant(one, outcome))?.reason;
}

function isMeant(one: Difference, { name, got }: Outcome): boolean {
  if (!one.names.test(name)) return false;
  const code = typeof got === "object" && got !== null && "error" in got ? got.error : undefined;
  if (one.code !== undefined) return one.code === code;
  if (one.sql === undefined) return true;
  return Array.isArray(got) && one.sql.test(got.join(";\n"));
}
