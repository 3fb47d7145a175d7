import assert from "node:assert/strict";
import { foreignKey, integer, op, sql, text, unique, varchar } from "@retort/core";
import { type Op, spec } from "@retort/core/ops";
import { stableJson } from "@retort/core/schema";
import { readHeader, writeRevision } from "@retort/core/source";
import fc from "fast-check";
import { schema, step } from "./arbitraries.ts";
import { objectStep } from "./objects.ts";
import { deno, inProject } from "./project.ts";

/** Ops whose code is long, deep, or full of characters that mean something to TypeScript. */
const awkward: readonly Op[] = [
  op.createTable("a_table_with_quite_a_long_name", {
    id: integer().primaryKey({ name: "pk_a_table_with_quite_a_long_name" }),
    owner: integer().notNull().references("another_table_with_a_long_name.identifier", {
      name: "fk_a_table_with_quite_a_long_name_owner",
      onDelete: "cascade",
      onUpdate: "set null",
    }).default(5),
    "a-b": text().notNull().default('it\'s "quoted" `and` ${more} \\ \n line').comment(
      "x".repeat(90),
    ),
  }, [
    unique(["id", "owner"], { name: "uq_a_table_with_quite_a_long_name_id_owner" }),
    foreignKey(["id", "owner"]).references("other", ["a", "b"], { onDelete: "set default" }),
  ], { comment: "a comment that is long enough to need a line of its own, or even more than one" }),
  op.execute(
    "update users set name = 'x' where name is null and id > 100 and id < 100000000000000",
  ),
  op.execute(sql`update ${sql.name("app", "users")} set name = ${"`${x}`"} where id = ${10n}`, {
    reverse: "select 1",
    on: { sqlite: "select 2", mysql: sql`select ${new Date(0)}` },
    effects: [
      op.addColumn("users", "name_of_the_column", varchar(50)),
      op.dropColumn("users", "b"),
    ],
  }),
  op.execute(
    sql`update ${sql.name("a")} set ${sql.name("bbbbbbbbbbbbbbbbb")} = ${1} where ${
      sql.name("ccccccccccccccccccccccccccc")
    } is null`,
  ),
  op.execute(sql`update ${sql.name("a")}
    set ${sql.name("bbbbbbbbbbbbbbbbb")} = ${1} where ${
    sql.name("ccccccccccccccccccccccccccc")
  } is null or ${sql.name("d")} is null
    returning ${sql.name("e")}`),
  op.execute(
    sql`update users set aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa = ${"long text in here"} where id = ${7}`,
  ),
  op.createIndex("ix", "t", ["a"], {
    where: sql`aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa is not null and b = 2`,
  }),
  op.bulkInsert("roles", [
    { id: 1, name: "administrator", note: null },
    { id: 2, name: "a guest with a name that is rather long, all things considered", note: -0 },
    { id: 3, name: "bytes", note: new Uint8Array([1, 2]) },
  ]),
  op.createIndex("ix_with_a_long_name", "a_table", [
    "plain",
    sql`lower(an_expression) || ' that is long'`,
    { column: "sorted", order: "desc", nulls: "last" },
  ], { unique: true, where: sql`deleted_at is null`, options: { postgres: { using: "gin" } } }),
  op.addColumn(
    "a_table_with_a_name",
    "and_a_column_with_a_long_name",
    integer().notNull().unique({ name: "uq_something_that_is_rather_long" }).default(12345),
  ),
  op.batchAlterTable("a_table_with_quite_a_long_name", {
    recreate: "always",
    copyFrom: op.createTable("a_table_with_quite_a_long_name", { id: integer(), note: text() }),
    tableArgs: [unique(["id", "note"], { name: "uq_a_table_with_quite_a_long_name" })],
    naming: { unique: "uq_{table}" },
    partialReordering: [["note", "id"]],
  }, [
    op.addColumn("a_table_with_quite_a_long_name", "added", text(), { after: "id" }),
    op.createExcludeConstraint(
      "ex_a_table",
      "a_table_with_quite_a_long_name",
      [["id", "="], [sql`lower(note)`, "="]],
      { using: "gist", where: sql`note is not null`, deferrable: true },
    ),
  ]),
  op.createSequence("numbers_that_are_long", {
    start: 9007199254740993n,
    minValue: -5,
    ownedBy: { table: "a_table_with_quite_a_long_name", column: "id" },
  }),
  op.createTrigger("touch", "a_table_with_quite_a_long_name", "create trigger `x` …\n ${y}", {
    on: { mysql: "create trigger …", postgres: "create trigger that is a bit longer …" },
  }),
  op.createView("v", "select 1", { columns: ["a"], on: { sqlite: sql`select ${1n}` } }),
  op.alterColumn("t", "c", { type: varchar(3), default: null, nullable: false, comment: "c" }),
];

function samples(): readonly (readonly Op[])[] {
  const states = fc.sample(schema, { seed: 1, numRuns: 60 });
  const steps = fc.sample(step, { seed: 2, numRuns: 240 }).map(([, item]) => item);
  const creations = states.flatMap((state) =>
    [...state.tables.values()].map((table): Op => ({ kind: "createTable", table }))
  );
  const objects = fc.sample(objectStep, { seed: 3, numRuns: 120 }).map(([, item]) => item);
  const all = [...awkward, ...steps, ...objects, ...creations].filter((item) =>
    item.kind !== "run"
  );
  return [...all.map((item) => [item]), awkward, []];
}

Deno.test("law 3: written revisions pass the formatter and the type checker, and read back", async () => {
  await inProject(async (folder) => {
    await Deno.mkdir(`${folder}/versions`);
    const lists = samples();
    for (const [index, ops] of lists.entries()) {
      const head = { revision: `r${index}`, down: ["a"], dependsOn: [], labels: [] };
      const message = ops.map((item) => spec(item).describe(item)).join("; ").slice(0, 90);
      const draft = { ...head, message, date: new Date(0), upgrade: ops, downgrade: [] };
      const written = writeRevision(draft);
      assert.equal(readHeader(written)?.revision, head.revision);
      await Deno.writeTextFile(`${folder}/versions/r${index}.ts`, written);
    }
    await deno(folder, "fmt", "--check", "versions");
    await deno(folder, "check", "versions");
    for (const [index, ops] of lists.entries()) {
      const url = `file://${folder}/versions/r${index}.ts`;
      const module: { readonly upgrade: readonly Op[] } = await import(url);
      assert.equal(stableJson(module.upgrade), stableJson(ops), url);
    }
  });
});
