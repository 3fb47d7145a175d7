import assert from "node:assert/strict";
import { check, date, integer, op, sql, text, unique, varchar } from "@retort/core";
import type { RenderContext } from "@retort/core/dialect";
import { applyAll, type Op } from "@retort/core/ops";
import { emptySchema, type Schema, unknownSchema } from "@retort/core/schema";
import { sqlite } from "./mod.ts";

const users = op.createTable("users", { id: integer(), name: varchar(50).unique() });
const known = applyAll([users], emptySchema);

function sqlOf(ops: readonly Op[], before: Schema = known): readonly string[] {
  const cx: RenderContext = { before, names: ["sqlite"], offline: true };
  return (sqlite.rebuild?.render(ops, cx) ?? []).map((statement) => statement.sql);
}

function needs(item: Op, before: Schema = known): boolean | undefined {
  return sqlite.rebuild?.needed(item, { before, names: ["sqlite"], offline: true });
}

Deno.test("a batch is rebuilt where it says always, or where one of its ops needs it", () => {
  const add = op.addColumn("users", "dob", date());
  assert.equal(needs(op.batchAlterTable("users", {}, [add])), false);
  assert.equal(needs(op.batchAlterTable("users", {}, [add, add]), unknownSchema), false);
  assert.equal(needs(op.batchAlterTable("users", { recreate: "always" }, [add])), true);
  const alter = op.alterColumn("users", "name", { nullable: false });
  assert.equal(needs(op.batchAlterTable("users", {}, [add, alter])), true);
  assert.equal(needs(op.batchAlterTable("users", {}, [op.dropColumn("users", "name")])), true);
});

Deno.test("a batch that says never is refused where a rebuild is needed", () => {
  const alter = op.alterColumn("users", "name", { nullable: false });
  const batch = op.batchAlterTable("users", { recreate: "never" }, [alter]);
  assert.throws(() => sqlOf([batch]), { code: "dialect/unsupported" });
  const order = op.batchAlterTable("users", { recreate: "never", partialReordering: [["name"]] }, [
    op.addColumn("users", "dob", date()),
  ]);
  assert.throws(() => sqlOf([order]), { code: "dialect/unsupported" });
});

function creationIn(statements: readonly string[]): string | undefined {
  return statements.find((text) => text.startsWith("CREATE TABLE"));
}

Deno.test("copyFrom is the table where a script knows no other", () => {
  const batch = op.batchAlterTable("users", { copyFrom: users }, [
    op.alterColumn("users", "id", { nullable: false }),
  ]);
  const create = creationIn(sqlOf([batch], unknownSchema));
  assert.match(create ?? "", /id INTEGER NOT NULL,\n {2}name VARCHAR\(50\)/);
  const bare = op.batchAlterTable("users", {}, batch.ops);
  assert.throws(() => sqlOf([bare], unknownSchema), { code: "op/unknown-state" });
});

Deno.test("batches keep their options to themselves, ops beside them share a rebuild", () => {
  const statements = sqlOf([
    op.alterColumn("users", "id", { nullable: false }),
    op.alterColumn("users", "name", { nullable: false }),
    op.batchAlterTable("users", {
      partialReordering: [["title", "id"]],
      tableArgs: [check("ck", sql`id > 0`)],
    }, [op.renameColumn("users", "name", "title")]),
    op.addConstraint("users", unique(["title", "id"], { name: "uq" })),
  ]);
  const creations = statements.filter((text) => text.startsWith("CREATE TABLE _retort_new"));
  assert.equal(creations.length, 3);
  assert.match(creations[1] ?? "", /\(\n {2}name .*,\n {2}id /);
  assert.match(creations[1] ?? "", /CONSTRAINT ck CHECK/);
  assert.match(creations[2] ?? "", /\(\n {2}title .*,\n {2}id /);
  assert.equal(statements.filter((text) => text === "PRAGMA foreign_keys = OFF").length, 1);
});

Deno.test("a column is put before or after another, under the name it had", () => {
  const create = creationIn(sqlOf([
    op.renameColumn("users", "name", "title"),
    op.addColumn("users", "note", text(), { before: "title" }),
  ]));
  assert.match(create ?? "", /id INTEGER,\n {2}note TEXT,\n {2}name VARCHAR/);
});

Deno.test("what SQLite hasn't got is refused with another way", () => {
  const refused: readonly Op[] = [
    op.createEnum("mood", ["sad"]),
    op.createSequence("s"),
    op.createSchema("s"),
    op.createExtension("e"),
    op.createRoutine("f", "create function …"),
    op.createView("v", "select 1", { materialized: true }),
  ];
  const table: Readonly<Record<string, unknown>> = { ...sqlite.render };
  for (const item of refused) {
    const render = table[item.kind] as (op: Op, cx: RenderContext) => unknown;
    const cx: RenderContext = { before: known, names: ["sqlite"], offline: true };
    assert.throws(() => render(item, cx), (error: { code?: string; hint?: string }) => {
      assert.ok(error.hint, item.kind);
      return error.code === "dialect/unsupported";
    });
  }
});

Deno.test("a rebuild makes triggers again that a revision made, and drops them with their view", async () => {
  const db = await sqlite.connect?.("sqlite::memory:");
  assert.ok(db);
  const cx: RenderContext = { before: known, names: ["sqlite"], offline: false };
  const trigger = op.createTrigger("up", "users", "nonsense", {
    on: { sqlite: "CREATE TRIGGER up AFTER INSERT ON users BEGIN SELECT 1; END" },
  });
  const state = applyAll([trigger], known);
  const view = op.createView("names", "select name from users");
  const instead = op.createTrigger(
    "put",
    "names",
    "CREATE TRIGGER put INSTEAD OF INSERT ON names BEGIN INSERT INTO users (name) VALUES (NEW.name); END",
  );
  const statements = [
    ...sqlite.render.createTable(users, cx),
    ...sqlite.render.createTrigger(trigger, cx),
    ...sqlite.render.createView(view, cx),
    ...sqlite.render.createTrigger(instead, cx),
  ];
  for (const statement of statements) await db.execute(statement);
  await db.execute({ sql: "insert into names (name) values ('Ann')" });
  for (const text of sqlOf([op.alterColumn("users", "name", { nullable: false })], state)) {
    await db.execute({ sql: text });
  }
  const rows = await db.query<{ name: string }>({
    sql: "select name from sqlite_schema where type = 'trigger' order by name",
  });
  assert.deepEqual(rows.map((row) => row.name), ["put", "up"]);
  assert.deepEqual(await db.query({ sql: "select name from names" }), [{ name: "Ann" }]);
  await db.close();
});
