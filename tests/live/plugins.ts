/**
 * A small plugin on any database: its op runs, is undone, scripted, hooked, and survives a crash.
 *
 * @module
 */
import assert from "node:assert/strict";
import { integer, migrate, op, sql } from "@retort/core";
import { downgrade, downgradeScript, upgrade, upgradeScript } from "@retort/core/commands";
import type { Connection, Dialect } from "@retort/core/dialect";
import {
  addPluginObject,
  defineOp,
  definePlugin,
  type OpBuilder,
  type Plugin,
  removePluginObject,
  touchesPluginObject,
} from "@retort/core/plugin";
import { pluginObject } from "@retort/core/schema";
import { moduleProject } from "./module_project.ts";

interface Mark {
  readonly name: string;
  readonly alone?: boolean;
}

const object = (name: string) => pluginObject({ noun: "marks:mark", name, data: {} });

/** What probes were asked, and what they answered. */
const probes: string[] = [];

/** Makes a table of retort's blind spot; `alone` lets it run outside of a transaction. */
const put: OpBuilder<[name: string, alone?: boolean], Mark> = defineOp({
  kind: "marks:put",
  source: { from: "./plugins.ts", name: "put" },
  build: (name, alone): Mark => ({ name, ...(alone ? { alone } : {}) }),
  args: ({ name, alone }) => alone ? [name, alone] : [name],
  describe: ({ name }) => `put mark ${name}`,
  reverse: ({ name, alone }) => take(name, alone),
  apply: ({ name }, schema) => addPluginObject(schema, object(name), `put mark ${name}`),
  touches: ({ name }) => touchesPluginObject(object(name)),
  probe: async ({ name }, db) => {
    const rows = await db.query(
      sql`SELECT table_name FROM information_schema.tables WHERE table_name = ${`mark_${name}`}`,
    );
    probes.push(`${name}: ${rows.length > 0}`);
    return rows.length > 0;
  },
  render: {
    mariadb: ({ name, alone }) => [statement(`CREATE TABLE mark_${name} (for_mariadb INT)`, alone)],
    postgres: ({ name, alone }) => [statement(`CREATE TABLE mark_${name} (for_pg INT)`, alone)],
    default: ({ name, alone }) => [statement(`CREATE TABLE mark_${name} (for_all INT)`, alone)],
  },
});

const take: OpBuilder<[name: string, alone?: boolean], Mark> = defineOp({
  kind: "marks:take",
  source: { from: "./plugins.ts", name: "take" },
  build: (name, alone): Mark => ({ name, ...(alone ? { alone } : {}) }),
  args: ({ name, alone }) => alone ? [name, alone] : [name],
  describe: ({ name }) => `take mark ${name}`,
  apply: ({ name }, schema) => removePluginObject(schema, object(name), `take mark ${name}`),
  touches: ({ name }) => touchesPluginObject(object(name)),
  render: { default: ({ name }) => [sql`DROP TABLE ${sql.name(`mark_${name}`)}`] },
});

function statement(text: string, alone = false): {
  readonly sql: string;
  readonly transaction?: "forbidden";
} {
  return alone ? { sql: text, transaction: "forbidden" } : { sql: text };
}

const revisions = [{
  revision: "a1",
  downRevision: null,
  upgrade: [op.createTable("users", { id: integer().primaryKey() }), put("one")],
}, {
  revision: "b2",
  downRevision: "a1",
  upgrade: [put("two", true), op.execute("select 1", { effects: [put("three")] })],
}];

/** A database of a test. */
export interface PluginDatabase {
  /** Its dialect. */
  readonly dialect: Dialect;
  /** Its URL. */
  readonly url: string;
  /** Which column the renderer for it makes. */
  readonly column: string;
}

async function withDb<T>(
  { dialect, url }: PluginDatabase,
  work: (db: Connection) => Promise<T>,
): Promise<T> {
  const db = await dialect.connect?.(url);
  assert.ok(db);
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

const count = (place: PluginDatabase, name: string): Promise<number> =>
  withDb(place, async (db) => {
    const found = await place.dialect.inspect?.(db);
    return [...found?.tables.keys() ?? []].filter((key) => key === `mark_${name}`).length;
  });

/** A plugin that writes down what it is told. */
function watching(seen: string[]): Plugin {
  return definePlugin({
    name: "marks",
    ops: [put, take],
    hooks: {
      beforeRun: ({ revisions }) => void seen.push(`run ${revisions.join()}`),
      beforeRevision: ({ revision, direction }) => void seen.push(`${direction} ${revision.id}`),
      beforeStatement: ({ op: words }) => void seen.push(`  ${words}`),
      afterStatement: ({ sql: text }) => void seen.push(`  ${text.slice(0, 6).toUpperCase()}`),
      afterRevision: async ({ revision, db }) => {
        await db.execute(sql`INSERT INTO users (id) VALUES (${revision.id === "a1" ? 1 : 2})`);
      },
      afterRun: ({ done, error }) => void seen.push(`ran ${done.join()} ${error === undefined}`),
    },
  });
}

/** Up, with all hooks. */
export async function goesUp(place: PluginDatabase): Promise<void> {
  const { dialect, url, column } = place;
  const seen: string[] = [];
  await migrate({ dialect, url, revisions, plugins: [watching(seen)] });
  assert.deepEqual(seen, [
    "run a1,b2",
    "upgrade a1",
    "  create table users",
    "  CREATE",
    "  put mark one",
    "  CREATE",
    "upgrade b2",
    "  put mark two",
    "  CREATE",
    "  execute select 1",
    "  SELECT",
    "ran a1,b2 true",
  ]);
  await withDb(place, async (db) => {
    const rows = await db.query<{ id: number }>({ sql: "SELECT id FROM users ORDER BY id" });
    assert.deepEqual(rows.map(({ id }) => id), [1, 2]);
    const found = await dialect.inspect?.(db, { tables: [{ name: "mark_two" }] });
    assert.equal(found?.tables.get("mark_two")?.columns[0]?.name, column);
  });
  // SQL that says what it does, but not how that is undone.
  const project = moduleProject(dialect, url, revisions);
  await assert.rejects(downgrade(project, { target: "base" }), /execute select 1/);
}

/** A derived downgrade, and scripts of both directions, with neither plugin nor database. */
export async function isUndoneAndScripted(place: PluginDatabase): Promise<void> {
  const { dialect, url } = place;
  const project = moduleProject(dialect, url, [revisions[0] as typeof revisions[number]]);
  await upgrade(project, { target: "head" });
  assert.equal(await count(place, "one"), 1);
  await downgrade(project, { target: "base" });
  assert.equal(await count(place, "one"), 0);
  const up = await upgradeScript(project, "head");
  assert.match(up.script, /CREATE TABLE mark_one/);
  const down = await downgradeScript(project, "a1:base");
  assert.match(down.script, /DROP TABLE ["`]?mark_one/);
}

/** A hook that throws fails its revision, and what it did goes with it where that can be. */
export async function hooksStop(place: PluginDatabase): Promise<void> {
  const { dialect, url } = place;
  const told: unknown[] = [];
  const plugin = definePlugin({
    name: "strict",
    hooks: {
      afterRevision: async ({ revision, db }) => {
        await db.execute(sql`INSERT INTO users (id) VALUES (7)`);
        if (revision.id === "a1") throw new Error("not on a Friday");
      },
      afterRun: ({ error, done }) => void told.push([error instanceof Error, done]),
    },
  });
  await assert.rejects(
    migrate({ dialect, url, revisions, plugins: [plugin] }),
    /hook afterRevision of the plugin "strict" failed: not on a Friday/,
  );
  assert.deepEqual(told, [[true, []]]);
  if (dialect.can.transactionalDdl) assert.equal(await count(place, "one"), 0);
}

/** The connection is lost behind or before the statement of an op, and nobody saw what became of it. */
export async function survives(place: PluginDatabase): Promise<void> {
  const { url, dialect } = place;
  await migrate({ dialect, url, revisions, target: "a1" });
  probes.length = 0;
  for (const effect of [false, true]) {
    const dying = dyingAt(dialect, "CREATE TABLE mark_two", effect);
    await assert.rejects(migrate({ dialect: dying, url, revisions }), /connection is lost/);
    assert.equal(await count(place, "two"), effect ? 1 : 0);
  }
  await migrate({ dialect, url, revisions });
  // The second run asks what became of the first, the third what became of the second.
  assert.deepEqual(probes, ["two: false", "two: true"]);
  assert.equal(await count(place, "two"), 1);
}

/** A dialect whose connections are all lost at a statement: before it, or when it has taken effect. */
function dyingAt(dialect: Dialect, text: string, effect: boolean): Dialect {
  let dead = false;
  const lost = (): Promise<never> => Promise.reject(new Error("the connection is lost"));
  return {
    ...dialect,
    async connect(url, options) {
      const db = await dialect.connect?.(url, options);
      assert.ok(db);
      return new Proxy(db, {
        get(target, key) {
          const value = Reflect.get(target, key, target);
          if (typeof value !== "function") return value;
          if (key === "close") return value.bind(target);
          if (dead) return lost;
          if (key !== "execute") return value.bind(target);
          return async (query: { readonly sql: string }) => {
            if (!query.sql.startsWith(text)) return await value.call(target, query);
            dead = true;
            if (effect) await value.call(target, query);
            return await lost();
          };
        },
      });
    },
  };
}
