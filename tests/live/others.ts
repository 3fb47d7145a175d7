/**
 * Others who use a database while a run changes it.
 *
 * @module
 */
import type { RunEvent } from "@retort/core";
import type { Connection, Dialect } from "@retort/core/dialect";

/** A database with work on it. */
export interface Ground {
  /** Its dialect. */
  readonly dialect: Dialect;
  /** The shortest time that its server can bound a wait by, in milliseconds. */
  readonly timeout: number;
  /** Its URL. */
  readonly url: string;
  /** The session of a connection as it is named to people. */
  session(db: Connection): Promise<string>;
  /** Opens a connection to it. */
  connect(): Promise<Connection>;
}

/** Waits so many milliseconds. */
export async function sleep(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

/** Asks until there is an answer; after a minute it fails, so that no test waits for ever. */
export async function until(what: string, ask: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!await ask()) {
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await sleep(20);
  }
}

/** What comes of work that must end within a minute and a half. */
export async function within<T>(what: string, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`${what} does not end`)), 90_000);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** A transaction that has read `users` and stays open until it is told to end. */
export async function hold(
  db: Connection,
  sql = "SELECT id FROM users",
): Promise<() => Promise<void>> {
  const begun = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const work = db.transaction(async () => {
    await db.query({ sql });
    begun.resolve();
    await ended.promise;
  });
  await begun.promise;
  return async () => {
    ended.resolve();
    await work;
  };
}

/** Reads `users` again and again, over several connections, until told to stop; gives the longest wait. */
export async function readers(ground: Ground): Promise<() => Promise<number>> {
  let stopped = false;
  const loops = await Promise.all(Array.from({ length: 10 }, async (_, index) => {
    const db = await ground.connect();
    return async (): Promise<number> => {
      let longest = 0;
      // Not all at the same moment: there is always one on its way.
      await sleep(index * 50);
      // Ten that each read twice a second are twenty readers a second.
      while (!stopped) {
        const begun = performance.now();
        await db.query({ sql: "SELECT count(*) AS n FROM users" });
        longest = Math.max(longest, performance.now() - begun);
        await sleep(Math.max(0, 500 - (performance.now() - begun)));
      }
      return longest;
    };
  }));
  const all = Promise.all(loops.map((loop) => loop()));
  return async () => {
    stopped = true;
    return Math.max(...await all);
  };
}

type Retry = Extract<RunEvent, { kind: "lock-retry" }>;

/** Keeps the events of tries. */
export function retries(): {
  readonly found: Retry[];
  readonly listener: (event: RunEvent) => void;
} {
  const found: Retry[] = [];
  return {
    found,
    listener: (event) => event.kind === "lock-retry" ? void found.push(event) : undefined,
  };
}
