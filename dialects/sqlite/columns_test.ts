import assert from "node:assert/strict";
import { boolean, integer, json, op, sql, text, timestamptz, uuid, varchar } from "@retort/core";
import { renderOp } from "@retort/core/dialect";
import type { Op } from "@retort/core/ops";
import { emptySchema, type Schema, unknownSchema } from "@retort/core/schema";
import { after, context } from "./helpers_test.ts";
import { sqlite } from "./mod.ts";

function sqlOf(item: Op, before: Schema = emptySchema): readonly string[] {
  return renderOp(sqlite, item, context(before)).map((statement) => statement.sql);
}

const users = after([
  op.createTable("users", { id: integer().primaryKey(), name: varchar(50), age: integer() }),
  op.createIndex("ix_users_name", "users", ["name"]),
]);

Deno.test("createTable renders a script that looks written by hand", () => {
  const table = op.createTable(
    "users",
    {
      id: integer().primaryKey({ name: "pk_users" }).options({ sqlite: { autoincrement: true } }),
      name: varchar(50).notNull().default("it's").collate("nocase"),
      key: uuid().unique({ name: "uq_users_key" }),
      on: boolean().default(true).comment("said"),
      doc: json(),
      at: timestamptz(3).default(sql`CURRENT_TIMESTAMP`),
      up: integer().references("users.id", { onDelete: "cascade" }),
      next: integer().computed(sql`id + 1`),
    },
    [],
    { comment: "people", options: { sqlite: { strict: false }, mysql: { engine: "x" } } },
  );
  assert.deepEqual(sqlOf(table), [
    [
      "CREATE TABLE users (",
      "  id INTEGER NOT NULL CONSTRAINT pk_users PRIMARY KEY AUTOINCREMENT,",
      "  name VARCHAR(50) COLLATE NOCASE DEFAULT 'it''s' NOT NULL,",
      "  key CHAR(36),",
      '  "on" BOOLEAN DEFAULT 1,',
      "  doc JSON,",
      "  at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP,",
      "  up INTEGER,",
      "  next INTEGER GENERATED ALWAYS AS (id + 1) VIRTUAL,",
      "  CONSTRAINT uq_users_key UNIQUE (key),",
      "  FOREIGN KEY (up) REFERENCES users (id) ON DELETE CASCADE",
      ")",
    ].join("\n"),
  ]);
});

Deno.test("an identity is INTEGER PRIMARY KEY, and refused elsewhere", () => {
  const [table] = sqlOf(op.createTable("t", { id: integer().identity().primaryKey() }));
  assert.equal(table, "CREATE TABLE t (\n  id INTEGER NOT NULL,\n  PRIMARY KEY (id)\n)");
  const bad = op.createTable("t", { id: integer().identity(), b: text() });
  assert.throws(() => sqlOf(bad), { code: "dialect/unsupported" });
});

Deno.test("addColumn is native where SQLite has it", () => {
  const add = "ALTER TABLE users ADD COLUMN";
  assert.deepEqual(sqlOf(op.addColumn("users", "a", text().notNull().default("x"))), [
    `${add} a TEXT DEFAULT 'x' NOT NULL`,
  ]);
  assert.deepEqual(
    sqlOf(op.addColumn("users", "b", integer().references("o.id", { name: "fk" }))),
    [
      `${add} b INTEGER CONSTRAINT fk REFERENCES o (id)`,
    ],
  );
});

Deno.test("addColumn rebuilds where SQLite refuses", () => {
  const hard = [
    text().unique(),
    text().default(sql`lower('A')`),
    integer().default(1).references("o.id"),
    integer().computed(sql`age + 1`, { stored: true }),
  ];
  for (const column of hard) {
    const found = sqlOf(op.addColumn("users", "x", column), users);
    assert.ok(found.some((item) => item.startsWith("CREATE TABLE _retort_new_users")));
    assert.ok(found.includes("CREATE INDEX ix_users_name ON users (name)"));
  }
});

Deno.test("ifExists and ifNotExists are answered from what is known", () => {
  assert.deepEqual(sqlOf(op.addColumn("users", "age", text(), { ifNotExists: true }), users), []);
  assert.equal(sqlOf(op.addColumn("users", "x", text(), { ifNotExists: true }), users).length, 1);
  assert.deepEqual(sqlOf(op.dropColumn("users", "x", { ifExists: true }), users), []);
  for (
    const item of [
      op.addColumn("users", "age", text(), { ifNotExists: true }),
      op.dropColumn("users", "age", { ifExists: true }),
    ]
  ) assert.throws(() => sqlOf(item, unknownSchema), { code: "dialect/unsupported" });
});

Deno.test("dropColumn takes the column's indexes along", () => {
  assert.deepEqual(sqlOf(op.dropColumn("users", "name"), users), [
    "DROP INDEX ix_users_name",
    "ALTER TABLE users DROP COLUMN name",
  ]);
});

Deno.test("dropColumn refuses while a check, a computed column or an index mentions it", () => {
  const refused = (item: Op, words: RegExp): void => {
    const before = after([item], users);
    assert.throws(() => sqlOf(op.dropColumn("users", "age"), before), {
      code: "dialect/unsupported",
      message: words,
    });
  };
  refused(op.createCheckConstraint("ck", "users", sql`age > 0`), /check "ck"/);
  refused(op.addColumn("users", "twice", integer().computed(sql`age * 2`)), /column "twice"/);
  refused(op.createIndex("ix", "users", [sql`abs(age)`]), /index "ix"/);
  refused(op.createIndex("ix", "users", ["name"], { where: sql`age > 0` }), /index "ix"/);
});

Deno.test("alterColumn of a comment does nothing", () => {
  assert.deepEqual(sqlOf(op.alterColumn("users", "age", { comment: "years" }), users), []);
});

Deno.test("alterColumn of an unknown table is refused", () => {
  const item = op.alterColumn("users", "age", { nullable: false });
  assert.throws(() => sqlOf(item, unknownSchema), { code: "op/unknown-state" });
});

Deno.test("a foreign key into another schema is refused, where SQLite would look elsewhere", () => {
  const key = integer().references("bar.o.id");
  const add = op.addColumn("t", "c", key, { schema: "foo" });
  const create = op.createTable("t", { c: key }, [], { schema: "foo" });
  for (const item of [add, create]) {
    assert.throws(() => sqlOf(item), {
      code: "dialect/unsupported",
      message: /foreign key at "o" in another schema, "bar"/,
    });
  }
  const own = op.addColumn("t", "c", integer().references("foo.o.id"), { schema: "foo" });
  assert.deepEqual(sqlOf(own), ["ALTER TABLE foo.t ADD COLUMN c INTEGER REFERENCES o (id)"]);
});
