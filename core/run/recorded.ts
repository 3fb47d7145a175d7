/**
 * Reading and writing the record of the schema.
 *
 * @module
 */
import { leaseBeat } from "../plan/lease.ts";
import {
  entriesOf,
  recordedColumns,
  recordedDelete,
  recordedInsert,
  recordedOp,
  recordedQuery,
  type RecordedRow,
  recordedRow,
  schemaFrom,
} from "../plan/recorded.ts";
import type { Schema } from "../schema/mod.ts";
import { hash64 } from "../schema/hash.ts";
import { sentQuery, writeHeld } from "./lease.ts";
import { type Settled, wholeRecord } from "./settled.ts";
import { inspectLive, type Session } from "./standing.ts";
import { allSent, executeOwn } from "./version.ts";

/** What is known of a record besides its objects. */
export interface RecordedAbout {
  /** The version rows that it belongs to. */
  readonly rows: readonly string[];
  /** When it was written, in UTC. */
  readonly at: string;
  /** The version of retort that wrote it. */
  readonly tool: string;
}

/** What the schema was like when retort was last done with it. */
export interface Recorded {
  /** What it belongs to. */
  readonly about: RecordedAbout;
  /** What revisions made, in the server's own words. */
  readonly schema: Schema;
  /** The rows, by their object. */
  readonly rows: ReadonlyMap<string, RecordedRow>;
  /** The fingerprint of it all. */
  readonly hash: string;
}

/** The record of a database; `undefined` where there is none yet. */
export async function readRecorded(session: Session): Promise<Recorded | undefined> {
  return (await findRecorded(session)).recorded;
}

/** The record of a database, and whether there is a table for one. */
export async function findRecorded(
  session: Session,
): Promise<{ readonly made: boolean; readonly recorded: Recorded | undefined }> {
  const found = await readRows(session);
  return { made: found !== undefined, recorded: recordedOf(found) };
}

function recordedOf(found: readonly RecordedRow[] | undefined): Recorded | undefined {
  const first = found?.find(({ object }) => object === wholeRecord);
  if (!found || !first) return undefined;
  const rows = found.filter(({ object }) => object !== wholeRecord);
  const entries = rows.filter(({ managed }) => managed === 1).map(({ noun, definition }) => ({
    noun,
    item: JSON.parse(definition),
  }));
  const { settled: _mark, ...about } = JSON.parse(first.definition);
  return {
    about,
    schema: schemaFrom(entries),
    rows: new Map(rows.map((row) => [row.object, row])),
    hash: first.hash,
  };
}

type Cell = string | number | null;

async function readRows(session: Session): Promise<readonly RecordedRow[] | undefined> {
  const rows = await readCells(session);
  const text = (cell: Cell | undefined): string => String(cell ?? "");
  return rows?.map((row) => ({
    object: text(row["object"]),
    noun: text(row["noun"]),
    place: row["place"] === null || row["place"] === undefined ? null : String(row["place"]),
    name: text(row["name"]),
    managed: Number(row["managed"]),
    hash: text(row["hash"]),
    definition: text(row["definition"]),
  }));
}

async function readCells(
  session: Session,
): Promise<readonly Readonly<Record<string, Cell | undefined>>[] | undefined> {
  const { db, dialect, tables } = session;
  if (db.rows) return await db.rows(tables.recorded, recordedColumns);
  const live = await inspectLive(session, { tables: [tables.recorded] });
  if (live.tables.size === 0) return undefined;
  return await db.query(dialect.writer.query(recordedQuery(tables)));
}

/** The fingerprint of what is managed: of the whole schema, whatever order it is in. */
export function schemaHash(schema: Schema): string {
  return hashOf(entriesOf(schema).map((entry) => recordedRow(entry, true)));
}

function hashOf(rows: readonly RecordedRow[]): string {
  const lines = rows.filter(({ managed }) => managed === 1)
    .map(({ object, hash }) => `${object} ${hash}`).toSorted();
  return `v1:${hash64(lines.join("\n"))}`;
}

/**
 * Writes the record anew: only rows that differ from those before. It is one transaction that keeps
 * the lease, so that a run which was taken for dead changes nothing.
 */
export async function writeRecorded(
  held: Session,
  { made, recorded: before }: Awaited<ReturnType<typeof findRecorded>>,
  next: {
    readonly about: RecordedAbout;
    readonly rows: readonly RecordedRow[];
    readonly settled?: Settled | undefined;
  },
): Promise<void> {
  const { db, tables, token } = held;
  const known = before?.rows ?? new Map<string, RecordedRow>();
  const kept = new Set(next.rows.map(({ object }) => object));
  const changed = next.rows.filter((row) => !isSame(row, known.get(row.object)));
  const gone = [...known.keys()].filter((object) => !kept.has(object));
  const replaced = changed.map(({ object }) => object).filter((object) => known.has(object));
  const own: RecordedRow = {
    object: wholeRecord,
    noun: "record",
    place: null,
    name: "",
    managed: 0,
    hash: hashOf(next.rows),
    definition: JSON.stringify({ ...next.about, settled: next.settled }),
  };
  // A database gets the table with its first record, in the same transaction where it can.
  const makeTable = () => executeOwn(held, made ? [] : [recordedOp(tables)]);
  const { transactionalDdl } = held.dialect.can;
  if (!transactionalDdl) await makeTable();
  await db.transaction(async () => {
    if (transactionalDdl) await makeTable();
    // Sent one behind the other, not each after the answer to the one before.
    const alive = token === undefined ? [] : [writeHeld(held, leaseBeat(tables, token))];
    const writes = [
      ...partsOf([wholeRecord, ...gone, ...replaced]).map((part) => recordedDelete(tables, part)),
      ...partsOf([own, ...changed]).map((part) => recordedInsert(tables, part)),
    ];
    const sent = writes.map((write) => db.execute(sentQuery(held, write)));
    await allSent<unknown>([...alive, ...sent]);
  });
}

function isSame(row: RecordedRow, other: RecordedRow | undefined): boolean {
  return other !== undefined && row.hash === other.hash && row.managed === other.managed;
}

/** So many at once that no server has too many placeholders, nor a statement that is too long. */
function partsOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  const size = 100;
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, at) => items.slice(at * size, (at + 1) * size));
}
