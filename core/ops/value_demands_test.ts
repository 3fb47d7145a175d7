import assert from "node:assert/strict";
import { type ColumnBuilder, emptySchema, enumeration, integer, varchar } from "../schema/mod.ts";
import * as op from "./builders.ts";
import { demandsOf, describeDemand } from "./demands.ts";
import { enumColumns } from "./enum_values.ts";
import { applyAll, type Op } from "./mod.ts";
import { removesValues, valueDemands } from "./value_demands.ts";

const mood = (): ColumnBuilder => enumeration("mood", ["sad", "happy"]);
const live = applyAll([
  op.createEnum("mood", ["sad", "happy"]),
  op.createTable("people", { id: integer().primaryKey(), mood: mood(), other: integer() }),
  op.createTable("pets", { id: integer().primaryKey(), mood: mood() }),
], emptySchema);

/** Demands on values in words, and why they can't be looked at. */
function words(...ops: readonly Op[]): readonly string[] {
  const more = valueDemands(ops, live, (name, schema) => enumColumns(schema, name));
  return demandsOf(ops, more).flatMap(({ demand, after, unclear }) => {
    if (demand.kind !== "value") return [];
    const why = after === undefined ? unclear : `after ${after}`;
    return [`${describeDemand(demand)}${why === undefined ? "" : ` (${why})`}`];
  });
}

const remove = op.removeEnumValue("mood", "sad");

Deno.test("a value that goes must stand in no column that has the type", () => {
  assert.deepEqual(words(remove), [
    'people.mood does not hold "sad"',
    'pets.mood does not hold "sad"',
  ]);
  assert.deepEqual(words(op.removeEnumValue("other", "sad")), []);
  assert.deepEqual(words(op.removeEnumValue("mood", "sad", { replaceWith: "happy" })), []);
  assert.ok(removesValues([remove]));
  assert.ok(!removesValues([op.removeEnumValue("mood", "sad", { replaceWith: "happy" })]));
});

Deno.test("tables, columns and values have the names that rows have now", () => {
  assert.deepEqual(
    words(
      op.renameTable("people", "persons"),
      op.renameColumn("persons", "mood", "feeling"),
      op.renameEnumValue("mood", "sad", "blue"),
      op.removeEnumValue("mood", "blue"),
    ),
    ['people.mood does not hold "sad"', 'pets.mood does not hold "sad"'],
  );
});

Deno.test("what has the type no more, or has no rows yet, is in nobody's way", () => {
  const free = [
    op.dropTable("pets"),
    op.alterColumn("people", "mood", { type: varchar(9) }),
    op.createTable("new", { id: integer().primaryKey(), mood: mood() }),
  ];
  assert.deepEqual(words(...free, remove), []);
});

Deno.test("what SQL or an op may have changed before can't be looked at", () => {
  assert.deepEqual(words(op.execute("update people set mood = 'happy'"), remove), [
    'people.mood does not hold "sad" (after 0)',
    'pets.mood does not hold "sad"',
  ]);
  assert.deepEqual(words(op.fillColumn("pets", "mood", "happy"), remove), [
    'people.mood does not hold "sad"',
    'pets.mood does not hold "sad" (after 0)',
  ]);
});
