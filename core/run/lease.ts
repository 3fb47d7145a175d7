/**
 * The lease of a run: taking it, showing that the run is alive, giving it back.
 *
 * @module
 */
import type { Connection, Query } from "../dialect/mod.ts";
import { RetortError } from "../errors/mod.ts";
import {
  leaseBeat,
  type LeaseHolder,
  leaseInsert,
  leaseQuery,
  leaseRelease,
  type LeaseRow,
  leaseTake,
} from "../plan/lease.ts";
import type { Sql } from "../schema/mod.ts";
import { atMost } from "./abort.ts";
import { alarm } from "./alarm.ts";
import { limited } from "./limited.ts";
import type { Session } from "./standing.ts";

/** How long the row of the lease is waited for, in milliseconds. */
const takePatience = 1_000;

/** Makes the row of the lease where it is missing; gives it where it was there. */
export async function ensureLease(session: Session): Promise<LeaseRow | undefined> {
  const seen = await readLease(session);
  if (seen) return seen;
  const { db, tables } = session;
  await db.execute(sentQuery(session, leaseInsert(tables)));
  return undefined;
}

/** The lease as it stands; the table must be there. */
export async function readLease(session: Session): Promise<LeaseRow | undefined> {
  const { db, tables } = session;
  const [row] = await db.query<Record<keyof LeaseRow, string | number>>(
    sentQuery(session, leaseQuery(tables)),
  );
  return row && {
    token: Number(row.token),
    beat: Number(row.beat),
    ttl: Number(row.ttl),
    holder: String(row.holder),
    session: String(row.session),
    since: String(row.since),
  };
}

/** Takes the lease as it was seen; gives the token, or nothing where another was faster. */
export async function takeLease(
  session: Session,
  seen: LeaseRow,
  holder: LeaseHolder,
): Promise<number | undefined> {
  const { db, tables } = session;
  const taken = await db.execute(sentQuery(session, leaseTake(tables, seen, holder)));
  return taken === 1 ? seen.token + 1 : undefined;
}

/** Gives the lease back, so that nobody has to wait for its end. */
export async function releaseLease(session: Session, token: number): Promise<void> {
  const { db, tables } = session;
  await db.execute(sentQuery(session, leaseRelease(tables, token)));
}

/**
 * Takes the lease from its holder, or nothing where another was faster, or where the holder has the row
 * to itself: that is a transaction which lives, since the server ends those of the dead.
 */
export async function takeOver(
  session: Session,
  seen: LeaseRow,
  holder: LeaseHolder,
): Promise<number | undefined> {
  const { db, dialect: { waits } } = session;
  const take = () => takeLease(session, seen, holder);
  if (!waits) return await take();
  const { limitTransaction } = waits;
  try {
    if (!limitTransaction) return await limited(waits, { db, ms: takePatience }, take);
    return await db.transaction(async () => {
      await limitTransaction(db, takePatience);
      return await take();
    });
  } catch (error) {
    if (waits.reason(error) === undefined) throw error;
    return undefined;
  }
}

/** Takes the lease away from its holder, for nobody; gives whether that could be done. */
export async function breakLease(session: Session, seen: LeaseRow): Promise<boolean> {
  const nobody = { holder: "", session: "", since: "", ttl: 0 };
  return await takeOver(session, seen, nobody) !== undefined;
}

/**
 * A statement of retort's own as it is sent: to a server as text, which goes ahead without asking it
 * about values first; where nothing is sent, texts need not be read again.
 */
export function sentQuery({ dialect }: Pick<Session, "dialect">, statement: Sql): Query {
  const { sessions, writer } = dialect;
  return sessions ? { sql: writer.text(statement) } : writer.query(statement);
}

/** Writes what only the holder of the lease may write: the statement must change one row. */
export async function writeHeld(session: Session, statement: Sql): Promise<void> {
  const { db, token } = session;
  const changed = await db.execute(sentQuery(session, statement));
  if (token !== undefined && changed !== 1) throw await lost(session);
}

/** The error of a run that is no longer the one that may write. */
export async function lost(session: Session): Promise<RetortError<"lock/lost">> {
  const { target } = session.db.server;
  const row = await readLease(session).catch(() => undefined);
  return new RetortError(
    "lock/lost",
    row === undefined || row.holder === "" ? { target } : { target, holder: row.holder },
  );
}

/**
 * How long the end of a run waits for a second connection, in milliseconds: where its other end is
 * gone, nothing comes through it for many minutes.
 */
export const partingPatience = 2_000;

/** Shows again and again that a run is alive. */
export class Heart {
  readonly #session: Session;
  readonly #token: number;
  readonly #every: number;
  readonly #another: (() => Promise<Connection>) | undefined;
  #other: Promise<Connection> | undefined;
  #putOff: (() => void) | undefined;
  #stopped = false;
  #beating: Promise<unknown> = Promise.resolve();

  /** Beats from now on; over `another` connection where this one may be busy for long. */
  constructor(
    session: Session,
    { token, every, another }: {
      readonly token: number;
      readonly every: number;
      readonly another?: (() => Promise<Connection>) | undefined;
    },
  ) {
    this.#session = session;
    this.#token = token;
    this.#every = every;
    this.#another = another;
    this.#next();
  }

  /** Ends it, and the connection that it opened. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#putOff?.();
    if (!this.#another) await this.#beating;
    if (!this.#other) return;
    const ended = await atMost(partingPatience, this.#beating.then(() => this.#forget()));
    if (!ended) void this.#forget();
  }

  #next(): void {
    this.#putOff = alarm(this.#every, () => {
      this.#beating = this.#beat().catch(() => this.#forget()).then(() => {
        if (!this.#stopped) this.#next();
      });
    });
  }

  async #beat(): Promise<void> {
    const { db, tables } = this.#session;
    if (this.#another) this.#other ??= this.#another();
    const through = await this.#other ?? db;
    // A sign that can't be seen before the transaction ends is none, and what holds the database
    // needs none meanwhile.
    if (through.inTransaction) return;
    const sent = through.execute(sentQuery(this.#session, leaseBeat(tables, this.#token)));
    if (through === db) await sent;
    // Over a connection through which nothing comes another one is opened for the next beat.
    else if (!await atMost(this.#every, sent)) void this.#forget();
  }

  /** A connection that failed is opened anew for the next beat. */
  async #forget(): Promise<void> {
    const other = this.#other;
    this.#other = undefined;
    await other?.then((db) => db.close()).catch(() => {});
  }
}
