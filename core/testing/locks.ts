/**
 * The lock of a run: one at a time, and a dead run keeps nobody out for long.
 *
 * @module
 */
import { createTable } from "../ops/builders.ts";
import { leaseTake } from "../plan/lease.ts";
import { type LockOptions, withLock } from "../run/lock.ts";
import { readVersions } from "../run/standing.ts";
import { integer, sql } from "../schema/mod.ts";
import type { Live } from "./execute.ts";
import { expect, expectRefused } from "./expect.ts";
import type { Ground } from "./ground.ts";
import { go, ownTables, sessionOf } from "./revisions.ts";
import type { Check } from "./suite.ts";
import { countOf } from "./transactions.ts";

/** The checks on locks. */
export const lockChecks: readonly Check[] = [
  { group: "lock", name: "who comes second is refused", run: (g) => refusesSecond(g, {}) },
  {
    group: "lock",
    name: "who comes second is refused by the lease alone",
    run: (g) => refusesSecond(g, { mode: "lease" }),
  },
  { group: "lock", name: "two at once run each revision once", run: runsOnce },
  { group: "lock", name: "a run that died is taken over from", run: takesOver },
];

async function twoOn(ground: Ground): Promise<readonly [Live, Live]> {
  const { live, connect } = await ground.database();
  return [live, { ...live, db: await connect() }];
}

async function refusesSecond(ground: Ground, options: LockOptions): Promise<void> {
  const [first, second] = await twoOn(ground);
  const how = { ...options, holder: "the first", ttl: 60_000 };
  await withLock(sessionOf(first), how, async () => {
    const another = { ...options, wait: 100 };
    await expectRefused(
      () => withLock(sessionOf(second), another, () => Promise.resolve()),
      ["lock/held"],
      "a second run while the first one has the lock",
    );
  });
  let held = false;
  await withLock(sessionOf(second), options, () => Promise.resolve(void (held = true)));
  expect(held, "the lock is free once the first run has ended");
  ground.note(ground.dialect.sessions && options.mode !== "lease" ? "by session" : "by lease");
}

async function runsOnce(ground: Ground): Promise<void> {
  const [first, second] = await twoOn(ground);
  const chain = {
    a1: [createTable("users", { id: integer().notNull() })],
    b2: [createTable("orders", { id: integer().notNull() })],
  };
  const lock = { ttl: 60_000, wait: 30_000 };
  const ran = await Promise.all([first, second].map((live) => go(live, { chain, lock })));
  const ids = ran.flat().toSorted();
  expect(ids.join() === "a1,b2", "each revision runs once", [`they ran ${ids.join(", ")}`]);
  const rows = await readVersions(sessionOf(first));
  expect(rows.join() === "b2", "the version row is the head", [`it is ${rows.join(", ")}`]);
}

async function takesOver(ground: Ground): Promise<void> {
  const [first, second] = await twoOn(ground);
  const lock = { mode: "lease" as const, ttl: 60_000 };
  await go(first, { chain: { a1: [] }, lock });
  const { writer } = ground.dialect;
  const dead = { holder: "a run that died", session: "", since: "", ttl: 200 };
  const [row] = await first.db.query<{ token: unknown; beat: unknown }>(
    writer.query(sql`select token, beat from ${sql.name(ownTables.lease.name)}`),
  );
  const seen = { token: Number(row?.token), beat: Number(row?.beat) };
  const taken = await first.db.execute(writer.query(leaseTake(ownTables, seen, dead)));
  expect(taken === 1, "execute() gives the number of rows that a statement changed", [`${taken}`]);
  const again = await first.db.execute(writer.query(leaseTake(ownTables, seen, dead)));
  expect(again === 0, "execute() gives 0 where a statement changed no row", [`${again}`]);
  const chain = { a1: [], b2: [createTable("users", { id: integer().notNull() })] };
  const ran = await go(second, { chain, lock: { mode: "lease", wait: 20_000, ttl: 60_000 } });
  expect(ran.join() === "b2", "another run takes over once the dead one is silent for too long");
  expect(await countOf(second, sql`users`) === 0, "and does its work");
}
