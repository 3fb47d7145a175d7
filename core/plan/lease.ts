/**
 * The row that says which run may write, and the number that each taking over makes greater.
 *
 * A run writes only where the number is still its own: one that was stopped for long and wakes up
 * after another has taken over changes nothing any more. See Martin Kleppmann, "How to do
 * distributed locking" (2016), on fencing tokens.
 *
 * @module
 */
import type { TableName } from "../schema/mod.ts";
import { type Sql, sql } from "../schema/sql.ts";
import { type Bookkeeping, nameOf } from "./bookkeeping.ts";

/** Who holds the lease, and how long it is good for without a sign of life. */
export interface LeaseHolder {
  /** Who, for people: `pid 4711 on web-3`. */
  readonly holder: string;
  /** The holder's session as the server calls it; empty where that says nothing. */
  readonly session: string;
  /** Since when, in UTC, by the holder's clock: for people only. */
  readonly since: string;
  /** Milliseconds without a sign of life after which it is over; 0: it lasts as long as its session. */
  readonly ttl: number;
}

/** The lease as it stands. */
export interface LeaseRow extends LeaseHolder {
  /** Greater by one with each run. */
  readonly token: number;
  /** Greater by one with each sign of life. */
  readonly beat: number;
}

/** The query for the lease. */
export function leaseQuery({ lease }: Bookkeeping): Sql {
  return sql`SELECT token, beat, ttl, holder, session, since FROM ${nameOf(lease)} WHERE id = 1`;
}

/** The statement that makes the row, free for the taking. */
export function leaseInsert({ lease }: Bookkeeping): Sql {
  return sql`INSERT INTO ${
    nameOf(lease)
  } (id, token, beat, ttl, holder, session, since) VALUES (1, 0, 0, 0, '', '', '')`;
}

/** The statement that takes the lease as it was seen; it changes a row only if nobody was faster. */
export function leaseTake(
  { lease }: Bookkeeping,
  seen: Pick<LeaseRow, "token" | "beat">,
  { holder, session, since, ttl }: LeaseHolder,
): Sql {
  return sql`UPDATE ${
    nameOf(lease)
  } SET token = token + 1, beat = 0, ttl = ${ttl}, holder = ${holder}, session = ${session}, since = ${since} WHERE id = 1 AND token = ${seen.token} AND beat = ${seen.beat}`;
}

/** The statement that gives a sign of life; it changes a row only while the lease is held. */
export function leaseBeat({ lease }: Bookkeeping, token: number): Sql {
  return sql`UPDATE ${nameOf(lease)} SET beat = beat + 1 WHERE id = 1 AND token = ${token}`;
}

/** The statement that gives the lease back. */
export function leaseRelease({ lease }: Bookkeeping, token: number): Sql {
  return sql`UPDATE ${
    nameOf(lease)
  } SET holder = '', session = '' WHERE id = 1 AND token = ${token}`;
}

/** What only the run with this token may do. */
export function heldBy(lease: TableName, token: number): Sql {
  return sql`EXISTS (SELECT 1 FROM ${nameOf(lease)} WHERE id = 1 AND token = ${token})`;
}
