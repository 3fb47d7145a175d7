/**
 * Forgetting how far a revision came that stopped half-way, also in the record of the schema: what
 * its steps made belongs to no revision any more.
 *
 * @module
 */
import { isRetortError } from "../errors/mod.ts";
import { splitRows } from "../graph/mod.ts";
import { advance, isUndeclared, type Op, spec, type Touches } from "../ops/mod.ts";
import { migrationsOf } from "../plan/migration.ts";
import { entriesOf, recordedRow, type SchemaEntry, schemaFrom } from "../plan/recorded.ts";
import { stateAt } from "../plan/state.ts";
import type { JournalRow } from "../plan/journal.ts";
import type { RevisionSet } from "../plan/revisions.ts";
import { sameRows } from "../run/past.ts";
import { revisionContext } from "../run/prepare.ts";
import { findRecorded, writeRecorded } from "../run/recorded.ts";
import { restsOf } from "../run/rest.ts";
import { readVersions, type Session } from "../run/standing.ts";
import { displayName, type Schema, tableKey, unknownSchema } from "../schema/mod.ts";
import { findDrift } from "./drift.ts";
import { holds } from "./managed.ts";
import { type Project, toldOf } from "./project.ts";
import { readScope } from "./record.ts";

/** What a revision did before it stopped. */
export interface Forgotten {
  /** Ops that are committed as a whole. */
  readonly done: readonly Op[];
  /** Ops of which a part may be committed. */
  readonly begun: readonly Op[];
}

/** What the steps in the journal did; nothing where the file of the revision can't be read. */
export async function forgottenOps(
  project: Project,
  held: Session,
  journal: { readonly set: RevisionSet; readonly rows: readonly JournalRow[] },
): Promise<Forgotten | undefined> {
  try {
    return await opsIn(project, held, journal);
  } catch (error) {
    // A file that is broken is a reason to forget what it did.
    if (isRetortError(error)) return undefined;
    throw error;
  }
}

async function opsIn(
  project: Project,
  held: Session,
  { set, rows }: { readonly set: RevisionSet; readonly rows: readonly JournalRow[] },
): Promise<Forgotten | undefined> {
  const [first] = rows;
  const revision = first && set.graph.get(first.revision);
  if (!first || !revision) return undefined;
  const direction = first.direction === "downgrade" ? "down" as const : "up" as const;
  const step = { revision, direction, writes: [], rowsBefore: [], rowsAfter: [] };
  const migrations = await migrationsOf(set, [step], revisionContext(held, toldOf(project)));
  const [rest] = await restsOf(held, migrations, project.settings.transactionMode);
  if (!rest) return undefined;
  const { migration: { ops }, over, begun } = rest;
  return { done: ops.slice(0, over), begun: begun.flatMap((index) => ops[index] ?? []) };
}

/** What is known of a database once steps of a revision are forgotten. */
export interface AfterForgetting {
  /** The objects that are there, and were not made by a revision that is applied. */
  readonly left: readonly string[];
  /** Ops of which nothing tells whether they are undone, in words: what they changed is recorded as it is. */
  readonly unclear: readonly string[];
}

/**
 * Takes what forgotten ops made out of the record. What can't be told by undoing them is recorded as
 * it is.
 */
export async function forgetRecorded(
  project: Project,
  held: Session,
  { set, forgotten }: { readonly set: RevisionSet; readonly forgotten: Forgotten },
): Promise<AfterForgetting> {
  const there = await findRecorded(held);
  const { recorded } = there;
  const rows = await readVersions(held);
  if (!recorded || !sameRows(recorded.about.rows, rows)) return { left: [], unclear: [] };
  const known = await leftNames(project, held, rows);
  const cx = revisionContext(held, toldOf(project));
  const applied = await stateAt(set, splitRows(set.graph, rows).known, cx);
  const live = await readScope(held, await project.environment(), recorded.schema);
  const { schema, unclear } = without(recorded.schema, { live, applied, forgotten });
  const managed = entriesOf(schema);
  const keys = new Set(managed.map(({ key }) => key));
  await writeRecorded(held, there, {
    about: recorded.about,
    rows: [
      ...managed.map((entry) => recordedRow(entry, true)),
      ...entriesOf(live).filter(({ key }) => !keys.has(key))
        .map((entry) => recordedRow(entry, false)),
    ],
  });
  const left = (await leftNames(project, held, rows)).filter((name) => !known.includes(name));
  return { left, unclear: unclear.map((op) => spec(op).describe(op)) };
}

/** What is other than recorded, or in no record, in words. */
async function leftNames(
  project: Project,
  held: Session,
  rows: readonly string[],
): Promise<readonly string[]> {
  const { drift, unmanaged } = await findDrift(project, held, rows);
  return [
    ...unmanaged.map(({ noun, ...name }) => `${noun} ${displayName(name)}`),
    ...drift.map(({ object }) => object),
  ];
}

interface Sides {
  readonly live: Schema;
  /** What the applied revisions amount to. */
  readonly applied: Schema;
  readonly forgotten: Forgotten;
}

function without(recorded: Schema, { live, applied, forgotten }: Sides): Undone {
  const { done, begun } = forgotten;
  const undone = undo(recorded, done);
  const unclear = [...undone.unclear.toReversed(), ...begun];
  if (unclear.length === 0) return undone;
  const touched = unclear.map((op) => reachOf(op, recorded));
  const isUnclear = ({ noun, item }: SchemaEntry): boolean =>
    touched.some(({ all, writes, objects = [] }) =>
      all || (noun === "table" ? writes.includes(tableKey(item)) : objects.length > 0)
    );
  const own = new Set(entriesOf(recorded).map(({ key }) => key));
  const entries = [
    ...entriesOf(recorded).filter((entry) => !isUnclear(entry)),
    ...entriesOf(live).filter((entry) => {
      const { key, noun, item } = entry;
      return isUnclear(entry) && (own.has(key) || holds(applied, { noun, ...item }));
    }),
  ];
  return { schema: undo(schemaFrom(entries), done).schema, unclear };
}

/** What an op may have changed; SQL that does not say so names what its first words do. */
function reachOf(op: Op, schema: Schema): Pick<Touches, "all" | "writes" | "objects"> {
  if (!isUndeclared(op)) return spec(op).touches(op);
  const { unknown } = advance(schema, op);
  return { all: unknown.all, writes: [...unknown.tables] };
}

/** A schema without what ops did, and the ops that can't be undone there. */
interface Undone {
  readonly schema: Schema;
  readonly unclear: readonly Op[];
}

/** Undoes ops in a schema, the last one first. */
function undo(recorded: Schema, ops: readonly Op[]): Undone {
  let schema = recorded;
  const unclear: Op[] = [];
  for (const op of ops.toReversed()) {
    const before = undoOne(schema, op);
    if (before) schema = before;
    else unclear.push(op);
  }
  return { schema, unclear };
}

function undoOne(schema: Schema, op: Op): Schema | undefined {
  if (isUndeclared(op)) return undefined;
  try {
    const reverse = spec(op).reverse(op, unknownSchema);
    if (reverse) return spec(reverse).apply(reverse, schema);
    // Rows are no part of a schema.
    return spec(op).apply(op, schema) === schema ? schema : undefined;
  } catch (error) {
    if (isRetortError(error)) return undefined;
    throw error;
  }
}
