/**
 * Keeping what a run would destroy under another name, and giving back what an earlier run kept.
 *
 * What is kept is written down first, and every stage begins with a look at what is there: wherever
 * a run ends, the next one goes on from there.
 *
 * @module
 */
import { RetortError } from "../errors/mod.ts";
import {
  flat,
  type Given,
  givenBy,
  isAmong,
  itemsMade,
  type Loss,
  type Op,
  takenBy,
  withoutItems,
} from "../ops/mod.ts";
import { type JournalKey, journalKey } from "../plan/journal.ts";
import { keptName, type KeptPlace, type KeptRow, placeName } from "../plan/kept.ts";
import type { Migration } from "../plan/migration.ts";
import type { IndexedOp } from "../plan/render.ts";
import { compact, type Schema, type Table, tableKey } from "../schema/mod.ts";
import type { Listener } from "./events.ts";
import type { GroupRun } from "./group.ts";
import { giveBack, keptPlace, keptTable, refuseNulls, type RunOps, runStages } from "./keep_run.ts";
import { clearStages, hindrances, keepStages } from "./keep_stages.ts";
import { forgetKept, markBack, readKept, writeKept } from "./kept_rows.ts";
import { countLosses, guardLosses, isAllowed, type LossPolicy } from "./loss.ts";
import { findLoss } from "./loss_rows.ts";
import { inspectLive, type Session } from "./standing.ts";

/** What is to be done instead of an op. */
export interface Claim {
  /** The row of what is kept or given back. */
  readonly row: KeptRow;
  /** Whether the row is written already. */
  readonly recorded: boolean;
  /** What comes back; absent: it is kept. */
  readonly given?: Given;
}

interface About {
  readonly losses: LossPolicy;
  readonly now: () => Date;
  readonly listener?: Listener | undefined;
}

/** What a run keeps and gives back. */
export class Keeping {
  readonly #session: Session;
  readonly #about: About;
  #rows: readonly KeptRow[];
  #attempt: object | undefined;
  #written = false;

  private constructor(session: Session, about: About, rows: readonly KeptRow[]) {
    this.#session = session;
    this.#about = about;
    this.#rows = rows;
  }

  /** For a run; reads what is kept already. */
  static async begin(session: Session, about: About): Promise<Keeping> {
    return new Keeping(session, about, await readKept(session));
  }

  /** The same on another session of the same database. */
  over(session: Session): Keeping {
    return new Keeping(session, this.#about, this.#rows);
  }

  /** Looks again where a new try begins: what the last one wrote may have been rolled back. */
  async refresh(attempt: object | undefined): Promise<void> {
    if (attempt === this.#attempt) return;
    this.#attempt = attempt;
    if (!this.#written) return;
    this.#rows = await readKept(this.#session);
    this.#written = false;
  }

  /** Whether ops of a revision may be replaced, so that tables may be built anew. */
  concerns({ ops, step }: Pick<Migration, "ops" | "step">): boolean {
    const own = this.#rows.some(({ revision }) => revision === step.revision.id);
    return own || (this.#about.losses.keep === true && flat(ops).some(takenBy));
  }

  /** What is to be done instead of an op, as the database is now. */
  async claim(op: Op, migration: Migration): Promise<Claim | undefined> {
    if (!this.#isActive(migration)) return undefined;
    const taken = takenBy(op);
    if (taken) return await this.#begun(taken, migration) ?? await this.#loss(op, migration);
    const given = givenBy(op);
    return given && await this.#back(given, migration);
  }

  #isActive({ step }: Migration): boolean {
    return this.#about.losses.keep === true ||
      this.#rows.some(({ revision }) => revision === step.revision.id);
  }

  /** Something that an earlier try began to keep. */
  async #begun(taken: Loss, { step }: Migration): Promise<Claim | undefined> {
    const row = await this.#recorded(taken, journalKey(step));
    return row && { row, recorded: true };
  }

  async #loss(op: Op, migration: Migration): Promise<Claim | undefined> {
    const { losses, now } = this.#about;
    if (!losses.keep) return undefined;
    const [found] = await countLosses(this.#session, [op], losses);
    if (!found || isAllowed(found.object, losses)) return undefined;
    const { table, column, rows } = found;
    const live = await this.#session.dialect.inspect?.(this.#session.db);
    const held = live?.tables.get(tableKey(table));
    if (!live || !held) return undefined;
    const place: KeptPlace = compact({ table, column });
    refuseReferenced(live, place);
    const key = journalKey(migration.step);
    const taken = new Set([...namesIn(live), ...this.#rows.map(({ kept }) => kept)]);
    const items = hindrances(held, column, this.#session.dialect.can).map(({ item }) => item);
    const own = held.columns.find(({ name }) => name === column);
    const row: KeptRow = {
      ...place,
      ...key,
      kept: keptName(key, place, taken),
      at: now().toISOString(),
      rows,
      definition: compact({ column: own, items }),
      state: "kept",
    };
    return { row, recorded: false };
  }

  /** Something that the other direction of the revision kept. */
  async #back(given: Given, { step }: Migration): Promise<Claim | undefined> {
    const { table, column } = given;
    const { revision, direction } = journalKey(step);
    const other = direction === "upgrade" ? "downgrade" : "upgrade";
    const place: KeptPlace = compact({ table, column: column?.name });
    const row = await this.#recorded(place, { revision, direction: other });
    return row && { row, recorded: true, given };
  }

  /** The last row about a place of which one of the two names is there. */
  async #recorded(
    place: KeptPlace,
    { revision, direction }: JournalKey,
  ): Promise<KeptRow | undefined> {
    const fold = (item: KeptPlace): string => placeName(item).toLowerCase();
    const rows = this.#rows.filter((row) =>
      row.revision === revision && row.direction === direction && fold(row) === fold(place)
    );
    for (const row of rows.toReversed()) {
      const live = await inspectLive(this.#session, { tables: [row.table, keptTable(row)] });
      // Where both are there, the one with the old name is another.
      if (isThere(live, row) !== isThere(live, keptPlace(row))) return row;
    }
    return undefined;
  }

  /** Does what is to be done instead of an op. */
  async act(claim: Claim, rest: readonly Op[], run: RunOps): Promise<void> {
    const { row, given } = claim;
    if (given) return await this.#restore(row, { given, rest, run });
    if (!claim.recorded) {
      this.#written = true;
      await writeKept(this.#session, row);
      this.#rows = [...this.#rows, row];
    }
    const session = this.#session;
    await runStages({ session, run }, row, keepStages(row, session.dialect.can));
    const { rows, kept } = row;
    this.#about.listener?.({ kind: "kept", object: placeName(row), rows, name: kept });
  }

  async #restore(
    row: KeptRow,
    { given, rest, run }: {
      readonly given: Given;
      readonly rest: readonly Op[];
      readonly run: RunOps;
    },
  ): Promise<void> {
    const session = this.#session;
    const { items } = row.definition;
    const later = itemsMade(rest, given.table);
    const others = withoutItems(items, [...given.items, ...later]);
    await giveBack({ session, run }, row, { ...given, others });
    // Who gave it back by hand got all that hung on it, and the revision makes some of that itself.
    const twice = row.state === "back" ? items.filter((item) => isAmong(item, later)) : [];
    if (twice.length > 0) await runStages({ session, run }, row, clearStages(row, twice));
    this.#written = true;
    await markBack(this.#session, row);
    this.#rows = this.#rows.map((item) => item === row ? { ...row, state: "back" } : item);
    this.#about.listener?.({ kind: "restored", object: placeName(row) });
  }

  /** Refuses, before anything is changed, what could not come back. */
  async check(migrations: readonly Migration[]): Promise<void> {
    for (const migration of migrations) {
      if (!this.#isActive(migration)) continue;
      for (const given of flat(migration.ops).map(givenBy)) {
        const claim = given && await this.#back(given, migration);
        if (claim) await refuseNulls(this.#session, claim.row, given);
      }
    }
  }

  /** Forgets what a revision gave back, in the transaction that says that it is finished. */
  async finish({ step }: Migration): Promise<void> {
    const id = step.revision.id;
    const back = this.#rows.filter(({ state, revision }) => state === "back" && revision === id);
    await Promise.all(back.map((row) => forgetKept(this.#session, row)));
  }
}

/** Whether all ops of a group are claimed, so that a look at the database tells how far it is. */
export async function isClaimed(
  items: readonly IndexedOp[],
  migration: Migration,
  keeping: Keeping,
): Promise<boolean> {
  for (const { op } of flatItems(items)) {
    if (!await keeping.claim(op, migration)) return false;
  }
  return items.length > 0;
}

function flatItems(items: readonly IndexedOp[]): readonly IndexedOp[] {
  return items.flatMap(({ op, index }) => flat([op]).map((item) => ({ op: item, index })));
}

/** Runs a group of which something is kept or given back; false where nothing is. */
export async function runClaimed(
  group: readonly IndexedOp[],
  { migration, progress, run }: {
    readonly migration: Migration;
    readonly progress: GroupRun;
    readonly run: RunOps;
  },
): Promise<boolean> {
  const { keeping, session, losses, attempt } = progress.run;
  await keeping.refresh(attempt);
  const items = flatItems(group);
  const claims = await Promise.all(items.map(({ op }) => keeping.claim(op, migration)));
  if (!claims.some((claim) => claim !== undefined)) return false;
  for (const [at, { op, index }] of items.entries()) {
    // What came before it may have changed what there is to keep.
    const claim = await keeping.claim(op, migration);
    if (claim) {
      const later = items.slice(at + 1).filter((item) => item.index === index);
      const rest = [...later.map((item) => item.op), ...migration.ops.slice(index + 1)];
      await keeping.act(claim, rest, run);
    } else {
      await guardLosses(session, [op], losses);
      await run([op]);
    }
  }
  progress.done = 0;
  return true;
}

/** The server would refuse to drop a table that others point at; to rename it, it would not. */
function refuseReferenced(live: Schema, { table, column }: KeptPlace): void {
  if (column !== undefined) return;
  const points = (other: Table): boolean =>
    tableKey(other) !== tableKey(table) &&
    other.foreignKeys.some(({ references }) =>
      tableKey(compact({ name: references.table, schema: references.schema })) === tableKey(table)
    );
  const by = [...live.tables.values()].find(points);
  if (!by) return;
  const problem = `a foreign key of ${by.name} points at it`;
  throw new RetortError("kept/impossible", { object: placeName({ table }), problem });
}

function namesIn({ tables }: Schema): readonly string[] {
  return [...tables.values()].flatMap((table) => [table.name, ...table.columns.map((c) => c.name)]);
}

function isThere(live: Schema, { table, column }: KeptPlace): boolean {
  return findLoss(live, compact({ table, column })) !== undefined;
}
