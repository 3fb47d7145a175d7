import assert from "node:assert/strict";
import { emptySchema, integer, MetaData } from "../schema/mod.ts";
import { holds, needsRecord } from "./managed.ts";

const metadata = new MetaData();
metadata.table("users", { id: integer() }, [], { schema: "app" });
metadata.view("ids", "select 1");
metadata.function("f", "…", { arguments: "integer" });
metadata.extension("citext", { schema: "app" });
metadata.trigger("t", "ids", "…");
const state = metadata.schema();

Deno.test("holds() knows each kind of object by what tells it from others", () => {
  assert.ok(holds(state, { noun: "table", name: "users", schema: "app" }));
  assert.ok(!holds(state, { noun: "table", name: "users" }));
  assert.ok(holds(state, { noun: "schema", name: "app" }));
  assert.ok(holds(state, { noun: "view", name: "ids" }));
  assert.ok(!holds(state, { noun: "sequence", name: "ids" }));
  assert.ok(holds(state, { noun: "routine", name: "f" }));
  assert.ok(holds(state, { noun: "extension", name: "citext" }));
  assert.ok(holds(state, { noun: "trigger", name: "t", table: "ids" }));
  assert.ok(!holds(state, { noun: "trigger", name: "t", table: "users", schema: "app" }));
});

Deno.test("needsRecord() asks for the revisions only where the database has more or other words", () => {
  const other = new MetaData();
  other.view("ids", "SELECT 1");
  const view = new MetaData();
  view.view("ids", "select 1");
  assert.ok(!needsRecord(state, state));
  assert.ok(!needsRecord(emptySchema, state));
  assert.ok(needsRecord(state, emptySchema));
  assert.ok(needsRecord(other.schema(), view.schema()));
});
