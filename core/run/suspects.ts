/**
 * Which applied revisions may have been edited: by the fingerprints of their files, nothing imported.
 *
 * @module
 */
import { splitRows } from "../graph/rows.ts";
import type { RevisionSet } from "../plan/revisions.ts";
import { sourceHash } from "../source/fingerprint.ts";
import type { Session } from "./standing.ts";

const columns = ["id", "event", "direction", "revision", "source_hash"];

/** The applied revisions whose files are not as they were; none where the history does not know. */
export async function suspectsOf(
  { db, tables }: Pick<Session, "db" | "tables">,
  set: RevisionSet,
  versions: readonly string[],
): Promise<readonly string[]> {
  const { graph } = set;
  const applied = graph.ancestors(splitRows(graph, versions).known);
  if (applied.size === 0) return [];
  const rows = await db.rows?.(tables.history, columns) ?? [];
  const hashes = new Map<string, string>();
  for (const row of rows.toSorted((a, b) => Number(a["id"]) - Number(b["id"]))) {
    if (row["direction"] !== "upgrade" || row["event"] === "failed") continue;
    const { revision, source_hash: hash } = row;
    if (revision && hash) hashes.set(revision, hash);
  }
  return [...hashes.keys()].filter((id) => {
    const file = applied.has(id) ? set.file(id) : undefined;
    const hash = file ? sourceHash(file.text) : applied.has(id) ? set.mark?.(id)?.hash : undefined;
    return hash !== undefined && hash !== hashes.get(id);
  });
}
