/**
 * Errors: what a server refuses comes as an error of the catalog, with the SQL and the server's words.
 *
 * @module
 */
import { bulkInsert, createTable } from "../ops/builders.ts";
import { emptySchema, integer, sql } from "../schema/mod.ts";
import { runOps } from "./execute.ts";
import { expect, expectRefused } from "./expect.ts";
import type { Ground } from "./ground.ts";
import type { Check } from "./suite.ts";

/** The checks on errors. */
export const failureChecks: readonly Check[] = [
  {
    group: "errors",
    name: "a statement that fails says its SQL and the server's words",
    run: saysSql,
  },
  { group: "errors", name: "a broken key is a statement that failed", run: brokenKey },
  { group: "errors", name: "a name that cannot be one is refused, or quoted", run: oddNames },
  { group: "errors", name: "closing twice is harmless", run: closesTwice },
];

const failed = ["database/statement-failed"];

async function saysSql(ground: Ground): Promise<void> {
  const { live: { db } } = await ground.database();
  const text = "select nonsense_column from nowhere_to_be_found";
  for (const work of [() => db.query({ sql: text }), () => db.execute({ sql: text })]) {
    const error = await expectRefused(work, failed, "a table that is not there");
    const data = error.data as { readonly sql?: string; readonly problem?: string };
    expect(data.sql === text, "the error holds the SQL", [String(data.sql)]);
    expect(data.problem !== undefined && data.problem !== "", "the error holds the server's words");
  }
  const [row] = await db.query<{ one: unknown }>({ sql: "select 1 as one" });
  expect(Number(row?.one) === 1, "the connection still works afterwards");
}

async function brokenKey(ground: Ground): Promise<void> {
  const { live } = await ground.database();
  const users = createTable("users", { id: integer().notNull().primaryKey({ name: "pk_users" }) });
  const rows = bulkInsert("users", [{ id: 1 }]);
  await runOps(live, { ops: [users, rows], state: emptySchema });
  await expectRefused(
    () => runOps(live, { ops: [rows], state: emptySchema }),
    failed,
    "a key twice",
  );
}

async function oddNames(ground: Ground): Promise<void> {
  const { live } = await ground.database();
  const { writer } = ground.dialect;
  for (const name of ['quo"te', "back`tick", "semi;colon", "a'b", "--", "x".repeat(40)]) {
    const select = sql`select 1 as ${sql.name(name)}`;
    const [row] = await live.db.query(writer.query(select));
    const found = Object.keys(row ?? {}).join();
    expect(found === name, `the name ${name} is quoted`, [found]);
  }
  await expectRefused(
    () => Promise.resolve().then(() => writer.name("")),
    ["schema/bad-name"],
    "an empty name",
  );
}

async function closesTwice(ground: Ground): Promise<void> {
  const { connect } = await ground.database();
  const db = await connect();
  await db.close();
  await db.close();
  const work = () => db.query({ sql: "select 1 as one" });
  const codes = [...failed, "database/cannot-open"];
  await expectRefused(work, codes, "a query on a connection that was closed");
}
