import assert from "node:assert/strict";
import { ColumnBuilder, integer, MetaData, text } from "../schema/mod.ts";
import { writeModels } from "./models.ts";

Deno.test("writeModels() gives no constant the name of a function that it imports", () => {
  const metadata = new MetaData();
  metadata.table("integer", { id: integer() });
  metadata.table("text", { id: integer() });
  const jsonb = new ColumnBuilder({ type: { name: "jsonb", from: "@retort/postgres/types" } });
  metadata.table("jsonb", { jsonb });
  metadata.table("class", { id: integer() });
  metadata.table("Class", { id: integer() });
  const found = writeModels(metadata.schema()).match(/^export const \w+/gm);
  assert.deepEqual(found?.map((line) => line.slice("export const ".length)), [
    "metadata",
    "table_class",
    "table_class2",
    "table_integer",
    "table_jsonb",
    "text",
  ]);
});

Deno.test("writeModels() declares triggers with their table", () => {
  const metadata = new MetaData({ schema: "app" });
  metadata.table("users", { id: integer(), note: text() });
  metadata.trigger("touch", "users", "create trigger touch …");
  assert.match(
    writeModels(metadata.schema()),
    /^metadata\.trigger\("touch", "users", "create trigger touch …", \{ schema: "app" \}\);$/m,
  );
});

Deno.test("writeModels() takes no column for what its name means elsewhere", () => {
  for (const name of ["constraint", "columnList", "sql", "kind", "hole", "date", "spec"]) {
    const metadata = new MetaData();
    metadata.table("t", { [name]: text() });
    assert.match(writeModels(metadata.schema()), new RegExp(`"t", \\{ ${name}: text\\(\\) \\}`));
  }
});
