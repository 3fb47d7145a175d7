/**
 * What was changed in revisions after they were applied.
 *
 * @module
 */
import { type Edit, RetortError } from "../errors/mod.ts";
import { isOp, isRun, type Op, opsHash, revived, spec, specsOf } from "../ops/mod.ts";
import { stableJson } from "../schema/data.ts";
import { appliedQuery, type AppliedRow, textsQuery } from "../plan/history.ts";
import { contextOf } from "../plan/record.ts";
import type { RevisionSet } from "../plan/revisions.ts";
import { printOp } from "../source/print.ts";
import { opsOf } from "../source/read.ts";
import type { Session } from "./standing.ts";

/** What was found in revisions that may have been edited. */
export interface Edits {
  /** Revisions that do something else than what was applied. */
  readonly edits: readonly Edit[];
  /** Revisions whose ops are the same, and whose functions may not be: they can't be compared. */
  readonly code: readonly string[];
}

/**
 * Compares the ops of revisions with those that were applied: only these are imported, and told
 * what they were told then.
 */
export async function editsOf(
  session: Session,
  set: RevisionSet,
  suspects: readonly string[],
): Promise<Edits> {
  const { db, dialect, tables } = session;
  const rows = await db.query<AppliedRow>(dialect.writer.query(appliedQuery(tables)));
  const last = new Map(rows.map((row) => [row.revision, row]));
  const edits: Edit[] = [];
  const code: string[] = [];
  for (const module of await set.load(suspects)) {
    const row = last.get(module.revision);
    const cx = contextOf(row?.told ?? null);
    if (!row || row.ops_hash === null || cx === undefined) continue;
    const ops = opsOf(module, "upgrade", cx) ?? [];
    if (opsHash(ops) === row.ops_hash) {
      if (ops.some(isRun)) code.push(module.revision);
    } else {
      const { revision, at: appliedAt } = row;
      const applied = await appliedOps(session, revision);
      // What a plugin says of an op, it says of the one that was applied.
      const before = applied && revived(applied, specsOf(ops));
      edits.push({ revision, appliedAt, ...differences(before, ops) });
    }
  }
  return { edits, code };
}

/** The ops that were applied of a revision; `undefined` where they were not kept. */
export async function appliedOps(
  { db, dialect, tables }: Session,
  revision: string,
): Promise<readonly Op[] | undefined> {
  const rows = await db.query<{ ops: string | null }>(
    dialect.writer.query(textsQuery(tables, revision)),
  );
  const text = rows.at(-1)?.ops;
  return text ? revived(JSON.parse(text) as readonly Op[], dialect.opSpecs) : undefined;
}

/** Refuses to go on where a revision was edited. */
export function refuseEdited({ edits }: Edits): void {
  if (edits.length > 0) throw new RetortError("run/edited", { edits });
}

/** The ops that only one of two lists has, in words; where these are alike, with what differs. */
function differences(
  before: readonly Op[] | undefined,
  after: readonly Op[],
): Pick<Edit, "added" | "removed"> {
  if (before === undefined) return { added: [], removed: [] };
  const [added, removed] = [without(after, before), without(before, after)];
  return { added: inWords(added, removed), removed: inWords(removed, added) };
}

function without(ops: readonly Op[], others: readonly Op[]): readonly Op[] {
  const rest = others.map(stableJson);
  return ops.filter((op) => {
    const at = rest.indexOf(stableJson(op));
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

function inWords(ops: readonly Op[], others: readonly Op[]): readonly string[] {
  return ops.map((op) => {
    const words = describeOp(op);
    const alike = others.filter((other) => describeOp(other) === words);
    if (alike.length === 0) return words;
    const known = new Set(alike.flatMap(linesOf));
    const own = linesOf(op).filter((line) => !known.has(line));
    return own.length === 0 ? words : `${words}: ${own.join(" ").replace(/,$/, "")}`;
  });
}

/** An op in words; of one whose plugin is not there only the kind is known. */
function describeOp(op: Op): string {
  return isOp(op) ? spec(op).describe(op) : String((op as Op).kind);
}

/** The code of an op; a line is mostly a column or a key of a table. */
function linesOf(op: Op): readonly string[] {
  if (!isOp(op)) return [];
  return printOp(op).split("\n").map((line) => line.trim());
}
