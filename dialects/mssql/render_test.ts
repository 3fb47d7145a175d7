import assert from "node:assert/strict";
import { integer, type Op, op, sql, text, varchar } from "@retort/core";
import { renderOp } from "@retort/core/dialect";
import { applyAll } from "@retort/core/ops";
import { emptySchema, unknownSchema } from "@retort/core/schema";
import { mssql } from "./mod.ts";
import { normalize } from "./normalize.ts";

const table = op.createTable("t", {
  id: integer().identity().primaryKey(),
  a: varchar(50).notNull().default("x"),
});

function render(item: Op, before: readonly Op[] = [table]): readonly string[] {
  const cx = { before: applyAll(before, emptySchema), names: ["mssql"], offline: true };
  return renderOp(mssql, item, cx).map((statement) => statement.sql);
}

Deno.test("alterColumn repeats the whole column", () => {
  const [drop, change, add] = render(op.alterColumn("t", "a", { type: varchar(99) }));
  assert.match(drop ?? "", /sys\.default_constraints/);
  assert.equal(change, "ALTER TABLE t ALTER COLUMN a VARCHAR(99) NOT NULL");
  assert.equal(add, "ALTER TABLE t ADD DEFAULT 'x' FOR a");
});

Deno.test("alterColumn refuses what it doesn't know", () => {
  const cx = { before: unknownSchema, names: ["mssql"], offline: true };
  const change = op.alterColumn("t", "a", { nullable: false });
  assert.throws(() => renderOp(mssql, change, cx), /without knowing its type/);
  const type = op.alterColumn("t", "a", { type: text() });
  assert.throws(() => renderOp(mssql, type, cx), /whether it may be null/);
  const both = op.alterColumn("t", "a", { type: text(), nullable: true });
  assert.equal(renderOp(mssql, both, cx)[0]?.sql, "ALTER TABLE t ALTER COLUMN a VARCHAR(max) NULL");
});

Deno.test("dropColumn drops the constraint of its default first", () => {
  const statements = render(op.dropColumn("t", "a"));
  assert.match(statements[0] ?? "", /drop constraint/);
  assert.equal(statements[1], "ALTER TABLE t DROP COLUMN a");
});

Deno.test("bulkInsert gives numbers to an identity column", () => {
  assert.deepEqual(render(op.bulkInsert("t", [{ id: 1, a: "b" }])), [
    "SET IDENTITY_INSERT t ON",
    "INSERT INTO t (id, a) VALUES (1, 'b')",
    "SET IDENTITY_INSERT t OFF",
  ]);
});

Deno.test("indexes take clustered, include and where", () => {
  const options = { mssql: { clustered: true, include: ["id"] } };
  assert.deepEqual(render(op.createIndex("ix", "t", ["a"], { options })), [
    "CREATE CLUSTERED INDEX ix ON t (a) INCLUDE (id)",
  ]);
  assert.deepEqual(render(op.createIndex("ix", "t", ["a"], { where: sql`a > 'b'` })), [
    "CREATE INDEX ix ON t (a) WHERE a > 'b'",
  ]);
  const wrong = { mssql: { clusterd: true } };
  assert.throws(() => render(op.createIndex("ix", "t", ["a"], { options: wrong })), /clusterd/);
});

Deno.test("normalize() is idempotent", () => {
  const once = normalize(applyAll([table], emptySchema));
  assert.deepEqual(normalize(once), once);
});
