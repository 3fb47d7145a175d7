/** What the next run makes of an op that a run was killed at: done, not done, half done, or another's. */
import assert from "node:assert/strict";
import {
  check,
  foreignKey,
  integer,
  isRetortError,
  migrate,
  op,
  sql,
  unique,
  varchar,
} from "@retort/core";
import { downgrade, plan, type Project, upgrade } from "@retort/core/commands";
import type { Connection, Query } from "@retort/core/dialect";
import type { Op } from "@retort/core/ops";
import { mysql } from "@retort/mysql";
import type { TestDatabase } from "../../servers/mysql.ts";
import { moduleProject } from "../module_project.ts";
import { dumpOf } from "./dump.ts";
import { liveTest, reset } from "./server.ts";

const users = "create table users (id int primary key, name varchar(20), old int, team int)";
/** Longer than the 64 characters that the server keeps. */
const long = `ix_${"long_".repeat(14)}`;
const teams = "create table teams (id int primary key)";

/** A connection that a process died with: nothing comes through after so many statements of an op. */
function dying(db: Connection, after: number): Connection {
  let count = 0;
  const dead = (): boolean => count > after;
  return new Proxy(db, {
    get(target, key): unknown {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== "function") return value;
      if (key !== "execute") {
        return (...args: readonly unknown[]): unknown => {
          if (dead() && key !== "close") throw new Error("killed");
          return value.apply(target, args);
        };
      }
      return async (query: Query): Promise<number> => {
        const isOwn = /retort_(?!test_)|^SET SESSION|^ROLLBACK/.test(query.sql);
        if (!isOwn && count++ >= after) throw new Error("killed");
        if (dead()) throw new Error("killed");
        const rows = await target.execute(query);
        if (!isOwn && count === after) count++;
        return rows;
      };
    },
  });
}

function runOp(db: Connection, item: Op, allowLoss: readonly string[] = []): Promise<unknown> {
  const revisions = [{ revision: "a", downRevision: null, upgrade: [item] }];
  return migrate({ connection: db, dialect: mysql, revisions, allowLoss });
}

/** Kills a run after so many of an op's statements, and gives back a living connection. */
async function killed(
  database: TestDatabase,
  item: Op,
  { after, allowLoss }: { readonly after: number; readonly allowLoss?: readonly string[] },
): Promise<Connection> {
  const db = await mysql.connect?.(database.url) ?? assert.fail();
  await assert.rejects(() => runOp(dying(db, after), item, allowLoss));
  await db.close();
  const next = await database.connect();
  const rows = await next.query({ sql: "select state, done from retort_journal" });
  assert.deepEqual(rows, [{ state: "started", done: 0 }]);
  return next;
}

interface Killed {
  readonly setting?: readonly string[];
  readonly item: Op;
  /** How many statements it is; one unless given. */
  readonly count?: number;
  readonly allowLoss?: readonly string[];
  /** What the database looks at where it is in another schema. */
  readonly shows?: string;
}

const here: Readonly<Record<string, Killed>> = {
  "a unique index": { item: op.createIndex("uq", "users", ["name"], { unique: true }) },
  "dropping a unique index": {
    setting: ["create unique index uq on users (name)"],
    item: op.dropIndex("uq", "users"),
  },
  "dropping a unique constraint over a part of a text": {
    setting: ["create unique index uq on users (name(3))"],
    item: op.dropConstraint("users", "uq", { type: "unique" }),
  },
  "an index with a name that is too long": { item: op.createIndex(long, "users", ["name"]) },
  "dropping an index with a name that is too long": {
    setting: [
      "create index ix_long_long_long_long_long_long_long_long_long_long_lo_48b51037 on users (name)",
    ],
    item: op.dropIndex(long, "users"),
  },
  "a unique without a name": { item: op.addConstraint("users", unique(["name"])) },
  "a check without a name": { item: op.addConstraint("users", check(undefined, sql`old > 0`)) },
  "a foreign key without a name": {
    item: op.addConstraint("users", foreignKey(["team"]).references("teams", ["id"])),
  },
  "a change with a rename": {
    item: op.alterColumn("users", "name", { name: "full_name", nullable: false }),
  },
  "a batch that takes away and adds": {
    item: op.batchAlterTable("users", { recreate: "never" }, [
      op.dropColumn("users", "old"),
      op.addColumn("users", "age", integer()),
    ]),
    count: 2,
    allowLoss: ["users.old"],
  },
  "a view that is replaced": {
    setting: ["create view v as select id from users"],
    item: op.replaceView("v", "select id, name from users"),
  },
};

/** Ops on another schema, which the server shows to those who ask for it. */
function elsewhere(schema: string): Readonly<Record<string, Killed>> {
  const events = [`create table ${schema}.events (id int, at int, key ix_id (id))`];
  const shows = `show create table ${schema}.events`;
  return {
    "a table of another schema": {
      setting: events,
      item: op.dropTable("events", { schema }),
      allowLoss: [`${schema}.events`],
      shows: `show tables from ${schema}`,
    },
    "a column of another schema": {
      setting: events,
      item: op.addColumn("events", "what", integer(), { schema }),
      shows,
    },
    "dropping a column of another schema": {
      setting: events,
      item: op.dropColumn("events", "at", { schema }),
      allowLoss: [`${schema}.events.at`],
      shows,
    },
    "dropping an index of another schema": {
      setting: events,
      item: op.dropIndex("ix_id", "events", { schema }),
      shows,
    },
    "dropping a view of another schema": {
      setting: [...events, `create view ${schema}.recent as select id from ${schema}.events`],
      item: op.dropView("recent", { schema }),
      shows: `show full tables from ${schema}`,
    },
    "dropping a schema": {
      item: op.dropSchema(schema),
      shows: `show databases like '${schema}'`,
    },
  };
}

async function laid(db: Connection, schema: string, { setting = [] }: Killed): Promise<void> {
  await reset(db);
  await db.execute({ sql: `drop database if exists ${schema}` });
  await db.execute({ sql: `create database ${schema}` });
  for (const text of [users, teams, ...setting]) await db.execute({ sql: text });
}

liveTest("an op that a run was killed at is done once, wherever that was", async (database, t) => {
  const schema = `${database.name}_x`;
  const db = await database.connect();
  const picture = async ({ shows }: Killed): Promise<string> => {
    const rows = shows === undefined ? [] : await db.query({ sql: shows });
    return JSON.stringify([await dumpOf(database.url), rows]);
  };
  for (const [name, found] of Object.entries({ ...here, ...elsewhere(schema) })) {
    const { item, count = 1, allowLoss = [] } = found;
    await laid(db, schema, found);
    await runOp(db, item, allowLoss);
    const whole = await picture(found);
    for (let after = 0; after <= count; after++) {
      await t.step(`${name}, ${after} of ${count}`, async () => {
        await laid(db, schema, found);
        await runOp(await killed(database, item, { after, allowLoss }), item, allowLoss);
        assert.equal(await picture(found), whole);
      });
    }
  }
});

const twins: Readonly<Record<string, readonly [Op, string]>> = {
  "a column elsewhere": [
    op.addColumn("users", "age", integer()),
    "alter table users add age int first",
  ],
  "a column with another default": [
    op.addColumn("users", "age", integer().default(1)),
    "alter table users add age int default 2",
  ],
  "a table with its columns in another order": [
    op.createTable("t", { id: integer().primaryKey(), a: integer(), b: integer() }),
    "create table t (id int primary key, b int, a int)",
  ],
  "a table of another charset": [
    op.createTable("t", { id: integer().primaryKey(), a: varchar(9) }),
    "create table t (id int primary key, a varchar(9)) character set latin1",
  ],
  "a table of another engine": [
    op.createTable("t", { id: integer().primaryKey() }),
    "create table t (id int primary key) engine = MyISAM",
  ],
  "an index that is not unique": [
    op.createIndex("uq", "users", ["name"], { unique: true }),
    "create index uq on users (name)",
  ],
  "a unique index over a part": [
    op.createIndex("uq", "users", ["name"], { unique: true }),
    "create unique index uq on users (name(3))",
  ],
  "an index over another column": [
    op.createIndex("ix", "users", ["name"]),
    "create index ix on users (old)",
  ],
  "a foreign key that does otherwise": [
    op.addConstraint(
      "users",
      foreignKey(["team"]).references("teams", ["id"], { name: "fk", onDelete: "cascade" }),
    ),
    "alter table users add constraint fk foreign key (team) references teams (id)",
  ],
  "nothing to rename": [op.renameColumn("users", "no", "yes"), "create table t (id int)"],
  "no table to take from": [op.dropIndex("ix", "nowhere"), "create table t (id int)"],
};

liveTest("what only looks like an op's effect is never taken for it", async (database, t) => {
  const db = await database.connect();
  for (const [name, [item, sql]] of Object.entries(twins)) {
    await t.step(name, async () => {
      await laid(db, `${database.name}_x`, { item });
      const next = await killed(database, item, { after: 0 });
      await next.execute({ sql });
      await assert.rejects(() => runOp(next, item), (error) => {
        return isRetortError(error) && ["run/undecided", "run/op-failed"].includes(error.code);
      });
      const rows = await next.query({ sql: "select state from retort_journal" });
      assert.deepEqual(rows, [{ state: "started" }]);
    });
  }
});

const change = op.alterColumn("users", "name", { nullable: false });
const goingOn: Readonly<Record<string, readonly Op[]>> = {
  "a rename": [change, op.renameColumn("users", "name", "nick")],
  "a change with a rename": [op.alterColumn("users", "name", { name: "nick", nullable: false })],
  "a change of what is dropped": [change, op.dropColumn("users", "name")],
  "a change in a table that is dropped": [change, op.dropTable("users")],
  "a change in a table that is renamed": [change, op.renameTable("users", "people")],
};

function projectOf(url: string, steps: readonly Op[], isUp: boolean): Project {
  const [up, down] = isUp ? [steps, []] : [[], steps];
  return moduleProject(mysql, url, [{
    revision: "a",
    downRevision: null,
    upgrade: up,
    downgrade: down,
  }]);
}

liveTest("what is done need not fit what it made, for the rest to go on", async (database, t) => {
  const db = await database.connect();
  for (const [name, ops] of Object.entries(goingOn)) {
    for (const isUp of [true, false]) {
      await t.step(`${name}, ${isUp ? "upwards" : "downwards"}`, async () => {
        await laid(db, `${database.name}_x`, { item: change });
        const steps = [...ops, op.execute("create table teams (id int)")];
        const project = projectOf(database.url, steps, isUp);
        const allowLoss = ["users", "users.name"];
        if (!isUp) await upgrade(project, { target: "head" });
        const run = () =>
          isUp
            ? upgrade(project, { target: "head", allowLoss })
            : downgrade(project, { target: "base", allowLoss });
        await assert.rejects(run, { code: "run/op-failed" });
        if (isUp) {
          const { revisions: [planned] } = await plan(project);
          assert.deepEqual(planned?.parts.map(({ done }) => done), [
            ...ops.map(() => "all"),
            undefined,
          ]);
        }
        await db.execute({ sql: "drop table teams" });
        await run();
      });
    }
  }
});
