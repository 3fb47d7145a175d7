/**
 * Waiting for locks: never for long, and then again.
 *
 * A statement that waits for a table keeps out everybody who comes after it, so it gives up soon, lets
 * the others through, and what can be repeated without doing anything twice is tried again.
 *
 * @module
 */
import type { Connection, LockFailure, LockWaits, Statement } from "../dialect/mod.ts";
import { type ErrorData, isRetortError, RetortError } from "../errors/mod.ts";
import { type Op, spec } from "../ops/mod.ts";
import { leaseBeat } from "../plan/lease.ts";
import { touchedTables } from "../plan/render.ts";
import { compact, displayName, type TableName } from "../schema/mod.ts";
import type { Listener } from "./events.ts";
import { type GoOn, goOnUnless, pause } from "./abort.ts";
import { writeHeld } from "./lease.ts";
import { limited } from "./limited.ts";
import { Lookout } from "./lookout.ts";
import type { Session } from "./standing.ts";

/** How long statements of revisions wait for locks, and how often they try. */
export interface WaitOptions {
  /** How long one try waits, in milliseconds: 3,000 unless told; 0: as long as the server lets it. */
  readonly timeout?: number | undefined;
  /** How many tries there are: 10 unless told. */
  readonly tries?: number | undefined;
}

const standardTimeout = 3_000;
const standardTries = 10;
/** How long what gives no sign of life may take without one behind it, in milliseconds. */
const long = 100;

/** One try; what runs in it writes down what it came to. */
export interface Attempt {
  /** The ops that are being run. */
  ops: readonly Op[];
  /** The function that has begun: what it did beside the database would be done twice. */
  once?: string;
}

/** The waits of a run. */
export class Waits {
  readonly #session: Session;
  readonly #waits: LockWaits | undefined;
  readonly #listener: Listener | undefined;
  readonly #pooled: boolean;
  readonly #alone: boolean;
  readonly #timeout: number;
  readonly #tries: number;
  readonly #lookout: Lookout;
  readonly #signal: AbortSignal | undefined;
  /** Asked before what can be stopped: throws `run/aborted` where the run shall stop. */
  readonly goOn: GoOn;

  /** For a session; `pooled` where its settings may become those of others. */
  constructor(
    session: Session,
    { timeout, tries, pooled = false, listener, another, signal }: WaitOptions & {
      readonly pooled?: boolean;
      readonly signal?: AbortSignal | undefined;
      readonly another?: (() => Promise<Connection>) | undefined;
      readonly listener?: Listener | undefined;
    },
  ) {
    this.#session = session;
    this.#waits = session.dialect.waits;
    this.#listener = listener;
    this.#pooled = pooled && this.#waits?.limitTransaction !== undefined;
    this.#alone = pooled && another === undefined && session.dialect.sessions !== undefined;
    this.#timeout = timeout ?? standardTimeout;
    this.#tries = Math.max(1, tries ?? standardTries);
    this.#lookout = new Lookout(session, { another, listener });
    this.#signal = signal;
    this.goOn = goOnUnless(signal);
  }

  /** Waits for a time, in milliseconds, or until the run shall stop. */
  async pause(ms: number): Promise<void> {
    await pause(ms, this.#signal);
  }

  /** Does some work while the session waits for locks no longer than it may. */
  async bounded<T>(work: () => Promise<T>): Promise<T> {
    if (this.#timeout === 0 || this.#pooled || !this.#waits) return await work();
    return await limited(this.#waits, { db: this.#session.db, ms: this.#timeout }, work);
  }

  /** A transaction, whose waits are bounded. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    const { db } = this.#session;
    if (this.#timeout === 0 || !this.#pooled) {
      return await db.transaction(async () => {
        await this.#holdOn();
        return await this.#withSign(work, (beat) => beat);
      });
    }
    return await db.transaction(async () => {
      await this.#waits?.limitTransaction?.(db, this.#timeout);
      await this.#holdOn();
      return await work();
    });
  }

  /** Has the row of the lease to itself until the transaction ends, where no sign can be given meanwhile. */
  async #holdOn(): Promise<void> {
    const { tables, token } = this.#session;
    if (this.#alone && token !== undefined) {
      await writeHeld(this.#session, leaseBeat(tables, token));
    }
  }

  /** Works, with a sign of life behind it where there could be none meanwhile. */
  async alive<T>(work: () => Promise<T>): Promise<T> {
    if (this.#session.db.inTransaction) return await work();
    // Whether the lease is lost is found out by what is written next.
    return await this.#withSign(work, (beat) => beat.catch(() => {}));
  }

  /**
   * Works, and gives a sign of life with what was long, where there could be none before its end: who
   * has waited meanwhile begins to count from there.
   */
  async #withSign<T>(
    work: () => Promise<T>,
    given: (beat: Promise<void>) => Promise<void>,
  ): Promise<T> {
    const begun = performance.now();
    const result = await work();
    const { dialect, tables, token } = this.#session;
    const isSilent = dialect.sessions === undefined && performance.now() - begun > long;
    if (isSilent && token !== undefined) {
      await given(writeHeld(this.#session, leaseBeat(tables, token)));
    }
    return result;
  }

  /**
   * Runs a statement; one that keeps nobody out takes its time. Whom it waits for is told where that is
   * not bounded.
   */
  async execute(statement: Statement, attempt?: Attempt): Promise<void> {
    await this.goOn();
    const { db, dialect } = this.#session;
    const { sql } = statement;
    const work = async (): Promise<void> => {
      await dialect.clear?.(db, statement);
      await db.execute(statement);
    };
    if (!this.#waits) return await this.alive(work);
    const watched = (): Promise<void> =>
      this.#pooled ? work() : this.#lookout.during(tablesOf(attempt?.ops ?? []), work);
    const { unhurried } = this.#waits;
    if (unhurried?.isFor(sql)) {
      await unhurried.run(db, { pooled: this.#pooled }, watched);
    } else await (this.#timeout === 0 ? watched() : work());
  }

  /**
   * Does what leaves nothing behind when it fails, again where it was given up for others' sake.
   *
   * @throws {RetortError} `run/lock-timeout` when that was often enough.
   */
  async retried<T>(work: (attempt: Attempt) => Promise<T>): Promise<T> {
    for (let tries = 1;; tries++) {
      const attempt: Attempt = { ops: [] };
      try {
        return await work(attempt);
      } catch (error) {
        const cause = causeOf(error);
        // A part of the work has tried often enough already, and does not know of what it is a part.
        if (isTimeout(cause) && cause !== error) throw over(error, cause.data);
        const reason = this.#waits?.reason(cause);
        if (reason === undefined) throw error;
        await this.#failed(error, { attempt, tries, reason });
      }
    }
  }

  /** Says who was waited for, and waits for a while; throws where it is over. */
  async #failed(
    error: unknown,
    { attempt, tries, reason }: {
      readonly attempt: Attempt;
      readonly tries: number;
      readonly reason: LockFailure;
    },
  ): Promise<void> {
    const wanted = tablesOf(attempt.ops);
    const tables = wanted.map(displayName);
    const isOver = attempt.once !== undefined || tries >= this.#tries;
    if (isOver && reason !== "timeout") throw error;
    const blockers = reason === "timeout"
      ? await this.#waits?.blockers(this.#session.db, { tables: wanted, sql: sqlOf(error) })
        .catch(() => []) ?? []
      : [];
    if (isOver) {
      const { once } = attempt;
      throw over(error, compact({ tables, timeout: this.#timeout, tries, once, blockers }));
    }
    const event = { tables, reason, blockers, attempt: tries + 1, attempts: this.#tries };
    this.#listener?.({ kind: "lock-retry", ...event });
    await this.pause(this.#delay(tries));
    if (this.#signal?.aborted) throw stopped(error, this.#signal.reason);
  }

  /** Longer each time, so that a long holder is not asked in vain, and never two runs alike. */
  #delay(tries: number): number {
    const first = (this.#timeout === 0 ? standardTimeout : this.#timeout) / 3;
    return Math.min(first * 1.5 ** (tries - 1), 10_000) * (0.5 + Math.random());
  }
}

/** What the server said, below what was made of it. */
function causeOf(error: unknown): unknown {
  return isRetortError(error) && error.code === "run/op-failed" ? error.cause : error;
}

function sqlOf(error: unknown): string | undefined {
  const cause = causeOf(error);
  if (!isRetortError(cause)) return undefined;
  const { sql } = cause.data as { readonly sql?: unknown };
  return typeof sql === "string" ? sql : undefined;
}

/** The tables that ops are about; none where they may be about all. */
function tablesOf(ops: readonly Op[]): readonly TableName[] {
  return ops.some((op) => spec(op).touches(op).all) ? [] : touchedTables(ops);
}

/** What failed is not tried again: the run shall stop. */
function stopped(error: unknown, reason: unknown): RetortError {
  const { revision, direction, op, done = [], kept = [], leftover, undone } = isRetortError(error)
    ? error.data as Partial<ErrorData["run/aborted"]>
    : {};
  const data = compact({ revision, direction, op, done, kept, leftover, undone });
  return new RetortError("run/aborted", data, { cause: reason });
}

function isTimeout(error: unknown): error is RetortError<"run/lock-timeout"> {
  return isRetortError(error) && error.code === "run/lock-timeout";
}

function over(
  error: unknown,
  waited: Pick<
    ErrorData["run/lock-timeout"],
    "tables" | "timeout" | "tries" | "once" | "blockers" | "sql"
  >,
): RetortError {
  if (!isRetortError(error) || error.code !== "run/op-failed") {
    const sql = sqlOf(error);
    const data = compact({ ...waited, sql, done: [], kept: [] });
    return new RetortError("run/lock-timeout", data, { cause: error });
  }
  const { revision, direction, op, sql = waited.sql, done, kept, undone } = error
    .data as ErrorData["run/op-failed"];
  const data = compact({ ...waited, revision, direction, op, sql, done, kept, undone });
  const place = error.place === undefined ? {} : { place: error.place };
  return new RetortError("run/lock-timeout", data, { ...place, cause: error.cause });
}
