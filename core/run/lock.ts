/**
 * The lock of a run: one at a time on each database.
 *
 * Where the server has locks that end with their session, one of those keeps others out, and a dead
 * run frees it by itself. A row with a number that each run makes greater, the lease, keeps out what
 * that can't: a run that was stopped for long, or that speaks through a pooler which gives it another
 * session for each transaction. How long a holder is silent is measured by the clock of the one that
 * waits, so that no two clocks need to agree.
 *
 * @module
 */
import type { Connection, Sessions } from "../dialect/mod.ts";
import { isRetortError, RetortError } from "../errors/mod.ts";
import type { LeaseRow } from "../plan/lease.ts";
import { displayName } from "../schema/mod.ts";
import type { Listener } from "./events.ts";
import { pause, refuseAborted } from "./abort.ts";
import { ensureLease, Heart, lost, readLease, releaseLease, takeLease, takeOver } from "./lease.ts";
import type { Session } from "./standing.ts";
import { ensureTables } from "./version.ts";

/** How a run is kept alone. */
export interface LockOptions {
  /**
   * `session`: by a lock that ends with the session, where the server has those, and by the lease.
   * `lease`: by the lease alone, which also holds behind a pooler that pools transactions.
   */
  readonly mode?: "session" | "lease" | undefined;
  /** How long to wait for another run, in milliseconds: 60,000 unless told. */
  readonly wait?: number | undefined;
  /** How long a holder may be silent before another takes over, in milliseconds: 15,000 unless told. */
  readonly ttl?: number | undefined;
  /** Who this is, for those who wait: `pid 4711 on web-3`. */
  readonly holder?: string | undefined;
  /** Opens a second connection; without it a run that is busy gives no sign of life, and needs none. */
  readonly another?: (() => Promise<Connection>) | undefined;
  /** Is told who is waited for. */
  readonly listener?: Listener | undefined;
  /** Ends the waiting when it fires. */
  readonly signal?: AbortSignal | undefined;
}

const standardWait = 60_000;
/** On servers; where the row is the only lock, and its holder was killed, this long is waited. */
const standardTtl = 15_000;
const standardTtlAlone = 4_000;

/**
 * Does some work while no other run works on the database, and nothing that it writes with the
 * session that it gets is kept once another has taken over. Makes the tables that this needs.
 *
 * @throws {RetortError} `lock/held`, `lock/lost`, `run/aborted`.
 */
export async function withLock<T>(
  session: Session,
  options: LockOptions,
  work: (held: Session & { readonly token: number }) => Promise<T>,
): Promise<T> {
  const sessions = options.mode === "lease" ? undefined : session.dialect.sessions;
  const waiting = new Waiting(session, options);
  if (sessions) await waiting.forSession(sessions);
  try {
    const seen = await untilMade(session, waiting);
    const token = await take(session, { options, sessions, waiting, seen });
    return await whileBeating(session, { options, sessions, token }, work);
  } finally {
    // Where the connection is gone, so is the lock.
    await sessions?.unlock(session.db, lockName(session)).catch(() => {});
  }
}

/** The name of the lock: that of the version table. */
export function lockName({ tables }: Session): string {
  return displayName(tables.version);
}

interface Holding {
  readonly options: LockOptions;
  readonly sessions: Sessions | undefined;
}

/** Makes the tables; others may be doing the same where only the lease is the lock. */
async function untilMade(session: Session, waiting: Waiting): Promise<LeaseRow | undefined> {
  for (let tries = 1;; tries++) {
    try {
      await ensureTables(session);
      return await ensureLease(session);
    } catch (error) {
      if (!isBusy(error) && (tries >= 5 || !isRace(error))) throw error;
      await waiting.pause();
    }
  }
}

/** Two that make the same table at once: one of them is told so in many ways. */
function isRace(error: unknown): boolean {
  return isRetortError(error) && error.code === "database/statement-failed";
}

/** The whole database is another's for the time of its transaction. */
function isBusy(error: unknown): boolean {
  return isRetortError(error) && error.code === "database/locked";
}

async function take(
  session: Session,
  { options, sessions, waiting, seen: first }: Holding & {
    readonly waiting: Waiting;
    /** The lease as it was when it was looked for. */
    readonly seen: LeaseRow | undefined;
  },
): Promise<number> {
  const ttl = ttlOf(session, { options, sessions });
  const holder = {
    holder: options.holder ?? "a run of retort",
    session: sessions ? await sessions.id(session.db) : "",
    since: new Date().toISOString(),
    ttl,
  };
  for (let known = first;; known = undefined) {
    waiting.asks();
    const seen = known ?? await readLease(session);
    // Who has the session's lock need not ask how long another is silent: it is gone.
    if (seen && (sessions || waiting.isFree(seen))) {
      const taking = seen.holder === "" ? takeLease : takeOver;
      const token = await taking(session, seen, holder).catch((error: unknown) => {
        if (!isBusy(error)) throw error;
      });
      if (token !== undefined) return token;
    }
    await waiting.pause(seen);
  }
}

/** A holder that can't give signs of life must not be judged by their absence. */
function ttlOf({ dialect }: Session, { options, sessions }: Holding): number {
  if (dialect.sessions === undefined) return options.ttl ?? standardTtlAlone;
  if (options.another === undefined && sessions) return 0;
  return options.ttl ?? standardTtl;
}

async function whileBeating<T>(
  session: Session,
  { options, sessions, token }: Holding & { readonly token: number },
  work: (held: Session & { readonly token: number }) => Promise<T>,
): Promise<T> {
  const ttl = ttlOf(session, { options, sessions });
  const { another } = options;
  const through = session.dialect.sessions ? another : undefined;
  const heart = ttl > 0
    ? new Heart(session, { token, every: ttl / 3, another: through })
    : undefined;
  try {
    return await work({ ...session, token });
  } catch (error) {
    throw await lostMeanwhile(session, { token, another: through }) ?? error;
  } finally {
    await heart?.stop();
    await releaseLease(session, token).catch(() => {});
  }
}

/** Whether what went wrong is that another run has ended this one's session. */
async function lostMeanwhile(
  session: Session,
  { token, another }: {
    readonly token: number;
    readonly another: (() => Promise<Connection>) | undefined;
  },
): Promise<RetortError | undefined> {
  if (session.db.inTransaction) return undefined;
  try {
    const row = await readLease(session);
    return row && row.token !== token ? await lost(session) : undefined;
  } catch {
    const db = await another?.().catch(() => undefined);
    if (!db) return undefined;
    const row = await readLease({ ...session, db }).catch(() => undefined);
    const error = row && row.token !== token ? await lost({ ...session, db }) : undefined;
    await db.close().catch(() => {});
    return error;
  }
}

/** Waiting for a lock, and judging whether its holder is alive. */
class Waiting {
  readonly #session: Session;
  readonly #options: LockOptions;
  readonly #begun = performance.now();
  #seen: LeaseRow | undefined;
  #seenAt = 0;
  #askedAt = 0;
  #pause = 25;
  #told = false;
  #ended: string | undefined;

  constructor(session: Session, options: LockOptions) {
    this.#session = session;
    this.#options = options;
  }

  /** Takes the session's lock; ends a holder that has been silent for too long. */
  async forSession(sessions: Sessions): Promise<void> {
    const { db } = this.#session;
    const name = lockName(this.#session);
    while (!await sessions.tryLock(db, name)) {
      const seen = await this.#readIfThere();
      if (seen && seen.session !== "" && seen.session !== this.#ended && this.isSilent(seen)) {
        this.#ended = seen.session;
        this.#options.listener?.({ kind: "ending-session", holder: seen.holder });
        await sessions.end(db, seen.session, name);
      }
      await this.pause(seen);
    }
  }

  /** Whether nobody has the lease, or who has it is silent for too long. */
  isFree(seen: LeaseRow): boolean {
    return seen.holder === "" || this.isSilent(seen);
  }

  /** Marks that the lease is asked for: an answer that comes late tells how it was then. */
  asks(): void {
    this.#askedAt = performance.now();
  }

  /** Whether the holder has given no sign of life for as long as it said it would need at most. */
  isSilent(seen: LeaseRow): boolean {
    if (this.#seen?.token !== seen.token || this.#seen.beat !== seen.beat) {
      this.#seen = seen;
      this.#seenAt = performance.now();
    }
    return seen.ttl > 0 && this.#askedAt - this.#seenAt > seen.ttl;
  }

  /**
   * Waits a little, longer each time and never two alike.
   *
   * @throws {RetortError} `lock/held` once that has been long enough.
   */
  async pause(seen?: LeaseRow): Promise<void> {
    const { signal } = this.#options;
    refuseAborted(signal);
    const waited = performance.now() - this.#begun;
    const wait = this.#options.wait ?? standardWait;
    const { target } = this.#session.db.server;
    const who = seen === undefined || seen.holder === ""
      ? {}
      : { holder: seen.holder, since: seen.since };
    if (waited >= wait) {
      throw new RetortError("lock/held", { target, ...who, seconds: wait / 1000 });
    }
    if (!this.#told && waited > 500) {
      this.#told = true;
      this.#options.listener?.({ kind: "waiting-for-lock", target, ...who });
    }
    const ms = Math.min(this.#pause * (0.5 + Math.random()), wait - waited);
    this.#pause = Math.min(this.#pause * 1.5, 500);
    await pause(ms, signal);
  }

  /** The lease, where its table has been made already. */
  async #readIfThere(): Promise<LeaseRow | undefined> {
    try {
      this.asks();
      return await readLease(this.#session);
    } catch {
      return undefined;
    }
  }
}
