import assert from "node:assert/strict";
import { applyAll, type Op, spec } from "../ops/mod.ts";
import {
  applyNaming,
  canonical,
  check,
  defaultNaming,
  emptySchema,
  forget,
  index,
  integer,
  MetaData,
  primaryKey,
  same,
  type Schema,
  sql,
  unique,
  varchar,
} from "../schema/mod.ts";
import { diffSchemas } from "./mod.ts";

const cx = { types: { same }, comments: true };
const named = (metadata: MetaData): Schema => applyNaming(metadata.schema(), defaultNaming);
const words = (ops: readonly Op[]): readonly string[] => ops.map((op) => spec(op).describe(op));

function declare(build: (metadata: MetaData) => void): Schema {
  const metadata = new MetaData();
  build(metadata);
  return named(metadata);
}

const before = declare((m) => {
  m.table("users", { id: integer().primaryKey(), name: varchar(50), old: integer() }, [
    index("ix_old", ["old"]),
  ]);
  m.table("gone", { id: integer().primaryKey(), user: integer().references("users.id") });
});

const after = declare((m) => {
  m.table("users", { id: integer().primaryKey(), name: varchar(60).notNull(), team: integer() }, [
    unique(["name"]),
  ]);
  m.table("teams", { id: integer().primaryKey(), lead: integer().references("users.id") });
  m.table("seats", { id: integer().primaryKey(), team: integer().references("teams.id") });
});

Deno.test("diffSchemas() gives ops that turn one schema into the other", () => {
  for (const [from, to] of [[before, after], [after, before], [emptySchema, after]] as const) {
    const { ops } = diffSchemas(from, to, cx);
    assert.equal(canonical(applyAll(ops, from)), canonical(to));
    assert.deepEqual(diffSchemas(to, to, cx).ops, []);
  }
});

Deno.test("diffSchemas() orders ops so that each can run", () => {
  assert.deepEqual(words(diffSchemas(before, after, cx).ops), [
    "drop table gone",
    "drop index ix_old on users",
    "add column users.team",
    "alter column users.name: set type, set not null",
    "drop column users.old",
    "add unique constraint uq_users_name on users",
    "create table teams",
    "create table seats",
  ]);
});

Deno.test("diffSchemas() breaks a cycle of foreign keys", () => {
  const cycle = declare((m) => {
    m.table("x", { id: integer().primaryKey(), y: integer().references("y.id") });
    m.table("y", { id: integer().primaryKey(), x: integer().references("x.id") });
  });
  const create = diffSchemas(emptySchema, cycle, cx).ops;
  assert.deepEqual(words(create), [
    "create table x",
    "create table y",
    "add foreign key fk_x_y_y on x",
  ]);
  assert.equal(canonical(applyAll(create, emptySchema)), canonical(cycle));
  assert.deepEqual(words(diffSchemas(cycle, emptySchema, cx).ops), [
    "drop foreign key fk_x_y_y on x",
    "drop table y",
    "drop table x",
  ]);
});

Deno.test("diffSchemas() doesn't mind a name that only one side knows", () => {
  const nameless = declare(() => {});
  const unnamed = new MetaData();
  unnamed.table("t", { id: integer().primaryKey(), a: integer().unique() });
  const from = unnamed.schema();
  assert.deepEqual(diffSchemas(from, applyNaming(from, defaultNaming), cx).ops, []);
  assert.deepEqual(diffSchemas(nameless, nameless, cx).ops, []);
});

Deno.test("diffSchemas() drops a primary key without a name by the one of the convention", () => {
  const keyed = (columns: readonly ("a" | "b")[]): Schema => {
    const metadata = new MetaData();
    metadata.table("t", { a: integer().notNull(), b: integer().notNull() }, [primaryKey(columns)]);
    return metadata.schema();
  };
  const [from, to] = [keyed(["a"]), keyed(["a", "b"])];
  const { ops } = diffSchemas(from, to, cx);
  assert.deepEqual(words(ops), ["drop primary key pk_t on t", "add primary key on t"]);
  assert.equal(canonical(applyAll(ops, from)), canonical(to));
});

Deno.test("diffSchemas() lists what is nobody's to drop instead of dropping it", () => {
  const found = diffSchemas(before, emptySchema, { ...cx, managed: (t) => t.name !== "gone" });
  assert.deepEqual(found.unmanaged, [{ noun: "table", name: "gone" }]);
  assert.deepEqual(words(found.ops), ["drop table users"]);
});

Deno.test("diffSchemas() skips tables of which nothing is known, and says so", () => {
  const found = diffSchemas(forget(before, { name: "users" }), after, cx);
  assert.deepEqual(found.skipped, [{ name: "users" }]);
});

Deno.test("diffSchemas() drops and adds a computed column with what stands on it", () => {
  const table = (expression: string): Schema =>
    declare((m) => {
      m.table("t", { a: integer(), b: integer().computed(sql.raw(expression)) }, [
        index("ix_b", ["b"]),
      ]);
    });
  const { ops } = diffSchemas(table("a + 1"), table("a + 2"), cx);
  assert.deepEqual(words(ops), [
    "drop index ix_b on t",
    "drop column t.b",
    "add column t.b",
    "create index ix_b on t",
  ]);
});

Deno.test("diffSchemas() recreates what is computed from a recreated column, in order", () => {
  const table = (formula: string): Schema =>
    declare((m) => {
      m.table("t", {
        x: integer(),
        y: integer().computed(sql.raw(formula)),
        w: integer().computed(sql`y + 1`),
      }, [check("k", sql`y > 0`), index("ix", [sql`abs(w)`])]);
    });
  const { ops } = diffSchemas(table("x * 2"), table("x * 3"), cx);
  assert.deepEqual(words(ops), [
    "drop index ix on t",
    "drop check constraint k on t",
    "drop column t.w",
    "drop column t.y",
    "add column t.y",
    "add column t.w",
    "add check constraint k on t",
    "create index ix on t",
  ]);
});

Deno.test("diffSchemas() names unnamed checks after their text, and finds them without a name", () => {
  const table = (text: string): MetaData => {
    const metadata = new MetaData();
    metadata.table("t", { x: integer() }, [check(undefined, sql.raw(text))]);
    return metadata;
  };
  const live = table("x > 0").schema();
  assert.deepEqual(diffSchemas(live, named(table("x > 0")), cx).ops, []);
  const changed = diffSchemas(named(table("x > 0")), named(table("x > 1")), cx).ops;
  assert.deepEqual(changed.map((op) => op.kind), ["dropConstraint", "addConstraint"]);
  assert.match(words(changed)[1] ?? "", /^add check constraint ck_t_[0-9a-f]{8} on t$/);
});

Deno.test("diffSchemas() takes keys and indexes in another order for the same, names twice not", () => {
  const indexes = (...columns: readonly ("a" | "b")[]): Schema =>
    declare((m) => {
      const list = columns.map((column) => index(`ix_${column}`, [column]));
      m.table("t", { id: integer().primaryKey(), a: integer(), b: integer() }, list);
    });
  assert.deepEqual(diffSchemas(indexes("a", "b"), indexes("b", "a"), cx).ops, []);
  const lost = diffSchemas(indexes("a", "b"), indexes("a", "a"), cx).ops;
  assert.ok(words(lost).includes("drop index ix_b on t"));
  const gained = diffSchemas(indexes("b", "b"), indexes("a", "b"), cx).ops;
  assert.ok(words(gained).includes("create index ix_a on t"));
});
