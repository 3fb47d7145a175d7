/**
 * Runs that are cut off: before, during and after each statement, and what the next run makes of it.
 *
 * The socket is cut by a relay between the process and the server; processes are killed in
 * `lock_program.ts`'s manner by {@link killAt}.
 *
 * @module
 */
import assert from "node:assert/strict";
import { migrate } from "@retort/core";
import { type Connection, type Dialect, variantNames } from "@retort/core/dialect";
import { stableJson } from "@retort/core/schema";
import { within } from "./others.ts";
import { finished, root, spawn } from "./sqlite/process.ts";

/** When a run is cut off, seen from a statement. */
export type Moment = "before" | "during" | "after";

/** The moments. */
export const moments: readonly Moment[] = ["before", "during", "after"];

/** What is run, and where. */
export interface Fault {
  /** The name of the dialect. */
  readonly name: string;
  /** The dialect. */
  readonly dialect: Dialect;
  /** The revisions. */
  readonly revisions: readonly unknown[];
  /** What rows there must be in the end. */
  readonly rows: readonly string[];
}

/** Every point, as `deno task faults` wants it, or every so many, as with all other tests. */
export function sampled(count: number, part: number): readonly number[] {
  const all = Array.from({ length: count }, (_, index) => index + 1);
  return Deno.env.has("RETORT_TEST_FULL") ? all : all.filter((n) => n % part === 1);
}

/** A connection that counts its statements, and what it does at one of them. */
export function counting(
  db: Connection,
  at: (count: number, moment: Moment) => void | Promise<void>,
): { readonly db: Connection; readonly count: () => number } {
  let count = 0;
  const around = async <T>(work: () => Promise<T>): Promise<T> => {
    const mine = ++count;
    await at(mine, "before");
    const running = work();
    running.catch(() => {});
    await at(mine, "during");
    const result = await running;
    await at(mine, "after");
    return result;
  };
  const counted = new Proxy(db, {
    get(target, key): unknown {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== "function") return value;
      if (key === "transaction") {
        return (work: () => Promise<unknown>) =>
          target.transaction(async () => {
            const result = await work();
            // COMMIT comes now.
            await at(++count, "before");
            return result;
          });
      }
      if (key !== "execute" && key !== "query") return value.bind(target);
      return (...args: readonly unknown[]) => around(() => value.apply(target, args));
    },
  });
  return { db: counted, count: () => count };
}

/** Upgrades over a connection. */
export async function upgrade(fault: Fault, connection: Connection): Promise<void> {
  const { dialect, revisions } = fault;
  await migrate({ connection, dialect, revisions, lock: { wait: 60_000 } });
}

/** What a database is: its schema, its rows, and each revision once in its history. */
export async function pictureOf(fault: Fault, db: Connection): Promise<string> {
  const { dialect, rows } = fault;
  const live = dialect.normalize(
    await dialect.inspect?.(db) ?? assert.fail(),
    variantNames(dialect, db.server.flavour),
  );
  const tables = [...live.tables].filter(([name]) => !name.includes("retort_"));
  const found = await Promise.all(rows.map((sql) => db.query({ sql })));
  const history = await db.query({
    sql: "SELECT revision FROM retort_history WHERE event = 'finished' ORDER BY id",
  });
  const left = await db.rows?.({ name: "retort_journal" }, ["op"]) ?? [];
  return stableJson({ tables, found, history, left });
}

/** A relay to a server, that can be cut. */
export class Relay {
  readonly #listener: Deno.TcpListener;
  readonly #open = new Set<Deno.Conn>();

  /** Listens at a port of its own. */
  constructor(to: URL) {
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    void this.#serve(to);
  }

  /** The URL that leads through it. */
  url(to: URL): string {
    const found = new URL(to);
    found.hostname = "127.0.0.1";
    found.port = String(this.#listener.addr.port);
    return found.href;
  }

  /** Cuts all connections. */
  cut(): void {
    for (const conn of this.#open) {
      try {
        conn.close();
      } catch {
        // The other side was faster.
      }
    }
    this.#open.clear();
  }

  /** Ends it. */
  close(): void {
    this.cut();
    this.#listener.close();
  }

  async #serve(to: URL): Promise<void> {
    const port = Number(to.port || (to.protocol.startsWith("postgres") ? 5432 : 3306));
    for await (const conn of this.#listener) {
      const server = await Deno.connect({ hostname: to.hostname, port });
      this.#open.add(conn).add(server);
      conn.readable.pipeTo(server.writable).catch(() => {});
      server.readable.pipeTo(conn.writable).catch(() => {});
    }
  }
}

/** Cuts the socket at a statement; the next run must end as one that nobody disturbed. */
export async function cutAt(
  fault: Fault,
  url: string,
  { n, moment, whole }: { readonly n: number; readonly moment: Moment; readonly whole: string },
): Promise<void> {
  const { dialect } = fault;
  const relay = new Relay(new URL(url));
  try {
    const through = await dialect.connect?.(relay.url(new URL(url))) ?? assert.fail();
    const { db } = counting(through, async (count, when) => {
      if (count !== n || when !== moment) return;
      // What was sent is on its way.
      if (when === "during") await new Promise((resolve) => setTimeout(resolve, 2));
      relay.cut();
    });
    const at = `${moment} statement ${n}`;
    await within(`a run cut ${at}`, upgrade(fault, db).catch(() => {}));
    await within(`closing what was cut ${at}`, through.close().catch(() => {}));
  } finally {
    relay.close();
  }
  await goOn(fault, url, { what: `cut ${moment} statement ${n}`, whole });
}

/** Kills a process at a statement; the next run must end as one that nobody disturbed. */
export async function killAt(
  fault: Fault,
  url: string,
  { n, moment, whole }: { readonly n: number; readonly moment: Moment; readonly whole: string },
): Promise<void> {
  const file = new URL("tests/live/fault_program.ts", root).pathname;
  await finished(spawn(file, ["-A"], [fault.name, url, String(n), moment]));
  await goOn(fault, url, { what: `killed ${moment} statement ${n}`, whole });
}

async function goOn(
  fault: Fault,
  url: string,
  { what, whole }: { readonly what: string; readonly whole: string },
): Promise<void> {
  const db = await fault.dialect.connect?.(url) ?? assert.fail();
  try {
    const again = upgrade(fault, db).catch((error) => assert.fail(`${what}: ${error}`));
    await within(`the run after ${what}`, again);
    assert.equal(await pictureOf(fault, db), whole, what);
  } finally {
    await db.close();
  }
}

/** A server whose databases are used for one fault each. */
export type Databases = <T>(
  work: (database: { readonly url: string; connect(): Promise<Connection> }) => Promise<T>,
) => Promise<T>;

/** Does this to a run at every so manyth of its statements; gives the number of points. */
export async function atEach(
  fault: Fault,
  databases: Databases,
  { part, work }: { readonly part: number; readonly work: typeof cutAt },
): Promise<number> {
  const { whole, count } = await databases(async (database) => {
    const { db, count } = counting(await database.connect(), () => {});
    await upgrade(fault, db);
    return { count: count(), whole: await pictureOf(fault, db) };
  });
  const points = sampled(count, part).flatMap((n) => moments.map((moment) => ({ n, moment })));
  await Deno.stderr.write(new TextEncoder().encode(`${points.length} points of ${count} `));
  for (const { n, moment } of points) {
    await databases(({ url }) => work(fault, url, { n, moment, whole }));
  }
  return points.length;
}
