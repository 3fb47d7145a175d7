/** `alterColumn` on a real server: what it doesn't name stays as it is. */
import assert from "node:assert/strict";
import { check, index, integer, migrate, op, sql, text, timestamp, varchar } from "@retort/core";
import { type Connection, renderOp } from "@retort/core/dialect";
import type { AlterColumn, Op } from "@retort/core/ops";
import { canonical, type Column, emptySchema, type Schema } from "@retort/core/schema";
import { mysql } from "@retort/mysql";
import { unsignedBigint } from "@retort/mysql/types";
import { liveTest, namesOf } from "./server.ts";

async function live(db: Connection): Promise<Schema> {
  return await mysql.inspect?.(db) ?? emptySchema;
}

async function run(db: Connection, item: Op): Promise<void> {
  const table = mysql.reads?.(item, namesOf(db));
  const before = typeof table === "object"
    ? await mysql.inspect?.(db, { tables: [table] })
    : undefined;
  const cx = { before: before ?? emptySchema, names: namesOf(db), offline: false };
  for (const statement of renderOp(mysql, item, cx)) await db.execute(statement);
}

const users = op.createTable("users", {
  id: integer().identity().primaryKey().comment("the number"),
  name: varchar(20).notNull().default("it's").collate("utf8mb4_bin").comment("what's said"),
  seen: timestamp(3).default(sql`current_timestamp`).options({
    mysql: { onUpdate: "current_timestamp" },
  }),
  twice: integer().computed(sql`length(name)`, { stored: true }),
});

async function column(db: Connection, name: string): Promise<Column | undefined> {
  return (await live(db)).tables.get("users")?.columns.find((item) => item.name === name);
}

const changes: readonly (readonly [string, AlterColumn, Partial<Column>])[] = [
  ["type", op.alterColumn("users", "name", { type: varchar(200) }), {
    type: { name: "varchar", args: [200] },
  }],
  ["nullability", op.alterColumn("users", "name", { nullable: true }), { nullable: true }],
  ["comment", op.alterColumn("users", "name", { comment: "new" }), { comment: "new" }],
  ["default", op.alterColumn("users", "name", { default: "x" }), { default: { value: "x" } }],
  ["identity's type", op.alterColumn("users", "id", { type: unsignedBigint() }), {
    type: { name: "unsigned bigint", from: "@retort/mysql/types" },
  }],
  ["moment's precision", op.alterColumn("users", "seen", { nullable: false }), { nullable: false }],
];

for (const [what, change, wanted] of changes) {
  liveTest(`alterColumn() of the ${what} keeps all the rest`, async (database) => {
    const db = await database.connect();
    await run(db, users);
    const before = await column(db, change.column);
    await run(db, change);
    assert.deepEqual(await column(db, change.column), { ...before, ...wanted });
  });
}

liveTest("alterColumn() takes a default and a collation away, and renames", async (database) => {
  const db = await database.connect();
  await run(db, users);
  await run(db, op.alterColumn("users", "name", { default: null }));
  await run(db, op.alterColumn("users", "name", { collation: null, type: text(), name: "label" }));
  assert.deepEqual(await column(db, "label"), {
    name: "label",
    type: { name: "text" },
    nullable: false,
    comment: "what's said",
  });
});

const measured = op.createTable("boxes", {
  id: integer().primaryKey(),
  side: integer().notNull(),
  area: integer().computed(sql`side * side`, { stored: true }),
}, [
  check("ck_boxes_side", sql`side > 0 and side <> 13`),
  check("ck_boxes_area", sql`area > 0`),
]);

liveTest("a column that checks and computed columns name gets another name", async (database) => {
  const db = await database.connect();
  await run(db, measured);
  // MariaDB has no index over an expression.
  const indexed = db.server.flavour === "mysql";
  if (indexed) await run(db, op.createIndex("ix_boxes", "boxes", ["id", sql`side + 1`]));
  const before = canonical(mysql.normalize(await live(db)));
  await run(db, op.renameColumn("boxes", "side", "size"));
  const renamed = canonical(mysql.normalize(await live(db)));
  assert.equal(renamed, before.replaceAll(/\bside\b/g, "size"));
  await run(db, op.alterColumn("boxes", "size", { name: "side", comment: "in metres" }));
  await run(db, op.alterColumn("boxes", "side", { name: "size" }));
  await run(db, op.alterColumn("boxes", "size", { name: "side", comment: null }));
  assert.equal(canonical(mysql.normalize(await live(db))), before);
});

liveTest(
  "a type without a length is refused on MySQL where a key has the whole",
  async (database) => {
    const db = await database.connect();
    await run(db, op.createTable("t", { a: varchar(20) }, [index("ix_t_a", ["a"])]));
    const change = op.alterColumn("t", "a", { type: text() });
    if (db.server.flavour === "mariadb") return await run(db, change);
    await assert.rejects(() => run(db, change), /the whole of "a", which has no length/);
  },
);

liveTest("migrate() runs two revisions", async (database) => {
  const db = await database.connect();
  const first = {
    revision: "a",
    downRevision: null,
    upgrade: [
      users,
      op.bulkInsert("users", [{ id: 1, name: "Ann" }, { id: 2, name: "it's \\ Bob" }]),
    ],
  };
  const second = {
    revision: "b",
    downRevision: "a",
    upgrade: [
      op.createTable("posts", {
        id: integer().identity().primaryKey(),
        author: integer().notNull().references("users.id", { name: "fk_posts_author" }),
      }),
      op.addColumn("users", "dob", text()),
      op.alterColumn("users", "name", { type: varchar(200) }),
      op.run("say", async (run) => {
        await run.execute(sql`update users set dob = ${"?"} where id = ${2}`);
      }),
    ],
  };
  const revisions = [first, second];
  await migrate({ connection: db, dialect: mysql, revisions });
  assert.deepEqual(await db.rows?.({ name: "retort_version" }, ["version_num"]), [{
    version_num: "b",
  }]);
  assert.deepEqual(await db.rows?.({ name: "users" }, ["dob"]), [{ dob: null }, { dob: "?" }]);
  const events = await db.query({ sql: "select event, revision from retort_history order by id" });
  const before = users.table.columns.find((item) => item.name === "name");
  assert.deepEqual(await column(db, "name"), { ...before, type: { name: "varchar", args: [200] } });
  assert.deepEqual(events.map((row) => Object.values(row).join(" ")), ["finished a", "finished b"]);
});
