import assert from "node:assert/strict";
import { isRetortError } from "../errors/mod.ts";
import { MetaData } from "./metadata.ts";
import { enumeration, integer } from "./types.ts";

function code(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (isRetortError(error)) return error.code;
    throw error;
  }
  return "";
}

Deno.test("MetaData keeps every kind of object beside tables", () => {
  const metadata = new MetaData();
  metadata.extension("citext");
  metadata.sequence("numbers", { start: 5, maxValue: 9007199254740993n });
  metadata.view("adults", "select 1", { columns: ["one"] });
  metadata.materializedView("totals", "select 2", { schema: "audit" });
  metadata.function("double", "create function …", { arguments: "integer" });
  metadata.procedure("tidy", "create procedure …");
  const schema = metadata.schema();
  assert.deepEqual([...schema.extensions ?? []], [["citext", { name: "citext" }]]);
  assert.deepEqual(schema.sequences?.get("numbers")?.maxValue, { bigint: "9007199254740993" });
  assert.deepEqual([...schema.views?.keys() ?? []], ["adults", "audit\u001ftotals"]);
  assert.equal(schema.views?.get("audit\u001ftotals")?.materialized, true);
  assert.deepEqual(
    [...schema.routines?.keys() ?? []],
    ["function double(integer)", "procedure tidy()"],
  );
  assert.deepEqual([...schema.schemas ?? []], [["audit", { name: "audit" }]]);
});

Deno.test("MetaData collects the enums that columns name and those declared alone", () => {
  const metadata = new MetaData();
  const level = metadata.enumeration("level", ["low", "high"]);
  metadata.enumeration("unused", ["x"]);
  metadata.table("people", { mood: enumeration("mood", ["sad"]), level });
  const { enums } = metadata.schema();
  assert.deepEqual([...enums?.keys() ?? []].sort(), ["level", "mood", "unused"]);
});

Deno.test("MetaData refuses an enum that has two lists of values", () => {
  const metadata = new MetaData();
  metadata.enumeration("mood", ["happy"]);
  metadata.table("people", { mood: enumeration("mood", ["sad"]) });
  assert.equal(code(() => metadata.schema()), "schema/enum-conflict");
});

Deno.test("MetaData hangs triggers on tables and views, also on later ones", () => {
  const metadata = new MetaData();
  metadata.trigger("touch", "users", "create trigger touch …");
  metadata.trigger("write", "adults", "create trigger write …");
  metadata.table("users", { id: integer().primaryKey() });
  metadata.view("adults", "select 1");
  const { tables, views } = metadata.schema();
  assert.deepEqual(tables.get("users")?.triggers?.map(({ name }) => name), ["touch"]);
  assert.deepEqual(views?.get("adults")?.triggers?.map(({ name }) => name), ["write"]);
  metadata.trigger("stray", "nowhere", "create trigger stray …");
  assert.equal(code(() => metadata.schema()), "schema/lonely-trigger");
});

Deno.test("MetaData refuses two objects of one name", () => {
  const metadata = new MetaData({ schema: "app" });
  metadata.view("adults", "select 1");
  assert.equal(code(() => metadata.view("adults", "select 2")), "schema/duplicate-object");
  metadata.view("adults", "select 2", { schema: "other" });
  metadata.function("f", "…", { arguments: "integer" });
  metadata.function("f", "…", { arguments: "text" });
  assert.equal(
    code(() => metadata.function("f", "…", { arguments: "text" })),
    "schema/duplicate-object",
  );
});
