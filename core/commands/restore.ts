/**
 * `restore`: the files of revisions as they were when they were applied.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import { wholeId } from "../graph/prefix.ts";
import { textsQuery } from "../plan/history.ts";
import { surveyRevisions } from "../plan/revisions.ts";
import type { Session } from "../run/standing.ts";
import { readHeader } from "../source/header.ts";
import type { SourceFile } from "../source/mod.ts";
import type { Project } from "./project.ts";
import { withStanding } from "./session.ts";

/** A file that was written again. */
export interface RestoreReport {
  /** The revision. */
  readonly revision: string;
  /** The file. */
  readonly path: string;
  /** Whether there was a file, with other text. */
  readonly replaced: boolean;
  /** The files of revisions that it follows or depends on, written again since they were missing. */
  readonly needed: readonly string[];
}

/**
 * Writes the file of a revision as it was when it was applied: one that is missing here, or one
 * that was edited. Revisions that it cannot do without are written too, where they are missing and
 * were applied. What else is wrong with the files is left out: others may name the missing one.
 * The beginning of an id will do.
 *
 * @throws {RetortError} `run/no-source` where the database does not keep its text.
 */
export async function restore(project: Project, reference: string): Promise<RestoreReport> {
  const set = await surveyRevisions(project.store);
  return await withStanding(project, async (standing) => {
    const session = await standing.session();
    const past = await session.db.rows?.(session.tables.history, ["revision"]);
    const applied = new Set(past?.map((row) => row["revision"] ?? ""));
    const known = set.graph.revisions.map(({ id }) => id);
    const revision = wholeId(reference, [...applied, ...known]);
    const kept = past && await keptFile(session, revision);
    if (!kept) throw new RetortError("run/no-source", { revision });
    const there = set.file(revision);
    const file = { ...kept, path: there?.path ?? kept.path };
    const path = await project.store.write(file, there ? { replace: true } : {});
    const needed: string[] = [];
    const seen = new Set([...known, revision]);
    const waiting = neededBy(kept);
    for (const id of waiting) {
      if (seen.has(id) || !applied.has(id)) continue;
      seen.add(id);
      const missing = await keptFile(session, id);
      if (!missing) continue;
      needed.push(await project.store.write(missing));
      waiting.push(...neededBy(missing));
    }
    return { revision, path, replaced: there !== undefined, needed };
  });
}

/** What the history keeps of a revision's file. */
async function keptFile(
  { db, dialect, tables }: Session,
  revision: string,
): Promise<SourceFile | undefined> {
  const query = dialect.writer.query(textsQuery(tables, revision));
  const rows = await db.query<{ file: string | null; source: string | null }>(query);
  const last = rows.at(-1);
  return last?.source ? { path: last.file ?? `${revision}.ts`, text: last.source } : undefined;
}

/** The revisions that a file names before its own; none where its text alone does not say. */
function neededBy({ text }: SourceFile): string[] {
  const header = readHeader(text);
  return header === undefined ? [] : [...header.down, ...header.dependsOn];
}
