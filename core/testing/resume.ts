/**
 * Runs that die between two statements: the next one ends where an undisturbed one would.
 *
 * @module
 */
import type { Connection } from "../dialect/mod.ts";
import { RetortError } from "../errors/mod.ts";
import * as op from "../ops/builders.ts";
import { type Op, spec } from "../ops/mod.ts";
import { readVersions } from "../run/standing.ts";
import { canonical, foreignKey, index, integer, sql, varchar } from "../schema/mod.ts";
import type { Live } from "./execute.ts";
import { expect, expectEqual } from "./expect.ts";
import { type Ground, normalLive, taken } from "./ground.ts";
import { randomFrom } from "./random.ts";
import { type Chain, go, sessionOf, withoutOwn } from "./revisions.ts";
import type { Check } from "./suite.ts";

/** The checks on runs that die. */
export const resumeChecks: readonly Check[] = [
  { group: "resume", name: "a run that died is gone on with", run: resumes },
];

const wanted: readonly Op[] = [
  op.createTable("users", {
    id: integer().notNull().primaryKey({ name: "pk_users" }),
    name: varchar(50),
  }),
  op.createTable("orders", { id: integer().notNull(), user_id: integer() }, [
    foreignKey(["user_id"]).references("users", ["id"], { name: "fk_orders_user_id_users" }),
  ]),
  op.addColumn("users", "level", integer().notNull().default(1)),
  op.createTable("notes", { id: integer().notNull(), note: varchar(20) }, [
    index("ix_notes_note", ["note"]),
  ]),
  op.alterColumn("notes", "note", { nullable: false }),
  op.addColumn("notes", "more", varchar(10)),
  op.createIndex("ix_orders_user_id", "orders", ["user_id"]),
];

/** Three revisions of what the dialect takes, with rows in them. */
function chainFor(ground: Ground): Chain {
  const ops = taken(ground.dialect, wanted);
  const rows = op.bulkInsert("users", [{ id: 1, name: "it's" }, { id: 2, name: null }]);
  const [users, ...others] = ops;
  const middle = Math.ceil(others.length / 2);
  expect(users !== undefined && users === wanted[0], "a table with a primary key can be made");
  return { a1: [users, rows], b2: others.slice(0, middle), c3: others.slice(middle) };
}

/** A connection that dies with its n-th statement: before it is sent, or when the answer is due. */
export function dyingAt(db: Connection, at: number, answerLost: boolean): Connection & Dying {
  let count = 0;
  let dead = false;
  const refuse = (sql: string): never => {
    dead = true;
    const problem = "the connection is gone";
    throw new RetortError("database/statement-failed", { sql, problem });
  };
  const sent = async <T>(sql: string, work: () => Promise<T>): Promise<T> => {
    const now = ++count;
    if (dead || (now === at && !answerLost)) refuse(sql);
    const answer = await work();
    return now === at ? refuse(sql) : answer;
  };
  const { rows } = db;
  return {
    server: db.server,
    get inTransaction(): boolean {
      return db.inTransaction;
    },
    get sent(): number {
      return count;
    },
    query: (query) => sent(query.sql, () => db.query(query)),
    execute: (query) => sent(query.sql, () => db.execute(query)),
    ...(rows
      ? { rows: (table, columns) => sent("rows", () => rows.call(db, table, columns)) }
      : {}),
    transaction: (work) =>
      db.transaction(async () => {
        const result = await work();
        // What is dead commits nothing.
        return dead ? refuse("COMMIT") : result;
      }),
    close: () => db.close(),
  };
}

interface Dying {
  /** How many statements were sent. */
  readonly sent: number;
}

async function stateOf(live: Live): Promise<string> {
  const names = [...(await normalLive(live)).tables.values()].map(({ name }) => name);
  const rows = names.includes("users")
    ? await live.db.query(live.dialect.writer.query(sql`select id, name from users order by id`))
    : [];
  return JSON.stringify({
    schema: JSON.parse(canonical(withoutOwn(await normalLive(live)))),
    rows: rows.map((row) =>
      Object.values(row).map((value) => value === null ? null : String(value))
    ),
    versions: await readVersions(sessionOf(live)),
  });
}

async function resumes(ground: Ground): Promise<void> {
  const chain = chainFor(ground);
  const whole = await ground.database();
  const counted = dyingAt(whole.live.db, 0, false);
  await go({ ...whole.live, db: counted }, { chain });
  const undisturbed = await stateOf(whole.live);
  const random = randomFrom(ground.seeds[0] ?? 1);
  const rounds = Math.min(Math.ceil(ground.seeds.length / 2), counted.sent);
  const at = Array.from(
    { length: rounds },
    (_item, n) => 1 + Math.floor((counted.sent * (n + random.below(100) / 100)) / rounds),
  );
  for (const [n, point] of at.entries()) {
    const { live, connect } = await ground.database();
    const db = dyingAt(live.db, point, n % 2 === 1);
    const lock = { ttl: 300, wait: 20_000 };
    await go({ ...live, db }, { chain, lock }).catch(() => {});
    await live.db.close();
    const next = { ...live, db: await connect() };
    const what = `dead at statement ${point} of ${counted.sent}, ${
      n % 2 ? "unanswered" : "unsent"
    }`;
    await go(next, { chain, lock });
    expectEqual(await stateOf(next), undisturbed, `${what}: the next run ends where it should`);
  }
  const ops = Object.values(chain).flat().map((item) => spec(item).describe(item));
  ground.note(`${rounds} of ${counted.sent} statements, with ${ops.length} ops`);
}
