/**
 * What becomes of the heads where another line of the code is merged.
 *
 * @module
 */
import { headsTogether } from "../graph/together.ts";
import { type RevisionSet, surveyRevisions } from "../plan/revisions.ts";
import { RetortError } from "../errors/mod.ts";
import type { SourceFile, Store } from "../source/mod.ts";

/** Another line of the code: a branch, or what it is to be merged into. */
export interface OtherLine {
  /** What it is called: `origin/main`. */
  readonly name: string;
  /** Its revision files. They are read, and never run. */
  readonly files: readonly SourceFile[];
}

/** A head that would be there after a merge. */
export interface LineHead {
  /** The id. */
  readonly revision: string;
  /** The first line about it. */
  readonly message: string;
  /** Whether this line of the code has it. */
  readonly here: boolean;
  /** Whether the other one has it. */
  readonly there: boolean;
}

/** What a merge with another line of the code would leave. */
export interface Against {
  /** What the other line is called. */
  readonly name: string;
  /** Heads that would stand beside each other, meant by nobody; none where all is well. */
  readonly heads: readonly LineHead[];
  /** Files of the other line whose text alone does not say what they follow; they are left out. */
  readonly unread: readonly string[];
}

/** Puts the revisions of two lines together, and tells the heads that come of it. */
export async function compareHeads(set: RevisionSet, line: OtherLine): Promise<Against> {
  const { name, files } = line;
  const { graph, problems } = await surveyRevisions(unloaded(files));
  const heads = headsTogether(set.graph, graph).map(({ revision: { id, message }, ...where }) => ({
    revision: id,
    message: message ?? "",
    ...where,
  }));
  const unread = problems.flatMap(({ code, data }) =>
    code === "source/cannot-load" ? (data as { readonly path: string }).path : []
  );
  return { name, heads, unread };
}

/** Files that are read and not imported: they stand in no folder. */
function unloaded(files: readonly SourceFile[]): Store {
  const refused = (path: string): Promise<never> =>
    Promise.reject(new RetortError("source/cannot-load", { path, problem: "it is not here" }));
  return {
    list: () => Promise.resolve(files),
    load: ([path = ""]) => refused(path),
    write: ({ path }) => refused(path),
  };
}
