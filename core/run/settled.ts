/**
 * The mark that a run leaves at the head, by which the next one sees that there is nothing to do: by
 * the files' texts alone, without reading a graph from them.
 *
 * @module
 */
import type { Connection, TextRow } from "../dialect/mod.ts";
import type { Bookkeeping } from "../plan/bookkeeping.ts";
import type { SourceFile } from "../source/mod.ts";

/** The object of the row that stands for the whole record of the schema, and holds the mark. */
export const wholeRecord = "record";

/** What a run saw that ended at the only head and left no applied revision edited. */
export interface Settled {
  /** The version row: the head. */
  readonly row: string;
  /** The fingerprint of the revision files. */
  readonly files: string;
  /** The token of its lease: whoever does anything after it has a greater one. */
  readonly token: number;
}

/**
 * Whether the last that was done to a database was a run that ended here with the files of this
 * fingerprint: no revision is edited then, none is half-done, and the graph is what it was.
 */
export async function isSettled(
  { db, rows }: { readonly db: Connection; readonly rows: readonly string[] },
  tables: Bookkeeping,
  files: Promise<string>,
): Promise<boolean> {
  const [row, ...others] = rows;
  if (!db.rows || row === undefined || others.length > 0) return false;
  // Sent one behind the other, not each after the answer to the one before.
  const [record, lease, journal] = await Promise.all([
    db.rows(tables.recorded, ["object", "definition"], { object: wholeRecord }),
    db.rows(tables.lease, ["token"]),
    db.rows(tables.journal, ["revision"]),
  ]);
  const settled = markIn(record);
  if (settled?.row !== row || (journal ?? []).length > 0) return false;
  if (Number(lease?.[0]?.["token"]) !== settled.token) return false;
  return settled.files === await files;
}

/** The mark in the record; what can't be read is none, and all is looked at. */
function markIn(record: readonly TextRow[] | undefined): Settled | undefined {
  const about = record?.find(({ object }) => object === wholeRecord)?.["definition"] ?? "null";
  try {
    return (JSON.parse(about) as { readonly settled?: Settled } | null)?.settled;
  } catch {
    return undefined;
  }
}

/** The fingerprint of files in their order: SHA-256 of their texts. */
export async function filesHash(files: readonly SourceFile[]): Promise<string> {
  const texts = new TextEncoder().encode(files.map(({ text }) => text).join("\0"));
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", texts));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
