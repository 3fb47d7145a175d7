import assert from "node:assert/strict";
import { isRetortError } from "../errors/mod.ts";
import * as op from "./builders.ts";
import { advance, applyAll, enumColumns, type Op, reverseAll, spec, variantOf } from "./mod.ts";
import {
  canonical,
  emptySchema,
  enumeration,
  enumOf,
  integer,
  routineKey,
  type Schema,
  sql,
  unknownSchema,
} from "../schema/mod.ts";

const code = (wanted: string) => (error: unknown): boolean =>
  isRetortError(error) && error.code === wanted;

const schema: Schema = applyAll([
  op.createSchema("audit"),
  op.createExtension("pgcrypto"),
  op.createEnum("mood", ["sad", "happy"]),
  op.createSequence("numbers", { start: 5 }),
  op.createTable("people", { mood: enumeration("mood", ["sad", "happy"]), n: integer() }),
  op.createView("names", "select 1"),
  op.createRoutine("double", "create function …", { arguments: "integer" }),
  op.createTrigger("touch", "people", "create trigger …"),
], emptySchema);

function roundTrip(...ops: readonly Op[]): void {
  const undo = reverseAll(ops, schema);
  assert.ok(undo);
  const after = applyAll(ops, schema);
  assert.notEqual(canonical(after), canonical(schema));
  assert.equal(canonical(applyAll(undo, after)), canonical(schema));
}

Deno.test("reverse() undoes what apply() did to objects beside tables", () => {
  roundTrip(op.createEnum("level", ["low"]), op.addEnumValue("level", "high"));
  roundTrip(op.dropEnum("mood"));
  roundTrip(op.removeEnumValue("mood", "sad"));
  roundTrip(op.renameEnumValue("mood", "sad", "blue"));
  roundTrip(op.alterSequence("numbers", { start: null, maxValue: 100n }));
  roundTrip(op.dropSequence("numbers"), op.dropSchema("audit"), op.dropExtension("pgcrypto"));
  roundTrip(op.replaceView("names", sql`select ${2}`), op.createView("more", "select 3"));
  roundTrip(op.dropView("names"), op.dropRoutine("double"));
  roundTrip(op.replaceRoutine("double", "create …", { arguments: "integer" }));
  roundTrip(
    op.createTableComment("people", "who"),
    op.dropTableComment("people"),
    op.dropView("names"),
  );
});

Deno.test("reverse() is null where it is not known what was there", () => {
  const irreversible: readonly Op[] = [
    op.createEnum("mood", [], { ifNotExists: true }),
    op.dropEnum("mood"),
    op.removeEnumValue("mood", "sad"),
    op.removeEnumValue("mood", "sad", { replaceWith: "happy" }),
    op.dropSequence("numbers"),
    op.alterSequence("numbers", { restart: true }),
    op.dropSchema("audit"),
    op.replaceView("names", "select 2"),
    op.dropView("names"),
    op.dropRoutine("double"),
    op.dropTrigger("touch", "people"),
    op.createTableComment("people", "who"),
  ];
  for (const item of irreversible) {
    assert.equal(spec(item).reverse(item, unknownSchema), null, spec(item).describe(item));
  }
});

Deno.test("apply() refuses objects that are there, or are not", () => {
  const refused: readonly (readonly [Op, string])[] = [
    [op.createEnum("mood", []), "op/exists"],
    [op.addEnumValue("mood", "sad"), "op/exists"],
    [op.addEnumValue("mood", "calm", { after: "nope" }), "op/missing"],
    [op.renameEnumValue("mood", "sad", "happy"), "op/exists"],
    [op.removeEnumValue("mood", "sad", { replaceWith: "nope" }), "op/missing"],
    [op.removeEnumValue("nope", "sad"), "op/missing"],
    [op.dropSequence("nope"), "op/missing"],
    [op.dropView("names", { schema: "audit" }), "op/missing"],
    [op.dropRoutine("double", { arguments: "text" }), "op/missing"],
    [op.createTrigger("touch", "people", ""), "op/exists"],
    [op.dropTrigger("nope", "people"), "op/missing"],
  ];
  for (const [item, wanted] of refused) {
    assert.throws(() => spec(item).apply(item, schema), code(wanted), spec(item).describe(item));
  }
});

Deno.test("apply() takes it on trust where nothing is known", () => {
  const ops: readonly Op[] = [
    op.dropView("names"),
    op.addEnumValue("mood", "calm"),
    op.alterSequence("numbers", { cycle: true }),
    op.dropExtension("pgcrypto"),
  ];
  assert.equal(canonical(applyAll(ops, unknownSchema)), canonical(unknownSchema));
});

Deno.test("the values of an enum change in the columns that have it", () => {
  const after = applyAll([op.addEnumValue("mood", "calm", { before: "happy" })], schema);
  const [only] = enumColumns(after, { name: "mood" });
  assert.deepEqual(only && enumOf(only.column.type)?.values, ["sad", "calm", "happy"]);
  assert.deepEqual(enumColumns(schema, { name: "mood", schema: "audit" }), []);
});

Deno.test("a trigger may hang on a view, and goes with it", () => {
  const on = applyAll([op.createTrigger("insert", "names", "create trigger …")], schema);
  assert.equal(on.views?.get("names")?.triggers?.length, 1);
  const drop = op.dropView("names");
  assert.equal(spec(drop).reverse(drop, on), null);
  const off = applyAll([op.dropTrigger("insert", "names")], on);
  assert.equal(off.views?.get("names")?.triggers, undefined);
});

Deno.test("objects beside tables are touched under keys of their own", () => {
  const touches = (item: Op) => spec(item).touches(item);
  assert.deepEqual(touches(op.dropView("v", { schema: "app" })), {
    reads: [],
    writes: [],
    objects: ["view:app\u001fv"],
  });
  const typed = op.addColumn("people", "x", enumeration("mood", []));
  assert.deepEqual(touches(typed), { reads: [], writes: ["people"], uses: ["enum:mood"] });
});

Deno.test("routines of one name are told apart by their arguments", () => {
  const more = applyAll([op.createRoutine("double", "create …", { arguments: "text" })], schema);
  assert.equal(more.routines?.size, 2);
  assert.throws(() => applyAll([op.dropRoutine("double")], more), code("op/missing"));
  assert.notEqual(routineKey({ name: "f" }), routineKey({ name: "f", type: "procedure" }));
});

Deno.test("a routine is found in another spelling, and where one side is silent about arguments", () => {
  const unsaid = applyAll([op.createRoutine("half", "create …")], schema);
  for (const name of ["int", "n INTEGER"]) {
    assert.equal(
      applyAll([op.dropRoutine("double", { arguments: name })], schema).routines,
      undefined,
    );
    assert.equal(
      applyAll([op.replaceRoutine("double", "…", { arguments: name })], schema).routines?.size,
      1,
    );
  }
  roundTrip(op.replaceRoutine("double", "create …"));
  const dropped = applyAll([op.dropRoutine("half", { arguments: "int" })], unsaid);
  assert.equal(dropped.routines?.size, 1);
  assert.throws(
    () => applyAll([op.dropRoutine("double", { arguments: "text" })], schema),
    code("op/missing"),
  );
});

Deno.test("advance() makes unknown what an op that can't be applied touches", () => {
  const after = advance(schema, op.dropColumn("people", "nope"));
  assert.ok(after.unknown.tables.has("people"));
  assert.ok(advance(schema, op.addEnumValue("nope", "x")).unknown.all);
});

Deno.test("execute() without effects makes forgotten what its first words name", () => {
  const after = (text: string): Schema => applyAll([op.execute(text)], schema);
  assert.equal(after("drop view names").views, undefined);
  assert.equal(after('create or replace function "double"() …').routines, undefined);
  assert.equal(after("alter sequence other restart").sequences?.size, 1);
  assert.equal(after("drop extension if exists pgcrypto").extensions, undefined);
});

Deno.test("variantOf() takes the more particular name", () => {
  assert.equal(variantOf(1, { mysql: 2, mariadb: 3 }, ["mariadb", "mysql"]), 3);
  assert.equal(variantOf(1, undefined, ["sqlite"]), 1);
});
