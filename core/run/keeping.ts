/**
 * Keeping what a run would destroy under another name, and giving back what an earlier run kept.
 *
 * What is kept is written down first, and every stage begins with a look at what is there: wherever
 * a run ends, the next one goes on from there.
 *
 * @module
 */
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
import { compact, displayName, type Schema, tableKey, type TableName } from "../schema/mod.ts";
import type { Listener } from "./events.ts";
import {
  giveBack,
  keptPlace,
  keptTable,
  refuseNulls,
  refuseReferenced,
  refuseUnfit,
  type RunOps,
  runStages,
} from "./keep_run.ts";
import { clearStages, hindrances, keepStages } from "./keep_stages.ts";
import { forgetKept, markBack, readKept, writeKept } from "./kept_rows.ts";
import { countLosses, isAllowed, type LossPolicy } from "./loss.ts";
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

  /**
   * Whether one of some ops is claimed, or may be once those before it are done: a name that one of
   * them frees or gives is not what it is now.
   */
  async claimsAny(ops: readonly Op[], migration: Migration): Promise<boolean> {
    if (!this.#isActive(migration)) return false;
    for (const op of ops) if (await this.claim(op, migration)) return true;
    const { losses } = this.#about;
    if (ops.length < 2) return false;
    const lost = losses.keep ? await countLosses(this.#session, ops, losses) : [];
    if (lost.some(({ object, bySql }) => !bySql && !isAllowed(object, losses))) return true;
    const given = ops.flatMap((op) => givenBy(op) ?? []);
    for (const item of given) {
      for (const row of await this.#rowsOf(...otherWay(item, migration))) {
        if (isThere(await this.#look(row), keptPlace(row))) return true;
      }
    }
    return false;
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
  async #back(given: Given, migration: Migration): Promise<Claim | undefined> {
    const row = await this.#recorded(...otherWay(given, migration));
    return row && { row, recorded: true, given };
  }

  /** The last row about a place of which one of the two names is there. */
  async #recorded(place: KeptPlace, key: JournalKey): Promise<KeptRow | undefined> {
    for (const row of (await this.#rowsOf(place, key)).toReversed()) {
      const live = await this.#look(row);
      // Where both are there, the one with the old name is another.
      if (isThere(live, row) !== isThere(live, keptPlace(row))) return row;
    }
    return undefined;
  }

  async #rowsOf(place: KeptPlace, key: JournalKey): Promise<readonly KeptRow[]> {
    const found: KeptRow[] = [];
    for (const row of this.#rows) {
      const near = row.revision === key.revision && row.direction === key.direction &&
        isAlike({ name: row.column ?? "" }, { name: place.column ?? "" });
      if (near && await this.#isOf(row, place.table)) found.push(row);
    }
    return found;
  }

  /** Whether a row is about a table, which may be named with the schema that it is in by default. */
  async #isOf(row: KeptRow, table: TableName): Promise<boolean> {
    const { schema } = table;
    if (isAlike(row.table, table)) return true;
    if (schema === undefined || row.table.schema !== undefined) return false;
    if (!isAlike(row.table, { name: table.name })) return false;
    const live = await inspectLive(this.#session, { tables: [{ ...keptTable(row), schema }] });
    return live.tables.has(tableKey(keptTable(row)));
  }

  async #look(row: KeptRow): Promise<Schema> {
    return await inspectLive(this.#session, { tables: [row.table, keptTable(row)] });
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
    await this.#refuse(row, given);
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
        if (claim) await this.#refuse(claim.row, given);
      }
    }
  }

  async #refuse(row: KeptRow, given: Given): Promise<void> {
    const { losses } = this.#about;
    await refuseNulls(this.#session, row, given);
    await refuseUnfit(this.#session, row, { given, losses });
  }

  /** Forgets what a revision gave back, in the transaction that says that it is finished. */
  async finish({ step }: Migration): Promise<void> {
    const id = step.revision.id;
    const back = this.#rows.filter(({ state, revision }) => state === "back" && revision === id);
    await Promise.all(back.map((row) => forgetKept(this.#session, row)));
  }
}

/** Whether two names are the same but for their case. */
function isAlike(a: TableName, b: TableName): boolean {
  return displayName(a).toLowerCase() === displayName(b).toLowerCase();
}

/** The place of what an op makes, and the direction in which its revision would have dropped that. */
function otherWay(
  { table, column }: Given,
  { step }: Migration,
): readonly [KeptPlace, JournalKey] {
  const { revision, direction } = journalKey(step);
  const other = direction === "upgrade" ? "downgrade" : "upgrade";
  return [compact({ table, column: column?.name }), { revision, direction: other }];
}

function namesIn({ tables }: Schema): readonly string[] {
  return [...tables.values()].flatMap((table) => [table.name, ...table.columns.map((c) => c.name)]);
}

function isThere(live: Schema, { table, column }: KeptPlace): boolean {
  return findLoss(live, compact({ table, column })) !== undefined;
}
