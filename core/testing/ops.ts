/**
 * Every kind of op: forward, back and forward again on the server, or refused by its code.
 *
 * @module
 */
import { isRetortError, messageOf } from "../errors/mod.ts";
import * as op from "../ops/builders.ts";
import { applyAll, type CoreOp, type Op, opKinds, reverseAll, spec } from "../ops/mod.ts";
import {
  bigint,
  emptySchema,
  foreignKey,
  integer,
  type Schema,
  sql,
  tableKey,
  varchar,
} from "../schema/mod.ts";
import { cases } from "./cases.ts";
import { type Live, runOps } from "./execute.ts";
import { expect, expectEqual, isUnsupported } from "./expect.ts";
import {
  bringTo,
  expectIs,
  type Ground,
  type OpCase,
  type Place,
  schemaText,
  takes,
} from "./ground.ts";
import type { Check } from "./suite.ts";

/** The checks on rows whose table is changed. */
export const rowChecks: readonly Check[] = [
  { group: "rows", name: "rows stay while their table is changed", run: keepsRows },
];

const changes: readonly Op[] = [
  op.addColumn("users", "level", integer().notNull().default(3)),
  op.alterColumn("users", "age", { type: bigint() }),
  op.alterColumn("users", "name", { nullable: false }),
  op.alterColumn("users", "age", { default: 7 }),
  op.createIndex("ix_users_name", "users", ["name"]),
  op.createUniqueConstraint("uq_users_age", "users", ["age"]),
  op.renameColumn("users", "age", "years"),
  op.dropColumn("users", "level"),
  op.renameTable("users", "people"),
];

/** Tables of which one points at the other, changed op by op; what is refused is left out. */
async function keepsRows(ground: Ground): Promise<void> {
  const { live } = await ground.database();
  const users = op.createTable("users", {
    id: integer().notNull().primaryKey({ name: "pk_users" }),
    name: varchar(50),
    age: integer(),
  });
  const orders = op.createTable("orders", { id: integer().notNull(), user_id: integer() }, [
    foreignKey(["user_id"]).references("users", ["id"], { name: "fk_orders_user_id_users" }),
  ]);
  const people = [{ id: 1, name: "it's", age: 36 }, { id: 2, name: "", age: null }];
  const rows = [
    op.bulkInsert("users", people),
    op.bulkInsert("orders", [{ id: 1, user_id: 2 }, { id: 2, user_id: null }]),
  ];
  const made = takes(ground.dialect, [users, orders]) ? [users, orders] : [users];
  await runOps(live, { ops: [...made, ...rows.slice(0, made.length)], state: emptySchema });
  let state = applyAll(made, emptySchema);
  for (const change of changes) {
    if (!await isChanged(ground, live, { op: change, state })) continue;
    state = applyAll([change], state);
    const what = spec(change).describe(change);
    const found = await namesIn(live, state);
    expect(found === "1 it's, 2 ", `rows are as they were after: ${what}`, [found]);
    if (made.length < 2) continue;
    const left = await live.db.query<{ user_id: unknown }>({
      sql: "select user_id from orders order by id",
    });
    const keys = left.map(({ user_id }) => user_id === null ? "null" : Number(user_id)).join();
    expect(keys === "2,null", `rows that point at them too, after: ${what}`, [keys]);
  }
}

async function isChanged(
  ground: Ground,
  live: Live,
  { op, state }: { readonly op: Op; readonly state: Schema },
): Promise<boolean> {
  try {
    spec(op).apply(op, state);
    await runOps(live, { ops: [op], state });
    return true;
  } catch (error) {
    if (isRetortError(error) && error.code === "op/missing") return false;
    if (!isUnsupported(error)) throw error;
    ground.note(`not supported: ${spec(op).describe(op)}`);
    return false;
  }
}

/** The rows of the one table that is renamed on the way. */
async function namesIn({ db, dialect }: Live, state: Schema): Promise<string> {
  const name = state.tables.has(tableKey({ name: "users" })) ? "users" : "people";
  const rows = await db.query<{ id: unknown; name: string }>(
    dialect.writer.query(sql`select id, name from ${sql.name(name)} order by id`),
  );
  return rows.map((row) => `${row.id} ${row.name}`).join(", ");
}

/** One check for each kind of op that has cases. */
export function opChecks(own: Ground["options"]["cases"] = {}): readonly Check[] {
  return opKinds().flatMap((kind): readonly Check[] => {
    const items = own[kind] ?? cases[kind];
    if (items.length === 0) return [];
    return [{ group: "ops", name: kind, run: (ground) => runKind(ground, kind, items) }];
  });
}

async function runKind(
  ground: Ground,
  kind: CoreOp["kind"],
  items: readonly OpCase[],
): Promise<void> {
  let place: Place | undefined;
  let ran = 0;
  const failures: string[] = [];
  for (const item of items) {
    place ??= await ground.database();
    try {
      await runCase(place.live, item);
      ran++;
      if (!await isCleared(place.live)) place = undefined;
    } catch (error) {
      place = undefined;
      const what = spec(item.op).describe(item.op);
      if (isUnsupported(error)) ground.note(`not supported: ${what} (${error.message})`);
      else failures.push(`${what}: ${messageOf(error)}`);
    }
  }
  expect(failures.length === 0, `${kind} goes forward, back and forward again`, failures);
  ground.note(`${ran} of ${items.length} cases ran`);
}

async function runCase(live: Live, item: OpCase): Promise<void> {
  const { before = [], op } = item;
  const state = applyAll(before, emptySchema);
  let done: Schema = emptySchema;
  for (const step of before) {
    await runOps(live, { ops: [step], state: done });
    done = applyAll([step], done);
  }
  const start = await schemaText(live);
  await runOps(live, { ops: [op], state });
  const changed = applyAll([op], state);
  await expectIs(live, changed, "an op does to the database what it does to the schema");
  const undo = spec(op).reverse(op, state);
  if (undo === null) return;
  const end = await schemaText(live);
  await runOps(live, { ops: [undo], state: changed });
  expectEqual(await schemaText(live), start, "going back gives the schema of before");
  await runOps(live, { ops: [op], state });
  expectEqual(await schemaText(live), end, "going forward again gives the same schema");
  await runOps(live, { ops: [undo], state: changed });
  // What no inspection finds, such as a schema that is another database, has to go by its name.
  const gone = reverseAll(before, emptySchema);
  if (gone) await runOps(live, { ops: gone, state });
}

/** Whether the database is as good as new; where that can't be, the next case gets another. */
async function isCleared(live: Live): Promise<boolean> {
  try {
    await bringTo(live, emptySchema);
    const left = await live.dialect.inspect?.(live.db);
    return left !== undefined && left.tables.size === 0 &&
      Object.values(left).every((item) => !(item instanceof Map) || item.size === 0);
  } catch {
    return false;
  }
}
