/**
 * Transactions: what is rolled back, and what the dialect says of it.
 *
 * @module
 */
import { type Connection, renderOp } from "../dialect/mod.ts";
import { bulkInsert, createTable, execute, run } from "../ops/builders.ts";
import type { Op } from "../ops/mod.ts";
import { emptySchema, integer, type Sql, sql, varchar } from "../schema/mod.ts";
import { type Live, runOps } from "./execute.ts";
import { expect, expectRefused } from "./expect.ts";
import { type Ground, namesOn, normalLive } from "./ground.ts";
import { readVersions } from "../run/standing.ts";
import { go, sessionOf } from "./revisions.ts";
import type { Check } from "./suite.ts";

const table = createTable("users", { id: integer().notNull(), name: varchar(50) });

/** The checks on transactions. */
export const transactionChecks: readonly Check[] = [
  { group: "transactions", name: "rows are rolled back", run: rollsRowsBack },
  {
    group: "transactions",
    name: "DDL is rolled back where can.transactionalDdl says so",
    run: rollsDdl,
  },
  {
    group: "transactions",
    name: "a transaction says that it is open, and holds no other",
    run: saysSo,
  },
  {
    group: "transactions",
    name: "a COMMIT that is sent behind statements is a rollback where one of them fails",
    run: commitsBehind,
  },
  { group: "transactions", name: "a revision that fails leaves what it should", run: failsWhole },
];

/** How many rows a table has. */
export async function countOf({ db, dialect }: Live, from: Sql): Promise<number> {
  const [row] = await db.query<{ n: unknown }>(
    dialect.writer.query(sql`select count(*) as n from ${from}`),
  );
  return Number(row?.n);
}

/** An error that nobody but a test throws. */
class Halt extends Error {}

async function halted(db: Connection, work: () => Promise<unknown>): Promise<void> {
  const halt = new Halt("halted");
  try {
    await db.transaction(async () => {
      await work();
      throw halt;
    });
  } catch (error) {
    if (error !== halt) throw error;
    return;
  }
  expect(false, "transaction(work) throws what work throws");
}

async function insert({ db, dialect }: Live, id: number): Promise<void> {
  await db.execute(
    dialect.writer.query(sql`insert into users (id, name) values (${id}, ${"it's"})`),
  );
}

async function rollsRowsBack(ground: Ground): Promise<void> {
  const { live } = await ground.database();
  await runOps(live, { ops: [table], state: emptySchema });
  await halted(live.db, () => insert(live, 1));
  expect(await countOf(live, sql`users`) === 0, "rows of a transaction that failed are gone");
  await live.db.transaction(() => insert(live, 2));
  expect(await countOf(live, sql`users`) === 1, "rows of a transaction that ended stay");
}

async function rollsDdl(ground: Ground): Promise<void> {
  const { live } = await ground.database();
  const { db, dialect } = live;
  const cx = { before: emptySchema, names: namesOn(live), offline: false };
  await halted(db, async () => {
    for (const statement of renderOp(dialect, table, cx)) await db.execute(statement);
  });
  const there = (await normalLive(live)).tables.size > 0;
  const claimed = dialect.can.transactionalDdl;
  if (claimed) expect(!there, "a table that was made in a transaction that failed is gone");
  else {ground.note(
      there ? "DDL stays, as said" : "DDL is rolled back, and the dialect could say so",
    );}
}

async function saysSo(ground: Ground): Promise<void> {
  const { live: { db } } = await ground.database();
  expect(!db.inTransaction, "no transaction is open at first");
  await db.transaction(async () => {
    expect(db.inTransaction, "inTransaction is true inside of one");
    await expectRefused(
      () => db.transaction(() => Promise.resolve()),
      ["database/in-transaction"],
      "a transaction inside of another is refused",
    );
  });
  expect(!db.inTransaction, "inTransaction is false afterwards");
  await halted(db, () => Promise.resolve());
  expect(!db.inTransaction, "inTransaction is false after one that failed");
}

async function commitsBehind(ground: Ground): Promise<void> {
  const { live } = await ground.database();
  const { db } = live;
  if (!db.commitBehind) return ground.note("answers are waited for before COMMIT is sent");
  await runOps(live, { ops: [table], state: emptySchema });
  const behind = (sent: () => readonly Promise<unknown>[]): Promise<void> =>
    db.transaction(() => Promise.resolve(db.commitBehind?.(sent())));
  await behind(() => [insert(live, 1)]);
  expect(await countOf(live, sql`users`) === 1, "what COMMIT was sent behind stays");
  const broken = (): Promise<unknown> =>
    db.execute({ sql: "insert into nowhere_to_be_found (id) values (1)" });
  await expectRefused(
    () => behind(() => [insert(live, 2), broken(), insert(live, 3)]),
    ["database/statement-failed"],
    "the transaction throws what the first statement threw that failed",
  );
  expect(!db.inTransaction, "no transaction is open behind it");
  expect(await countOf(live, sql`users`) === 1, "nothing of it stays where a statement failed");
  await db.transaction(() => insert(live, 4));
  expect(await countOf(live, sql`users`) === 2, "the next transaction waits for its answers again");
}

async function failsWhole(ground: Ground): Promise<void> {
  const { live } = await ground.database();
  const broken: Op = execute("insert into nowhere_to_be_found (id) values (1)");
  const chain = { a1: [table, bulkInsert("users", [{ id: 1, name: "x" }]), broken] };
  await expectRefused(() => go(live, { chain }), failures, "a statement that fails, fails the run");
  expect((await readVersions(sessionOf(live))).length === 0, "no version row says that it is done");
  const there = (await normalLive(live)).tables.has("users");
  if (ground.dialect.can.transactionalDdl) expect(!there, "nothing of the revision is left");
  let called = 0;
  const code = run("insert", async (db) => {
    called++;
    await db.execute(sql`insert into users (id, name) values (${2}, ${"y"})`);
  });
  const mended = { a1: [table, bulkInsert("users", [{ id: 1, name: "x" }]), code] };
  if (ground.dialect.can.transactionalDdl) {
    await go(live, { chain: mended });
    expect(called === 1, "code of a revision is called once");
    expect(await countOf(live, sql`users`) === 2, "the revision, mended, runs as a whole");
  }
}

const failures = ["run/op-failed"];
