/**
 * `lock`: who keeps other runs out, and taking that away.
 *
 * @module
 */
import { isRetortError, RetortError } from "../errors/mod.ts";
import type { LeaseRow } from "../plan/lease.ts";
import { breakLease, readLease } from "../run/lease.ts";
import { lockName } from "../run/lock.ts";
import type { Session } from "../run/standing.ts";
import { compact } from "../schema/mod.ts";
import type { Project } from "./project.ts";
import { withSession } from "./session.ts";
import { withStandingOrNothing } from "./state.ts";

/** Who holds the lock of a database. */
export interface LockReport {
  /** The database, as shown to people. */
  readonly target: string;
  /** Who, as it said itself; absent where nobody does. */
  readonly holder?: string;
  /** Since when, in UTC, by the holder's clock. */
  readonly since?: string;
  /** Whether the server still has the holder's session; absent where it has no lock of sessions. */
  readonly alive?: boolean;
  /** After how many seconds of silence another run takes over; 0: never while its session is there. */
  readonly patience?: number;
  /** Whether it was taken away. */
  readonly broken?: true;
}

/** Says who holds the lock. It changes nothing. */
export async function lockStatus(project: Project): Promise<LockReport> {
  return await withStandingOrNothing(project, async ({ exists, session }) => {
    const found = await session();
    return exists ? await holderOf(found) : { target: found.db.server.target };
  });
}

/**
 * Takes the lock away from whoever holds it: its session is ended, and what it writes after that is
 * refused.
 *
 * @throws {RetortError} `lock/held` where the holder keeps hold of it, in a transaction.
 */
export async function lockBreak(project: Project): Promise<LockReport> {
  return await withSession(project, async (session) => {
    const report = await holderOf(session);
    const seen = await leaseOf(session);
    if (!seen || report.holder === undefined) return report;
    if (!await breakLease(session, seen)) {
      const { target, holder, since } = report;
      throw new RetortError("lock/held", compact({ target, holder, since, seconds: 1 }));
    }
    if (seen.session !== "") {
      await session.dialect.sessions?.end(session.db, seen.session, lockName(session));
    }
    return { ...report, broken: true };
  }, { create: false });
}

/** Who holds the lock of the database of a session. */
export async function holderOf(session: Session): Promise<LockReport> {
  const { db, dialect } = session;
  const { target } = db.server;
  const seen = await leaseOf(session);
  if (!seen || seen.holder === "") return { target };
  const { holder, since, ttl } = seen;
  const report = { target, holder, since, patience: ttl / 1000 };
  if (!dialect.sessions || seen.session === "") return report;
  return { ...report, alive: await dialect.sessions.isThere(db, seen.session) };
}

/** The lease; none where no run has made its table. */
async function leaseOf(session: Session): Promise<LeaseRow | undefined> {
  try {
    return await readLease(session);
  } catch (error) {
    if (isRetortError(error) && error.code === "database/statement-failed") return undefined;
    throw error;
  }
}
