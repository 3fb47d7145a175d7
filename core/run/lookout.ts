/**
 * Looking out, over a second connection, whom a statement waits for that may wait for long.
 *
 * @module
 */
import type { Connection } from "../dialect/mod.ts";
import { blockerText } from "../errors/mod.ts";
import { displayName, type TableName } from "../schema/mod.ts";
import { atMost } from "./abort.ts";
import type { Listener } from "./events.ts";
import { partingPatience } from "./lease.ts";
import type { Session } from "./standing.ts";

/** How long a statement may take before somebody looks, in milliseconds. */
const patience = 3_000;

/** Tells whom statements wait for. */
export class Lookout {
  readonly #session: Session;
  readonly #another: (() => Promise<Connection>) | undefined;
  readonly #listener: Listener | undefined;
  #id: Promise<string> | undefined;

  /** For a session; nothing is told where there is no second connection. */
  constructor(
    session: Session,
    { another, listener }: {
      readonly another?: (() => Promise<Connection>) | undefined;
      readonly listener?: Listener | undefined;
    },
  ) {
    this.#session = session;
    this.#another = another;
    this.#listener = listener;
  }

  /** Runs a statement; whom it waits for is told once it has taken long, and when that changes. */
  async during<T>(tables: readonly TableName[], work: () => Promise<T>): Promise<T> {
    const { db, dialect: { sessions } } = this.#session;
    if (!this.#another || !this.#listener || !sessions) return await work();
    const session = await (this.#id ??= sessions.id(db));
    const watch = new Watch(
      this.#another,
      async (other) => await this.#look(other, session, tables),
    );
    try {
      return await work();
    } finally {
      await watch.stop();
    }
  }

  /** Who is waited for, in words; told where these are others than before. */
  async #look(
    other: Connection,
    session: string,
    wanted: readonly TableName[],
  ): Promise<(before: string) => string> {
    const { waits } = this.#session.dialect;
    const blockers = await waits?.blockers(other, { tables: wanted, session }) ?? [];
    const tables = wanted.map(displayName);
    return (before) => {
      // The time that they have been at it is no news.
      const now = blockers.map(({ seconds: _, ...blocker }) => blockerText(blocker)).join(", ");
      if (now !== "" && now !== before) this.#listener?.({ kind: "lock-wait", tables, blockers });
      return now;
    };
  }
}

/** Looks again and again until it is stopped; the connection is opened when that first happens. */
class Watch {
  readonly #open: () => Promise<Connection>;
  readonly #look: (db: Connection) => Promise<(before: string) => string>;
  #db: Connection | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #looking: Promise<void> = Promise.resolve();
  #stopped = false;
  #seen = "";

  constructor(
    open: () => Promise<Connection>,
    look: (db: Connection) => Promise<(before: string) => string>,
  ) {
    this.#open = open;
    this.#look = look;
    this.#next();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    const close = (): Promise<void> | undefined => this.#db?.close().catch(() => {});
    if (!await atMost(partingPatience, this.#looking.then(close))) void close();
  }

  #next(): void {
    this.#timer = setTimeout(() => {
      // What can't be seen is not told; the statement goes on all the same.
      this.#looking = this.#once().catch(() => {}).then(() => {
        if (!this.#stopped) this.#next();
      });
    }, patience);
  }

  async #once(): Promise<void> {
    this.#db ??= await this.#open();
    const tell = await this.#look(this.#db);
    if (!this.#stopped) this.#seen = tell(this.#seen);
  }
}
