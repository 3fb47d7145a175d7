/**
 * What a dialect claims in `can` is so, and what it denies is refused by its code.
 *
 * @module
 */
import {
  addColumn,
  createIndex,
  createSchema,
  createTable,
  createView,
  dropSchema,
  dropTable,
} from "../ops/builders.ts";
import type { Op } from "../ops/mod.ts";
import { emptySchema, integer, schemaOf, tableKey, varchar } from "../schema/mod.ts";
import { inspectAll, runOps } from "./execute.ts";
import { expect, expectRefused } from "./expect.ts";
import { expectIs, type Ground, normalLive, opsTo, takes } from "./ground.ts";
import type { Check } from "./suite.ts";

/** The checks on capabilities. */
export const capabilityChecks: readonly Check[] = [
  { group: "can", name: "comments", run: comments },
  { group: "can", name: "schemas", run: schemas },
  { group: "can", name: "numbersAlone", run: numbersAlone },
  { group: "can", name: "sharedNames", run: sharedNames },
  { group: "can", name: "frozenViews", run: frozenViews },
  { group: "can", name: "caselessColumns", run: caselessColumns },
  { group: "can", name: "scratch databases are empty and go", run: scratch },
];

async function comments(ground: Ground): Promise<void> {
  const { live } = await ground.database();
  const said = createTable("users", { id: integer().comment("it's one") }, [], { comment: "who" });
  await runOps(live, { ops: [said], state: emptySchema });
  const table = (await normalLive(live)).tables.get(tableKey({ name: "users" }));
  const kept = [table?.comment, table?.columns[0]?.comment];
  if (ground.dialect.can.comments) {
    expect(kept.join() === "who,it's one", "comments are kept", [kept.join()]);
  } else expect(kept.join() === ",", "no comment is read where none is kept", [kept.join()]);
}

async function schemas(ground: Ground): Promise<void> {
  const { live } = await ground.database();
  const { dialect } = ground;
  const name = `retort_testing_${crypto.randomUUID().slice(0, 8)}`;
  const make = createSchema(name);
  if (!dialect.can.schemas) {
    expect(!takes(dialect, [make]), "a schema is refused where there are none");
    return ground.note("no schemas, as said");
  }
  await runOps(live, { ops: [make], state: emptySchema });
  try {
    const table = createTable("users", { id: integer() }, [], { schema: name });
    await runOps(live, { ops: [table], state: emptySchema });
    const place = { name: "users", schema: name };
    const found = await dialect.inspect?.(live.db, { tables: [place] });
    expect(found?.tables.has(tableKey(place)) === true, "a table in it is read by its name");
    const all = (await inspectAll(live)).tables.has(tableKey(place));
    ground.note(
      all ? "tables of all schemas are read" : "tables of other schemas are read by name",
    );
    await runOps(live, { ops: [dropTable("users", { schema: name })], state: emptySchema });
  } finally {
    await runOps(live, { ops: [dropSchema(name)], state: emptySchema });
  }
}

async function numbersAlone(ground: Ground): Promise<void> {
  const { live } = await ground.database();
  const alone = createTable("numbered", { id: integer().identity(), name: varchar(10) });
  if (!ground.dialect.can.numbersAlone) {
    return ground.note("a column without its key has no numbers, as said");
  }
  await runOps(live, { ops: [alone], state: emptySchema });
  await live.db.execute({ sql: "insert into numbered (name) values ('a')" });
  await live.db.execute({ sql: "insert into numbered (name) values ('b')" });
  const rows = await live.db.query<{ id: unknown }>({ sql: "select id from numbered order by id" });
  expect(rows.map(({ id }) => Number(id)).join() === "1,2", "rows are numbered");
}

async function sharedNames(ground: Ground): Promise<void> {
  const { live } = await ground.database();
  const { can } = ground.dialect;
  const id = { id: integer().notNull() };
  const ops = ["a", "b"].map((name): Op => createTable(name, id));
  await runOps(live, { ops, state: emptySchema });
  const index = (table: string): Op => createIndex("shared", table, ["id"]);
  if (!takes(ground.dialect, [...ops, index("a")])) return ground.note("not supported: indexes");
  await runOps(live, { ops: [index("a")], state: emptySchema });
  const second = () => runOps(live, { ops: [index("b")], state: emptySchema });
  if (can.sharedNames?.includes("index")) {
    const codes = ["database/statement-failed"];
    return void await expectRefused(second, codes, "two tables have an index of one name");
  }
  await second();
  ground.note("indexes of two tables may share a name");
}

async function frozenViews(ground: Ground): Promise<void> {
  const { live } = await ground.database();
  const users = createTable("users", { id: integer().notNull(), name: varchar(10) });
  const view = createView("named", "select id, name from users");
  if (!takes(ground.dialect, [users, view])) return ground.note("not supported: views");
  await runOps(live, { ops: [users, view], state: emptySchema });
  const now = await normalLive(live);
  const table = createTable("users", { id: integer().notNull(), name: varchar(40) }).table;
  const wanted = { ...now, tables: schemaOf([table]).tables };
  const ops = await opsTo(live, wanted);
  if (!takes(ground.dialect, ops, now)) return ground.note("not supported: the change of a type");
  await runOps(live, { ops, state: now });
  await expectIs(live, wanted, "a column changes though a view uses it");
  const views = (await normalLive(live)).views?.size ?? 0;
  expect(views === 1, "the view is still there");
}

async function caselessColumns(ground: Ground): Promise<void> {
  const { live } = await ground.database();
  const { dialect } = ground;
  await runOps(live, { ops: [createTable("users", { Name: varchar(10) })], state: emptySchema });
  const before = await normalLive(live);
  const add = () => runOps(live, { ops: [addColumn("users", "name", integer())], state: before });
  if (!dialect.can.caselessColumns) {
    const failure = await add().then(() => [], (error: unknown) => [String(error)]);
    const claim = "names in another case are other columns, or can.caselessColumns is claimed";
    expect(failure.length === 0, claim, failure);
    return ground.note("names of columns may differ in their case alone");
  }
  await expectRefused(add, ["database/statement-failed"], "two columns have one name but for case");
  const { table } = createTable("users", { name: varchar(10) });
  const wanted = { ...before, tables: schemaOf([table]).tables };
  await runOps(live, { ops: await opsTo(live, wanted), state: before });
  await expectIs(live, wanted, "a column gets its name in another case");
}

async function scratch(ground: Ground): Promise<void> {
  const { url, live } = await ground.database();
  const { dialect } = ground;
  if (!dialect.scratch) return ground.note("no scratch databases: verify needs one that is named");
  const made = await dialect.scratch.create(
    url,
    `retort_testing_${crypto.randomUUID().slice(0, 8)}`,
  );
  try {
    const found = await dialect.inspect?.(made.db);
    expect(found?.tables.size === 0, "a scratch database is empty");
    const users = createTable("users", { id: integer() });
    await runOps({ dialect, db: made.db }, { ops: [users], state: emptySchema });
    expect(
      (await normalLive(live)).tables.size === 0,
      "and another than the one it is made beside",
    );
  } finally {
    await made.dispose();
  }
}
