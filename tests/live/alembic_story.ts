/**
 * Taking over a project of Alembic that is applied by half, and going on with it.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Connection } from "@retort/core/dialect";
import { ran, recorded, type Shop, versionRows, withShop } from "./alembic_ground.ts";

/** The database of a story. */
export interface ShopDatabase {
  /** The dialect. */
  readonly dialect: "sqlite" | "postgres" | "mysql";
  /** Its URL as SQLAlchemy has it. */
  readonly url: string;
  /** Opens it; `folder` is that of the project. */
  connect(folder: string): Promise<Connection>;
}

const half = ["a01", "a02", "a03", "a05", "b01", "b02", "c01"];
const all = [...half, "a06", "a07", "a08", "c02", "c03"].sort();
const pending = ["a06", "a07", "a08", "c02", "c03"];

/** Runs retort, which must end with this code, and gives its JSON. */
async function json<T>(shop: Shop, code: number, ...args: readonly string[]): Promise<T> {
  const ended = await shop.retort(...args, "--json");
  assert.equal(ended.code, code, `retort ${args.join(" ")}\n${ended.stdout}${ended.stderr}`);
  return JSON.parse(ended.stdout);
}

interface Imported {
  readonly revisions: readonly { id: string; upgrade: string; downgrade: string; why?: string }[];
  readonly heads: readonly string[];
  readonly database: { rows: readonly string[]; pending: readonly string[]; notRecorded?: string };
}

interface Status {
  readonly rows: readonly string[];
  readonly drift: readonly unknown[];
  readonly unmanaged: readonly unknown[];
  readonly record: { readonly state: string };
}

function stubsOf({ revisions }: Imported): readonly string[] {
  return revisions.flatMap(({ id, upgrade, downgrade }) => [
    ...(upgrade === "stub" ? [`${id} up`] : []),
    ...(downgrade === "stub" ? [`${id} down`] : []),
  ]);
}

/** What no `--sql` of Alembic gives: code that reads rows, and moving a table of SQLite. */
const stubs: Readonly<Record<ShopDatabase["dialect"], readonly string[]>> = {
  sqlite: ["a05 up", "b02 up", "b02 down"],
  postgres: ["a05 up"],
  mysql: ["a05 up"],
};

/**
 * Alembic applies half of the shop; retort takes it over, applies the rest, adds a revision of its own
 * and goes back; Alembic goes on from there. Nothing runs twice.
 */
export async function tellTakeOver(database: ShopDatabase): Promise<void> {
  await withShop(database.url, async (shop) => {
    await shop.alembic("upgrade", "a05");
    await shop.alembic("upgrade", "c01");
    const db = await database.connect(shop.folder);
    assert.deepEqual(await ran(db), half);
    await tellImport(shop, db, stubs[database.dialect]);
    await tellRest(shop, db);
    await tellOwn(shop, db);
    await tellBack(shop, db);
  });
}

async function tellImport(shop: Shop, db: Connection, wanted: readonly string[]): Promise<void> {
  const report = await json<Imported>(shop, 0, "import", "alembic", "shop");
  assert.deepEqual(report.heads, ["a08", "c03"]);
  assert.equal(report.revisions.length, 13);
  assert.deepEqual(stubsOf(report).toSorted(), [...wanted].sort());
  assert.deepEqual(report.database.rows, ["a05", "c01"]);
  assert.deepEqual(report.database.pending.toSorted(), pending);
  assert.equal(report.database.notRecorded, undefined);
  assert.deepEqual(await versionRows(db), ["a05", "c01"]);
  assert.deepEqual(await ran(db), half);
  const status = await json<Status>(shop, 3, "status");
  assert.deepEqual(status.drift, []);
  assert.deepEqual(status.unmanaged, []);
  assert.equal(status.record.state, "current");
  const again = await shop.retort("import", "alembic", "shop");
  assert.equal(again.code, 1);
  assert.match(again.stderr, /error\[import\/not-empty\]: This project has 13 revisions already/);
}

async function tellRest(shop: Shop, db: Connection): Promise<void> {
  await json(shop, 0, "upgrade", "heads");
  assert.deepEqual(await versionRows(db), ["a08", "c03"]);
  assert.deepEqual(await ran(db), all);
  const current = await shop.alembic("current");
  assert.deepEqual(current.split("\n").filter(Boolean).sort(), ["a08 (head)", "c03 (head)"]);
  const status = await json<Status>(shop, 0, "status");
  assert.deepEqual(status.drift, []);
  // The trigger that came with a06 works, and so do the type and the default of a08.
  await db.execute({ sql: "INSERT INTO orders (id, user_id) VALUES (7, 1)" });
  const [{ n } = { n: 0 }] = await db.query<{ n: number | bigint }>({
    sql: "SELECT count(*) AS n FROM audit WHERE what = 'order'",
  });
  assert.equal(Number(n), 1);
}

/** With models of what is there, autogenerate finds what is new and nothing else. */
async function tellOwn(shop: Shop, db: Connection): Promise<void> {
  const models = `${shop.folder}/models.ts`;
  await json(shop, 0, "introspect", "-o", "models.ts", "--force");
  await json(shop, 0, "check");
  const text = await Deno.readTextFile(models);
  const changed = text.replace(/"users",\s*\{\n/, "$&  age: integer(),\n");
  assert.notEqual(changed, text);
  await Deno.writeTextFile(models, changed);
  const args = ["revision", "--autogenerate", "-m", "age", "--rev-id", "d01"];
  const { changes } = await json<{ changes: readonly string[] }>(
    shop,
    0,
    ...args,
    "--head",
    "shop@head",
  );
  assert.deepEqual(changes, ["add column users.age"]);
  await json(shop, 0, "upgrade", "shop@head");
  assert.deepEqual(await versionRows(db), ["c03", "d01"]);
  await json(shop, 0, "check");
}

async function tellBack(shop: Shop, db: Connection): Promise<void> {
  await json(shop, 0, "downgrade", "stock@c01");
  // What SQL of Alembic drops in plain words is counted like an op.
  const refused = await shop.retort("downgrade", "shop@a05");
  assert.equal(refused.code, 8, refused.stderr);
  assert.match(refused.stderr, /error\[run\/data-loss\].*orders\.state/);
  assert.deepEqual(await versionRows(db), ["c01", "d01"]);
  await json(shop, 0, "downgrade", "shop@a05", "--allow-loss", "orders.state");
  assert.deepEqual(await versionRows(db), ["a05", "c01"]);
  assert.deepEqual(await ran(db), half);
  const status = await json<Status>(shop, 3, "status");
  assert.deepEqual(status.drift, []);
  // What Alembic wrote is as Alembic left it, so it goes on too.
  await shop.alembic("upgrade", "heads");
  assert.deepEqual(await versionRows(db), ["a08", "c03"]);
  assert.deepEqual(await ran(db), all);
}

/**
 * Where Alembic can't be run, what it printed elsewhere does; a run stops before the first statement
 * where a revision waits for its body.
 */
export async function tellRecorded(database: ShopDatabase): Promise<void> {
  const { dialect } = database;
  await withShop(database.url, async (shop) => {
    const files = [recorded(dialect, "upgrade"), recorded(dialect, "downgrade")];
    const sql = files.flatMap((path) => ["--sql-file", path]);
    const args = ["import", "alembic", "shop", ...sql];
    const rehearsal = await json<Imported>(shop, 3, ...args, "--dry-run");
    await assert.rejects(Deno.stat(`${shop.folder}/retort.ini`), Deno.errors.NotFound);
    const report = await json<Imported>(shop, 3, ...args);
    assert.deepEqual(report.revisions, rehearsal.revisions);
    assert.deepEqual(stubsOf(report).toSorted(), [...stubs[dialect]].sort());
    const refused = await shop.retort("upgrade", "heads");
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /the revision still waits for what .*\.py does to apply it/);
    const current = await json<{ revisions: readonly unknown[] }>(shop, 0, "current");
    assert.deepEqual(current.revisions, []);
    await json(shop, 0, "upgrade", "b01");
    await json(shop, 0, "upgrade", "stock@head");
    const db = await database.connect(shop.folder);
    assert.deepEqual(await ran(db), ["a01", "a02", "b01", "c01", "c02", "c03"]);
    assert.deepEqual(await versionRows(db), ["b01", "c03"]);
    await json(shop, 0, "downgrade", "base", "--allow-loss", "audit");
    assert.deepEqual(await versionRows(db), []);
  });
}
