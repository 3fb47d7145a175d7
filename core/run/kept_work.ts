/**
 * Looking at what is kept, giving it back by hand, and destroying it.
 *
 * @module
 */
import { dropColumn, dropTable } from "../ops/mod.ts";
import { nameOf } from "../plan/bookkeeping.ts";
import { type KeptRow, placeName } from "../plan/kept.ts";
import { aroundOf } from "../plan/render.ts";
import { RetortError } from "../errors/mod.ts";
import { compact, type Schema, type Sql, sql, type Table, tableKey } from "../schema/mod.ts";
import { between, renderNow, runStatement } from "./group.ts";
import { holderOf } from "./keep_stages.ts";
import { giveBack, type RunOps } from "./keep_run.ts";
import { forgetKept, markBack, readKept } from "./kept_rows.ts";
import { countRows } from "./loss_rows.ts";
import { inspectLive, type Session } from "./standing.ts";
import { Waits } from "./waits.ts";

/** Something that is kept, as it is now. */
export interface KeptObject {
  /** What is recorded of it. */
  readonly row: KeptRow;
  /** The table that it is, or is in; absent where it is gone. */
  readonly table?: Table;
  /** How many rows, or values that are not null. */
  readonly rows: number;
  /** Whether counting stopped before the end. */
  readonly capped?: boolean;
  /** How many bytes its values have as text. */
  readonly bytes: number;
}

/** All that is kept, oldest first. */
export async function findKept(session: Session): Promise<readonly KeptObject[]> {
  const rows = (await readKept(session)).filter(({ state }) => state === "kept");
  if (rows.length === 0) return [];
  const all = rows.some(({ table }) => table.schema !== undefined);
  const live = await inspectLive(session, all ? { schemas: "all" } : {});
  const found: KeptObject[] = [];
  for (const row of rows) found.push(await measured(session, live, row));
  return found;
}

async function measured(session: Session, live: Schema, row: KeptRow): Promise<KeptObject> {
  const place = holderOf(live, row);
  const table = place && live.tables.get(tableKey(place));
  if (!table) return { row, rows: 0, bytes: 0 };
  const columns = row.column === undefined ? table.columns.map(({ name }) => name) : [row.kept];
  const loss = compact({ table: place, column: row.column && row.kept });
  const bytes = await sizeOf(session, table, columns);
  return { row, table, ...await countRows(session, loss), bytes };
}

async function sizeOf(
  { db, dialect }: Session,
  table: Table,
  columns: readonly string[],
): Promise<number> {
  if (columns.length === 0) return 0;
  const size = columns
    .map((name): Sql => sql`coalesce(octet_length(concat(${sql.name(name)})), 0)`)
    .reduce((all, one) => sql`${all} + ${one}`);
  const query = sql`SELECT coalesce(sum(${size}), 0) AS n FROM ${nameOf(table)}`;
  const [row] = await db.query<{ n: number | string }>(dialect.writer.query(query));
  return Number(row?.n ?? 0);
}

/**
 * Gives something back under its name, as it was. Its record stays until the revision that dropped
 * it goes the other way, so that nobody makes it a second time then.
 */
export async function restoreKept(session: Session, { row, table }: KeptObject): Promise<void> {
  if (!table) {
    const object = placeName(row);
    throw new RetortError("kept/impossible", { object, problem: `${row.kept} is gone` });
  }
  const here = row.column === undefined ? row : { ...row, table: placeOf(table) };
  const live = await inspectLive(session, { tables: [here.table] });
  const old = live.tables.get(tableKey(here.table));
  const taken = row.column === undefined
    ? old !== undefined
    : old?.columns.some(({ name }) => name === row.column);
  if (taken) throw new RetortError("kept/taken", { object: placeName(here), kept: row.kept });
  const { items, column } = row.definition;
  await inTransaction(session, async (run) => {
    const given = compact({ table: here.table, column, items: [], others: items });
    await giveBack({ session, run }, here, given);
    await markBack(session, row);
  });
}

/** Destroys something that is kept; its record goes. */
export async function purgeKept(session: Session, { row, table }: KeptObject): Promise<void> {
  await inTransaction(session, async (run) => {
    if (table) {
      const { name, schema } = table;
      const at = compact({ schema });
      const drop = row.column === undefined ? dropTable(name, at) : dropColumn(name, row.kept, at);
      await run([drop]);
    }
    await forgetKept(session, row);
  });
}

function placeOf({ name, schema }: Table): KeptRow["table"] {
  return compact({ name, schema });
}

/** With what must run around a transaction in which a table may be built anew. */
async function inTransaction(
  session: Session,
  work: (run: RunOps) => Promise<void>,
): Promise<void> {
  const { db, dialect } = session;
  const waits = new Waits(session, {});
  const run: RunOps = async (ops) => {
    for (const item of await renderNow(ops, session)) await runStatement(item, { session, waits });
  };
  // Each stage looks at what is there, so that all of it can be done again.
  await between(db, aroundOf(dialect.rebuild?.around ?? []), async () => {
    await waits.bounded(() => waits.retried(() => waits.transaction(() => work(run))));
  });
}
