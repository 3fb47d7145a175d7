import assert from "node:assert/strict";
import {
  bigint,
  check,
  enumeration,
  foreignKey,
  index,
  integer,
  type Op,
  op,
  sql,
  text,
  unique,
  varchar,
} from "@retort/core";
import { renderOp } from "@retort/core/dialect";
import { applyAll } from "@retort/core/ops";
import { emptySchema, type Schema, unknownSchema } from "@retort/core/schema";
import { postgres } from "./mod.ts";
import { array, bigserial, serial } from "./types.ts";

function sqlOf(item: Op, before: Schema = emptySchema): readonly string[] {
  const cx = { before, names: ["postgres"], offline: true };
  return renderOp(postgres, item, cx).map((statement) => statement.sql);
}

/** A block on the sequence that belongs to column a of t. */
function onOwn(verb: string, rest: string): string {
  const own = "pg_get_serial_sequence('t', 'a')";
  return `DO $retort$ BEGIN\nIF ${own} IS NOT NULL THEN\n  EXECUTE ${verb} ${own}${rest};\nEND IF;\nEND $retort$`;
}

const options = (given: Readonly<Record<string, never>> | object) => ({
  options: { postgres: given as never },
});

Deno.test("createTable writes storage, inheritance and partitions", () => {
  const table = op.createTable(
    "t",
    { a: integer() },
    [],
    options({
      unlogged: true,
      inherits: ["parent", "audit.Other"],
      with: { fillfactor: 70, autovacuum_enabled: false },
      tablespace: "fast",
    }),
  );
  assert.deepEqual(sqlOf(table), [
    'CREATE UNLOGGED TABLE t (\n  a INTEGER\n) INHERITS (parent, audit."Other") ' +
    "WITH (fillfactor = 70, autovacuum_enabled = false) TABLESPACE fast",
  ]);
  const parted = op.createTable("t", { a: integer() }, [], options({ partitionBy: "RANGE (a)" }));
  assert.deepEqual(sqlOf(parted), ["CREATE TABLE t (\n  a INTEGER\n) PARTITION BY RANGE (a)"]);
  const bad = op.createTable("t", { a: integer() }, [], options({ with: { "a) x": 1 } }));
  assert.throws(() => sqlOf(bad), { code: "dialect/unsupported" });
});

Deno.test("constraints have PostgreSQL's own options", () => {
  const add = (constraint: Parameters<typeof op.addConstraint>[1]): readonly string[] =>
    sqlOf(op.addConstraint("t", constraint));
  const start = "ALTER TABLE t ADD CONSTRAINT x";
  assert.deepEqual(add(unique(["a"], { name: "x", ...options({ nullsNotDistinct: true }) })), [
    `${start} UNIQUE NULLS NOT DISTINCT (a)`,
  ]);
  assert.deepEqual(add(check("x", sql`a > 0`, options({ notValid: true, noInherit: true }))), [
    `${start} CHECK (a > 0) NO INHERIT NOT VALID`,
  ]);
  const key = foreignKey(["a"]).references("u", ["id"], {
    name: "x",
    ...options({ notValid: true }),
  });
  assert.deepEqual(add(key), [`${start} FOREIGN KEY (a) REFERENCES u (id) NOT VALID`]);
});

Deno.test("keys over the same columns are not lost in CREATE TABLE", () => {
  const table = op.createTable("t", { a: integer().primaryKey({ name: "pk" }) }, [
    unique(["a"], { name: "uq" }),
  ]);
  assert.deepEqual(sqlOf(table).slice(1), ["ALTER TABLE t ADD CONSTRAINT uq UNIQUE (a)"]);
});

Deno.test("createIndex writes method, operator classes, storage and place", () => {
  const made = op.createIndex("ix", "t", [
    { column: "a", order: "desc", ...options({ ops: "text_pattern_ops" }) },
    "b",
    sql`lower(c)`,
  ], {
    unique: true,
    include: ["d"],
    where: sql`a <> ''`,
    ...options({
      using: "btree",
      ops: { b: "public.own_ops" },
      with: { fillfactor: 50 },
      nullsNotDistinct: true,
      tablespace: "fast",
      concurrently: true,
    }),
  });
  const [statement] = renderOp(postgres, made, {
    before: emptySchema,
    names: ["postgres"],
    offline: false,
  });
  assert.equal(
    statement?.sql,
    "CREATE UNIQUE INDEX CONCURRENTLY ix ON t USING btree (a text_pattern_ops DESC, " +
      "b public.own_ops, lower(c)) INCLUDE (d) NULLS NOT DISTINCT WITH (fillfactor = 50) " +
      "TABLESPACE fast WHERE a <> ''",
  );
  assert.equal(statement?.transaction, "forbidden");
  const inTable = op.createTable("t", { a: integer() }, [
    index("ix", ["a"], options({ concurrently: true })),
  ]);
  assert.deepEqual(sqlOf(inTable)[1], "CREATE INDEX ix ON t (a)");
});

Deno.test("alterColumn takes a default out of the way of a new type", () => {
  const state = applyAll([op.createTable("t", { a: text().notNull().default("1") })], emptySchema);
  const start = "ALTER TABLE t ALTER COLUMN a";
  const using = options({ using: "a::integer" });
  assert.deepEqual(sqlOf(op.alterColumn("t", "a", { type: integer(), default: 2 }, using), state), [
    `${start} DROP DEFAULT`,
    `${start} TYPE INTEGER USING a::integer`,
    `${start} SET DEFAULT 2`,
  ]);
  assert.deepEqual(sqlOf(op.alterColumn("t", "a", { type: integer() }, using), state), [
    `${start} DROP DEFAULT`,
    `${start} TYPE INTEGER USING a::integer`,
    `${start} SET DEFAULT '1'`,
  ]);
  assert.deepEqual(sqlOf(op.alterColumn("t", "a", { type: varchar(9), nullable: true }), state), [
    `${start} DROP NOT NULL`,
    `${start} TYPE VARCHAR(9)`,
  ]);
  assert.throws(() => sqlOf(op.alterColumn("t", "a", { collation: "C" }), unknownSchema), {
    code: "dialect/unsupported",
  });
  assert.deepEqual(sqlOf(op.alterColumn("t", "a", { collation: null }), state), [
    `${start} TYPE TEXT`,
  ]);
});

Deno.test("alterColumn turns columns into serial ones and back", () => {
  const state = (type: Parameters<typeof op.addColumn>[2]): Schema =>
    applyAll([op.createTable("t", { a: type })], emptySchema);
  const start = "ALTER TABLE t ALTER COLUMN a";
  assert.deepEqual(sqlOf(op.alterColumn("t", "a", { type: serial() }), state(integer())), [
    "CREATE SEQUENCE t_a_seq AS INTEGER OWNED BY t.a",
    "SELECT setval('t_a_seq', coalesce(max(a), 0) + 1, false) FROM t",
    `${start} SET DEFAULT nextval('t_a_seq')`,
  ]);
  assert.deepEqual(sqlOf(op.alterColumn("t", "a", { type: integer() }), state(serial())), [
    `${start} DROP DEFAULT`,
    onOwn("'DROP SEQUENCE ' ||", ""),
  ]);
  assert.deepEqual(sqlOf(op.alterColumn("t", "a", { type: bigserial() }), state(serial())), [
    `${start} TYPE BIGINT`,
    onOwn("'ALTER SEQUENCE ' ||", " || ' AS BIGINT'"),
  ]);
  const widened = op.alterColumn("t", "a", { type: bigint(), default: null });
  assert.deepEqual(sqlOf(widened, state(serial())), [
    `${start} DROP DEFAULT`,
    `${start} TYPE BIGINT`,
    onOwn("'DROP SEQUENCE ' ||", ""),
  ]);
});

Deno.test("alterColumn refuses to guess what becomes of the numbers of a serial column", () => {
  const state = applyAll([op.createTable("t", { a: serial() })], emptySchema);
  const code = "dialect/unsupported";
  const refused = (change: Parameters<typeof op.alterColumn>[2], hint: RegExp): void =>
    assert.throws(() => sqlOf(op.alterColumn("t", "a", change), state), { code, hint });
  refused({ type: bigint() }, /type: bigserial\(\) }\) keeps them/);
  refused({ default: null }, /type: integer\(\), default: …/);
  refused({ identity: { always: true } }, /type: integer\(\), identity: …/);
});

Deno.test("an identity in the place of a serial goes on with its numbers", () => {
  const state = applyAll([op.createTable("t", { a: serial() })], emptySchema);
  const change = op.alterColumn("t", "a", { type: integer(), identity: { always: true } });
  const start = "ALTER TABLE t ALTER COLUMN a";
  assert.deepEqual(sqlOf(change, state), [
    `${start} DROP DEFAULT`,
    onOwn("'DROP SEQUENCE ' ||", ""),
    `${start} ADD GENERATED ALWAYS AS IDENTITY`,
    "SELECT setval(pg_get_serial_sequence('t', 'a'), coalesce(max(a), 0) + 1, false) FROM t",
  ]);
});

Deno.test("removeEnumValue checks by a block in a script, and converts arrays", () => {
  const state = applyAll([
    op.createEnum("Mood", ["sad", "it's"]),
    op.createTable("t", { Found: array(enumeration("Mood", ["sad", "it's"])).default("{sad}") }),
  ], emptySchema);
  assert.deepEqual(sqlOf(op.removeEnumValue("Mood", "it's"), state), [
    "DO $retort$ BEGIN\n" +
    `IF EXISTS (SELECT FROM t AS t WHERE 'it''s' = ANY (t."Found")) THEN\n` +
    "  RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Rows break the removal of " +
    `"it''s" from enum Mood: t.Found holds it';\n` +
    "END IF;\nEND $retort$",
    'ALTER TYPE "Mood" RENAME TO "Mood_before_retort"',
    `CREATE TYPE "Mood" AS ENUM ('sad')`,
    'ALTER TABLE t ALTER COLUMN "Found" DROP DEFAULT',
    'ALTER TABLE t ALTER COLUMN "Found" TYPE "Mood"[] USING "Found"::text[]::"Mood"[]',
    `ALTER TABLE t ALTER COLUMN "Found" SET DEFAULT '{sad}'`,
    'DROP TYPE "Mood_before_retort"',
  ]);
  const used = applyAll([
    op.createEnum("mood", ["sad", "happy"]),
    op.createTable("t", { a: enumeration("mood", ["sad", "happy"]).default("sad") }),
  ], emptySchema);
  assert.throws(
    () => sqlOf(op.removeEnumValue("mood", "sad", { replaceWith: "happy" }), used),
    { code: "dialect/unsupported", hint: /op\.alterColumn\("t", "a", { default: … }\)/ },
  );
});

Deno.test("a block can hold its own quotes and a comment at the end", () => {
  const view = "select '$retort$' as a -- the end";
  assert.deepEqual(sqlOf(op.createView("v", view, { ifNotExists: true })), [
    `DO $retort_$ BEGIN\nCREATE VIEW v AS\n${view}\n;\n` +
    "EXCEPTION WHEN duplicate_table THEN NULL;\nEND $retort_$",
  ]);
});

Deno.test("execute keeps statements apart that no transaction may hold", () => {
  const made = op.execute("update t set a = 1; vacuum t; create index concurrently ix on t (a)");
  const cx = { before: emptySchema, names: ["postgres"], offline: false };
  assert.deepEqual(renderOp(postgres, made, cx).map(({ sql, transaction }) => [sql, transaction]), [
    ["update t set a = 1", undefined],
    ["vacuum t", "forbidden"],
    ["create index concurrently ix on t (a)", "forbidden"],
  ]);
});
