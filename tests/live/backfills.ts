/**
 * What must hold of backfills, the same on every database.
 *
 * @module
 */
import assert from "node:assert/strict";
import { type ColumnBuilder, migrate, type Op, op, sql, varchar } from "@retort/core";
import type { Connection, Dialect } from "@retort/core/dialect";
import type { RunEvent } from "@retort/core/run";
import type { Literal } from "@retort/core/schema";
import { finished, root, spawn } from "./sqlite/process.ts";

/** Columns that are keys, by a name, with some values. */
export type Keys = Readonly<Record<string, readonly [ColumnBuilder, readonly Literal[]]>>;

/** A database for backfills. */
export interface Scene {
  /** Its dialect. */
  readonly dialect: Dialect;
  /** Its URL. */
  readonly url: string;
  /** Opens a connection to it. */
  connect(): Promise<Connection>;
  /** A query for the numbers from 1 to `n`, as `i`. */
  numbers(n: number): string;
  /** Keys that only it has, by a name: the column and some values. */
  readonly keys: Keys;
  /** A column that can't be a key, and what is said of it. */
  readonly refused?: readonly [ColumnBuilder, RegExp];
}

/** A revision of a test. */
export interface TestRevision {
  readonly revision: string;
  readonly downRevision: string | null;
  readonly upgrade: readonly Op[];
}

/** What a run told of a backfill. */
export type Progress = Extract<RunEvent, { readonly kind: "backfill-progress" }>;

/** So many rows are filled: a million with `RETORT_TEST_FULL=1`. */
export const size: number = Deno.env.get("RETORT_TEST_FULL") === "1" ? 1_000_000 : 20_000;

/** The revision around a backfill of the table `items`: a column before it, a constraint behind it. */
export function itemRevisions(batch: number): readonly TestRevision[] {
  const upgrade = [
    op.addColumn("items", "slug", varchar(40)),
    op.backfill("fill slugs", {
      table: "items",
      set: { slug: sql`lower(title)`, touched: sql`touched + 1` },
      batch,
    }),
    op.alterColumn("items", "slug", { nullable: false }),
  ];
  return [{ revision: "a", downRevision: null, upgrade }];
}

/** Makes the table `items` with so many rows; its keys have gaps. */
export async function makeItems({ connect, numbers }: Scene, rows: number): Promise<void> {
  const db = await connect();
  await db.execute({
    sql: "CREATE TABLE items (id BIGINT NOT NULL PRIMARY KEY, title VARCHAR(40) NOT NULL, " +
      "touched INTEGER NOT NULL, CHECK (touched < 2))",
  });
  await db.execute({
    sql: `INSERT INTO items (id, title, touched) SELECT i * 7, 'Title', 0 FROM (${
      numbers(rows)
    }) AS n`,
  });
  await db.close();
}

/** How often rows were changed, with how many rows that is. */
export async function touches(
  db: Connection,
  table = "items",
): Promise<readonly (readonly [number, number])[]> {
  const found = await db.query<{ touched: number; n: number }>({
    sql: `SELECT touched, count(*) AS n FROM ${table} GROUP BY touched ORDER BY touched`,
  });
  return found.map(({ touched, n }) => [Number(touched), Number(n)]);
}

/** Runs revisions; gives what was told of backfills. */
export async function fill(
  { scene: { dialect }, db }: { readonly scene: Scene; readonly db: Connection },
  revisions: readonly unknown[],
  told: (event: Progress) => void | Promise<void> = () => {},
): Promise<readonly Progress[]> {
  const events: Progress[] = [];
  await migrate({
    connection: db,
    dialect,
    revisions,
    listener(event) {
      if (event.kind !== "backfill-progress") return;
      events.push(event);
      told(event);
    },
  });
  return events;
}

/** The process is killed behind 40 % of the rows; run again, no batch that was committed runs again. */
export async function killed(scene: Scene): Promise<void> {
  const { dialect, url, connect } = scene;
  const batch = size / 100;
  await makeItems(scene, size);
  const program = new URL("tests/live/backfill_program.ts", root).pathname;
  const args = [dialect.name, url, String(batch)];
  const child = spawn(program, ["-A"], args);
  let said = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    said += text;
    const rows = Number(/^rows (\d+)$(?![^]*^rows \d+$)/m.exec(said)?.[1] ?? 0);
    if (rows < size * 0.4) continue;
    child.kill("SIGKILL");
    break;
  }
  await child.stderr.cancel();
  assert.equal((await child.status).signal, "SIGKILL", said);
  const again = await finished(spawn(program, ["-A"], args));
  assert.equal(again.code, 0, again.text);
  const from = Number(/^rows (\d+)$/m.exec(again.text)?.[1]);
  // What the first line says was there already: the rest is what the second run went through.
  assert.ok(size - from <= size * 0.6 + batch, `went on at ${from} of ${size}`);
  assert.ok(from < size, "it was killed before the end");
  assert.ok(again.text.includes(`rows ${from + batch}\n`), again.text);
  const db = await connect();
  assert.deepEqual(await touches(db), [[1, size]]);
  const [row] = await db.query<{ n: number }>({
    sql: "SELECT count(*) AS n FROM items WHERE slug = 'title'",
  });
  assert.equal(Number(row?.n), size);
  assert.deepEqual(await db.query({ sql: "SELECT step FROM retort_journal" }), []);
  await db.close();
}

/** A row that can't be changed stops it; the batches before stay, and the next run goes on behind. */
export async function failing(scene: Scene): Promise<void> {
  await makeItems(scene, 1000);
  const db = await scene.connect();
  await db.execute({ sql: "UPDATE items SET touched = 1 WHERE id = 7 * 555" });
  const error = await fill({ scene, db }, itemRevisions(100)).then(
    () => undefined,
    (error) => error,
  );
  assert.equal(error?.code, "run/op-failed");
  assert.equal(error.data.op, 'backfill "fill slugs" of items');
  assert.deepEqual(error.data.kept, [
    "add column items.slug",
    '500 rows of backfill "fill slugs" of items',
  ]);
  assert.deepEqual(await touches(db), [[0, 499], [1, 501]]);
  await db.execute({ sql: "UPDATE items SET touched = 0 WHERE id = 7 * 555" });
  const events = await fill({ scene, db }, itemRevisions(200));
  assert.deepEqual(events.map(({ rows }) => rows), [500, 700, 900, 1000]);
  assert.deepEqual(events.at(-1)?.changed, 1000);
  assert.deepEqual(await touches(db), [[1, 1000]]);
  await db.close();
}

/** Rows that come meanwhile are changed where they come behind the last batch. */
export async function growing(scene: Scene): Promise<void> {
  await makeItems(scene, 1000);
  const [db, other] = [await scene.connect(), await scene.connect()];
  const inserts: Promise<unknown>[] = [];
  const insert = (id: number): void => {
    const statement = { sql: `INSERT INTO items (id, title, touched) VALUES (${id}, 'New', 0)` };
    inserts.push(other.execute(statement));
  };
  const events = await fill(
    { scene, db },
    itemRevisions(100).map((item) => ({
      ...item,
      upgrade: item.upgrade.slice(0, 2),
    })),
    ({ rows }) => {
      // One in the next gap, one at the end, one where it was already.
      if (rows === 500) [7 * 950 + 1, 7 * 2000, 8].forEach(insert);
    },
  );
  await Promise.all(inserts);
  assert.deepEqual(await touches(db), [[0, 1], [1, 1002]]);
  assert.deepEqual(await db.query({ sql: "SELECT id FROM items WHERE touched = 0" }), [{ id: 8 }]);
  assert.equal(events.at(-1)?.rows, 1002);
  await other.close();
  await db.close();
}

/** Another run takes the lease: the batch under way is undone, and the run ends. */
export async function replaced(scene: Scene): Promise<void> {
  await makeItems(scene, 1000);
  const [db, other] = [await scene.connect(), await scene.connect()];
  const taken: Promise<unknown>[] = [];
  const error = await fill({ scene, db }, itemRevisions(100), ({ rows }) => {
    if (rows !== 300) return;
    taken.push(other.execute({ sql: "UPDATE retort_lease SET token = token + 1" }));
  }).then(() => undefined, (error) => error);
  await Promise.all(taken);
  assert.equal(error?.code, "lock/lost");
  const [[, left = 0] = [], [, done = 0] = []] = await touches(db);
  assert.ok(done < 1000 && done % 100 === 0, `${done} done, ${left} left`);
  const events = await fill({ scene, db }, itemRevisions(100));
  assert.equal(events[0]?.rows, done);
  assert.deepEqual(await touches(db), [[1, 1000]]);
  await other.close();
  await db.close();
}

/** A journal that an earlier version made gets the column that backfills need. */
export async function older(scene: Scene): Promise<void> {
  await makeItems(scene, 300);
  const db = await scene.connect();
  await fill({ scene, db }, itemRevisions(100));
  await db.execute({ sql: "ALTER TABLE retort_journal DROP COLUMN checkpoint" });
  const touch = op.backfill("touch", { table: "items", set: { title: "x" }, batch: 200 });
  const events = await fill({ scene, db }, [
    ...itemRevisions(100),
    { revision: "b", downRevision: "a", upgrade: [touch] },
  ]);
  assert.deepEqual(events.map(({ rows, finished }) => [rows, finished]), [
    [0, false],
    [200, false],
    [300, true],
  ]);
  await db.close();
}

/** A batch that the server gives up, since it and another transaction wait for each other, runs again. */
export async function deadlocked(scene: Scene): Promise<void> {
  await makeItems(scene, 1000);
  const [db, other] = [await scene.connect(), await scene.connect()];
  // The other one has more to lose, and more time: the server gives up the batch.
  if (scene.dialect.name === "postgres") {
    await other.execute({ sql: "SET deadlock_timeout = '1h'" });
  }
  const begun = Promise.withResolvers<void>();
  const held = other.transaction(async () => {
    await other.execute({ sql: "UPDATE items SET title = 'Held' WHERE id > 7 * 90" });
    begun.resolve();
    await new Promise((resolve) => setTimeout(resolve, 700));
    await other.execute({ sql: "UPDATE items SET title = 'First' WHERE id = 7" });
  });
  await begun.promise;
  const backfill = op.backfill("fill", {
    table: "items",
    set: { title: sql`upper(title)`, touched: sql`touched + 1` },
    batch: 100,
  });
  const events = await fill({ scene, db }, [{
    revision: "a",
    downRevision: null,
    upgrade: [backfill],
  }]);
  await held;
  assert.equal(events.at(-1)?.changed, 1000);
  assert.deepEqual(await touches(db), [[1, 1000]]);
  const rows = await db.query<{ title: string }>({
    sql: "SELECT title FROM items WHERE id IN (7, 14, 700) ORDER BY id",
  });
  assert.deepEqual(rows.map(({ title }) => title), ["FIRST", "TITLE", "HELD"]);
  await other.close();
  await db.close();
}
