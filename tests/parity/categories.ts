/**
 * Which of our error codes stand for which recorded category of error.
 *
 * @module
 */
import type { RetortError } from "@retort/core/errors";

const categories: Readonly<Record<string, readonly string[]>> = {
  "graph/unknown-revision": ["RevisionNotFound"],
  "graph/unknown-branch": ["NoSuchBranch", "RevisionNotFound"],
  "graph/unknown-row": ["RevisionNotFound"],
  "graph/range-not-allowed": ["RevisionNotFound"],
  "graph/ambiguous-prefix": ["AmbiguousPartialId"],
  "graph/not-in-branch": ["NotInBranch"],
  "graph/multiple-heads": ["MultipleHeads"],
  "graph/empty-reference": ["InternalAssertion"],
  "graph/not-an-ancestor": ["RangeNotAncestor"],
  "graph/not-applied": ["RangeNotAncestor"],
  "graph/only-needed": ["RangeNotAncestor"],
  "graph/not-a-downgrade-target": ["NotADowngradeTarget"],
  "graph/walked-too-far": ["RelativeOutOfRange"],
  "graph/ambiguous-walk": ["AmbiguousWalk"],
  "graph/ambiguous-start": ["AmbiguousUpgrade"],
  "graph/overlapping-revisions": ["OverlappingRevisions"],
  "graph/self-loop": ["SelfLoop", "DependencySelfLoop"],
  "graph/cycle": ["CycleDetected"],
  "graph/dependency-cycle": ["DependencyCycleDetected"],
  "graph/label-taken": ["DuplicateBranchLabel"],
  "graph/illegal-id": ["InvalidRevisionId"],
  "graph/missing-parent": ["InternalKeyError"],
  "graph/not-a-head": ["NotAHead"],
  "graph/duplicate-heads": ["DuplicateHeads"],
};

/** Whether an error of ours is of a recorded category. */
export function isOfCategory(error: RetortError, category: string): boolean {
  if (error.code === "graph/self-loop") {
    const { role } = error.data as { readonly role: string };
    return category === (role === "dependsOn" ? "DependencySelfLoop" : "SelfLoop");
  }
  return categories[error.code]?.includes(category) ?? false;
}
