/**
 * Reading and writing the record of the schema.
 *
 * @module
 */
import { leaseBeat } from "../plan/lease.ts";
import {
  definitionHash,
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
import { RetortError } from "../errors/mod.ts";
import { displayName, type Schema } from "../schema/mod.ts";
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

/** What was found of a record. */
export interface FoundRecord {
  /** Whether there is a table for one. */
  readonly made: boolean;
  /** The record; absent where there is none yet, and where it is damaged. */
  readonly recorded: Recorded | undefined;
  /** The rows by their object, damaged or not; without the one for the whole record. */
  readonly rows: ReadonlyMap<string, RecordedRow>;
  /** Why it can't be believed, in words; absent where it can. */
  readonly damage?: string;
}

/** The record of a database. */
export async function findRecorded(session: Session): Promise<FoundRecord> {
  const found = await readRows(session);
  const [made, all] = [found !== undefined, found ?? []];
  const whole = all.find(({ object }) => object === wholeRecord);
  const others = all.filter(({ object }) => object !== wholeRecord);
  const rows = new Map(others.map((row) => [row.object, row]));
  const recorded = all.length === 0 ? undefined : recordIn(whole, rows);
  return typeof recorded === "string"
    ? { made, recorded: undefined, rows, damage: recorded }
    : { made, recorded, rows };
}

/**
 * The record in its rows, or what of it is other than it was written, in words. Half of one is not
 * believed: what is no drift against a damaged record may be one against the true one.
 */
function recordIn(
  whole: RecordedRow | undefined,
  rows: FoundRecord["rows"],
): Recorded | string {
  if (!whole) return `the row "${wholeRecord}" is missing`;
  const about = aboutIn(whole);
  if (!about) return `the definition in the row "${wholeRecord}" cannot be read`;
  const managed = [...rows.values()].filter(isManaged);
  const other = managed.find((row) => row.hash !== definitionHash(row));
  if (other) return `the definition of ${other.noun} ${other.name} is not as it was written`;
  if (whole.hash !== hashOf(managed)) return "its rows are not those that were written";
  const entries = managed.map(({ noun, definition }) => ({ noun, item: JSON.parse(definition) }));
  return { about, schema: schemaFrom(entries), rows, hash: whole.hash };
}

/** What a record says of itself; the mark of the run is no part of it. */
function aboutIn({ definition }: RecordedRow): RecordedAbout | undefined {
  try {
    const { rows, at, tool } = JSON.parse(definition);
    const texts: readonly unknown[] = Array.isArray(rows) ? [...rows, at, tool] : [undefined];
    return texts.every((text) => typeof text === "string") ? { rows, at, tool } : undefined;
  } catch {
    return undefined;
  }
}

function isManaged({ managed }: RecordedRow): boolean {
  return managed === 1;
}

/** The error of a record that can't be believed; `rows` are those of the version table. */
export function damagedRecord(
  { db, tables }: Session,
  damage: string,
  rows: readonly string[],
): RetortError<"drift/damaged-record"> {
  const { target } = db.server;
  const table = displayName(tables.recorded);
  return new RetortError("drift/damaged-record", { target, table, problem: damage, rows });
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
  const lines = rows.filter(isManaged)
    .map(({ object, hash }) => `${object} ${hash}`).toSorted();
  return `v1:${hash64(lines.join("\n"))}`;
}

/**
 * Writes the record anew: only rows that differ from those before. It is one transaction that keeps
 * the lease, so that a run which was taken for dead changes nothing.
 */
export async function writeRecorded(
  held: Session,
  { made, rows: known }: FoundRecord,
  next: {
    readonly about: RecordedAbout;
    readonly rows: readonly RecordedRow[];
    readonly settled?: Settled | undefined;
  },
): Promise<void> {
  const { db, tables, token } = held;
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
  // By its text as well: its row may be damaged.
  return other !== undefined && row.managed === other.managed && row.hash === other.hash &&
    row.definition === other.definition;
}

/** So many at once that no server has too many placeholders, nor a statement that is too long. */
function partsOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  const size = 100;
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, at) => items.slice(at * size, (at + 1) * size));
}
