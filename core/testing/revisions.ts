/**
 * Revisions run by the runner itself, with its versions, history, locks and journal.
 *
 * @module
 */
import type { Connection, Dialect } from "../dialect/mod.ts";
import { downgradePath, upgradePath } from "../graph/mod.ts";
import type { Op } from "../ops/mod.ts";
import { type Bookkeeping, bookkeepingOf, isOwn } from "../plan/bookkeeping.ts";
import { revisionsOf } from "../plan/revisions.ts";
import type { LockOptions } from "../run/lock.ts";
import { type RunOptions, runPath } from "../run/runner.ts";
import { readVersions, type Session } from "../run/standing.ts";
import { type Schema, schemaOf } from "../schema/mod.ts";
import { version } from "../version.ts";

/** The tables that retort keeps in a test's database. */
export const ownTables: Bookkeeping = bookkeepingOf({ versionTable: "retort_version" });

/** Revisions by their ids, each after the one before. */
export type Chain = Readonly<Record<string, readonly Op[]>>;

/** Where a run goes, and how. */
export interface Going {
  /** The revisions. */
  readonly chain: Chain;
  /** Where to; `head` unless told. */
  readonly to?: string;
  /** Whether it goes down. */
  readonly down?: boolean;
  /** How it is kept alone. */
  readonly lock?: LockOptions;
  /** Where transactions begin and end. */
  readonly mode?: RunOptions["transactionMode"];
}

/** The session of a test. */
export function sessionOf(
  { db, dialect }: { readonly db: Connection; readonly dialect: Dialect },
): Session {
  return { db, dialect, tables: ownTables };
}

/** Runs revisions; gives those that ran, and the version rows before and after. */
export async function go(
  live: { readonly db: Connection; readonly dialect: Dialect },
  { chain, to = "head", down = false, lock, mode }: Going,
): Promise<readonly string[]> {
  const session = sessionOf(live);
  const ids = Object.keys(chain);
  const set = revisionsOf(ids.map((revision, n) => ({
    revision,
    downRevision: ids[n - 1] ?? null,
    upgrade: chain[revision],
  })));
  const find = (rows: readonly string[]) =>
    down ? downgradePath(set.graph, to, rows) : upgradePath(set.graph, to, rows);
  const report = await runPath(session, set, {
    path: find(await readVersions(session)),
    again: find,
    x: {},
    losses: { allow: [], otherwise: "warn", allowWith: () => "", written: true },
    lock: { wait: 5_000, ...lock },
    transactionMode: mode,
    now: () => new Date(),
    tool: version,
    who: "conformance",
  });
  return report.steps.map((step) => step.revision);
}

/** A schema without the tables that retort keeps. */
export function withoutOwn(schema: Schema): Schema {
  return {
    ...schema,
    ...schemaOf([...schema.tables.values()].filter((t) => !isOwn(ownTables, t))),
  };
}
