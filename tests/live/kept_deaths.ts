/**
 * Runs that die anywhere on the way there and back; the next one ends well.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Connection } from "@retort/core/dialect";
import {
  fill,
  type KeptDatabase,
  keptNames,
  live,
  rows,
  users,
  type Way,
  waysOf,
  withDb,
} from "./kept_ground.ts";

/** A connection that dies before a statement, and stays dead. */
function mortal(
  db: Connection,
  at: number,
): { readonly db: Connection; readonly died: () => boolean } {
  let left = at;
  let armed = false;
  const die = (sql: string): void => {
    // What comes before the first word of what is kept is not of interest here.
    armed ||= /retort_kept/.test(sql);
    if (!armed || left-- > 0) return;
    throw new Error("the process died");
  };
  const dying = new Proxy(db, {
    get(target, key) {
      const value = Reflect.get(target, key) as unknown;
      if (typeof value !== "function") return value;
      if (key !== "execute") return value.bind(target);
      return (query: { readonly sql: string }) => {
        die(query.sql);
        return value.call(target, query);
      };
    },
  });
  return { db: dying, died: () => left < 0 };
}

/** Goes one way and dies before a statement; whether it did. */
async function dies(
  { connect }: KeptDatabase,
  way: Way,
  { target, at }: { readonly target: string; readonly at: number },
): Promise<boolean> {
  const first = await connect();
  const dying = mortal(first, at);
  try {
    await way(dying.db, target, { set: "deadly", keep: true });
  } catch (error) {
    if (!dying.died()) throw error;
  } finally {
    await first.close();
  }
  return dying.died();
}

/** Dies before each statement of the way there and back; the next run always gets there. */
export async function tellDeaths(
  database: KeptDatabase,
  fresh: (db: Connection) => Promise<void>,
): Promise<number> {
  const { dialect } = database;
  const { up, down } = waysOf(dialect);
  const known = users.replace("order", "where name <> 'nobody' order");
  for (let at = 0, deaths = 0;; at++) {
    let before: unknown;
    await withDb(database, async (db) => {
      await fresh(db);
      await up(db, "a1");
      await fill(db);
      before = await live(dialect, db);
    });
    const there = await dies(database, up, { target: "d2", at });
    await withDb(database, async (db) => {
      await up(db, "d2", { set: "deadly", keep: true });
      await db.execute({ sql: "insert into users (id, email) values (3, 'c@x')" });
      assert.equal((await keptNames(dialect, db)).length, 3, `died before ${at}`);
    });
    const back = await dies(database, down, { target: "a1", at });
    await withDb(database, async (db) => {
      await down(db, "a1", { set: "deadly" });
      assert.deepEqual(await live(dialect, db), before, `died before ${at}`);
      assert.equal((await rows(db, known)).length, 2);
      assert.deepEqual(await rows(db, "select title from posts"), [{ title: "hello" }]);
      assert.deepEqual(await rows(db, "select kept from retort_kept"), []);
    });
    deaths += Number(there) + Number(back);
    if (!there && !back) return deaths;
  }
}
