import assert from "node:assert/strict";
import { alterColumn, dropColumn, type Op, spec } from "../ops/mod.ts";
import {
  check,
  foreignKey,
  hole,
  index,
  integer,
  MetaData,
  same,
  type Schema,
  sql,
  text,
} from "../schema/mod.ts";
import { type DiffContext, diffSchemas, withConversions } from "./mod.ts";

const words = (ops: readonly Op[]): readonly string[] => ops.map((op) => spec(op).describe(op));

function models(type: () => ReturnType<typeof text>, parent = type): Schema {
  const metadata = new MetaData();
  metadata.table("parents", { id: parent().notNull().unique({ name: "uq_parents" }) });
  metadata.table("t", {
    a: type(),
    other: integer(),
    sum: integer().computed(sql`length(a)`, { stored: true }),
  }, [
    check("ck_a", sql`a is not null`),
    check("ck_other", sql`other > 0`),
    index("ix_plain", ["a"]),
    index("ix_expression", [sql`lower(a)`]),
    index("ix_partial", ["other"], { where: sql`a is null` }),
    foreignKey(["a"]).references("parents", ["id"], { name: "fk_a" }),
  ]);
  return metadata.schema();
}

Deno.test("diffSchemas() makes anew what is bound to the type of a column", () => {
  const cx: DiffContext = { types: { same, binds: (a, b) => !same(a, b) }, comments: true };
  const [from, to] = [models(text), models(() => integer() as never)];
  assert.deepEqual(words(diffSchemas(from, to, { ...cx, frozenViews: true }).ops), [
    "drop foreign key fk_a on t",
    "alter column parents.id: set type",
    "drop index ix_expression on t",
    "drop index ix_partial on t",
    "drop check constraint ck_a on t",
    "drop column t.sum",
    "alter column t.a: set type",
    "add column t.sum",
    "add check constraint ck_a on t",
    "create index ix_expression on t",
    "create index ix_partial on t",
    "add foreign key fk_a on t",
  ]);
  const unbound = diffSchemas(from, to, { types: { same }, comments: true });
  assert.deepEqual(words(unbound.ops), [
    "alter column parents.id: set type",
    "alter column t.a: set type",
  ]);
});

Deno.test("diffSchemas() makes foreign keys alone anew where only they are bound to a type", () => {
  const types = { same, bindsKeys: () => true };
  const [from, to] = [models(text), models(() => integer() as never)];
  assert.deepEqual(words(diffSchemas(from, to, { types, comments: true }).ops), [
    "drop foreign key fk_a on t",
    "alter column parents.id: set type",
    "alter column t.a: set type",
    "add foreign key fk_a on t",
  ]);
});

Deno.test("diffSchemas() makes foreign keys anew whose parent alone gets another type", () => {
  const types = { same, bindsKeys: () => true };
  const [from, to] = [models(text), models(text, () => integer() as never)];
  assert.deepEqual(words(diffSchemas(from, to, { types, comments: true }).ops), [
    "drop foreign key fk_a on t",
    "alter column parents.id: set type",
    "add foreign key fk_a on t",
  ]);
});

Deno.test("diffSchemas() makes foreign keys anew where the key that they point at goes", () => {
  const named = (primary: string, unique: string): Schema => {
    const metadata = new MetaData();
    metadata.table("parents", {
      id: integer().primaryKey({ name: primary }),
      code: text().unique({ name: unique }),
      other: text().unique({ name: "uq_other" }),
    });
    metadata.table("t", { id: integer(), code: text(), other: text() }, [
      foreignKey(["id"]).references("parents", ["id"], { name: "fk_id" }),
      foreignKey(["code"]).references("parents", ["code"], { name: "fk_code" }),
      foreignKey(["other"]).references("parents", ["other"], { name: "fk_other" }),
    ]);
    return metadata.schema();
  };
  const types = { same, bindsKeys: () => false };
  const [from, to] = [named("pk", "uq"), named("pk_new", "uq_new")];
  assert.deepEqual(words(diffSchemas(from, to, { types, comments: true }).ops), [
    "drop foreign key fk_id on t",
    "drop foreign key fk_code on t",
    "drop primary key pk on parents",
    "drop unique constraint uq on parents",
    "add primary key pk_new on parents",
    "add unique constraint uq_new on parents",
    "add foreign key fk_id on t",
    "add foreign key fk_code on t",
  ]);
  const bare = diffSchemas(from, to, { types: { same }, comments: true }).ops;
  assert.equal(bare.length, 4);
});

Deno.test("withConversions() says how values get there, unless the op says it already", () => {
  const before = models(text);
  const told = { options: { postgres: { using: "length(a)" } } };
  const ops = [
    alterColumn("t", "other", { nullable: false }),
    alterColumn("t", "a", { type: integer() }, told),
    alterColumn("parents", "id", { type: integer() }),
    alterColumn("parents", "id", { type: text() }),
    dropColumn("t", "a"),
    alterColumn("t", "a", { type: integer() }),
    alterColumn("t", "sum", { type: text() }),
  ];
  const conversion = (
    { place, from, to }: { place: string; from: { name: string }; to: { name: string } },
  ) => from.name === "integer" ? undefined : ({ postgres: { using: `${place} ${to.name}` } });
  const found = withConversions(ops, before, { conversion });
  const using = found.map((op) => "options" in op ? op.options?.["postgres"]?.["using"] : null);
  assert.deepEqual(using, [null, "length(a)", "parents.id integer", null, null, null, null]);
  assert.equal(withConversions(ops, before, {}), ops);
});

Deno.test("alterColumn() refuses a hole in its options", () => {
  const options = { postgres: { using: hole("an expression") as never } };
  assert.throws(() => alterColumn("t", "a", { type: integer() }, { options }), {
    code: "op/unfilled",
  });
});
