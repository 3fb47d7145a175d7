import assert from "node:assert/strict";
import { integer, MetaData, text } from "../schema/mod.ts";
import { splitModels } from "./split_models.ts";

function sample(): MetaData {
  const metadata = new MetaData();
  metadata.table("users", { id: integer().primaryKey(), boss: integer().references("posts.id") });
  metadata.table("posts", { id: integer().primaryKey(), by: integer().references("users.id") });
  metadata.table("events", { id: integer() }, [], { schema: "audit" });
  metadata.view("names", "select id from users");
  return metadata;
}

Deno.test("splitModels() by table gives each table a module and all else one", () => {
  const { index, modules } = splitModels(sample().schema(), { by: "table", folder: "models" });
  assert.deepEqual(modules.map(({ path }) => path), [
    "models/metadata.ts",
    "models/audit/events.ts",
    "models/posts.ts",
    "models/users.ts",
    "models/objects.ts",
  ]);
  assert.match(index, /^import "\.\/models\/objects\.ts";\n\nexport \* from "\.\/models\/audit/);
  assert.match(index, /^export \{ metadata \} from "\.\/models\/metadata\.ts";$/m);
});

Deno.test("splitModels() imports nothing but the metadata, also where tables point at each other", () => {
  const { modules } = splitModels(sample().schema(), { by: "table", folder: "models" });
  const own = modules.flatMap(({ path, text }) =>
    (text.match(/from "\.+\/[^"]+"/g) ?? []).map((from) => `${path} ${from}`)
  );
  assert.deepEqual(own, [
    'models/audit/events.ts from "../metadata.ts"',
    'models/posts.ts from "./metadata.ts"',
    'models/users.ts from "./metadata.ts"',
    'models/objects.ts from "./metadata.ts"',
  ]);
});

Deno.test("splitModels() by schema gives each schema a module", () => {
  const { modules } = splitModels(sample().schema(), { by: "schema", folder: "tables" });
  assert.deepEqual(modules.map(({ path }) => path), [
    "tables/metadata.ts",
    "tables/audit.ts",
    "tables/default.ts",
  ]);
});

Deno.test("splitModels() gives no two files one name, nor two constants", () => {
  const metadata = new MetaData();
  for (const name of ["metadata", "objects", "Users", "users", "a b", "a_b"]) {
    metadata.table(name, { id: text() });
  }
  metadata.table("users", { id: text() }, [], { schema: "audit" });
  metadata.view("v", "select 1");
  const { modules } = splitModels(metadata.schema(), { by: "table", folder: "m" });
  const paths = modules.map(({ path }) => path.toLowerCase());
  assert.equal(new Set(paths).size, 9);
  const names = modules.flatMap(({ text }) => text.match(/(?<=^export const )\w+/gm) ?? []);
  assert.equal(new Set(names).size, 8);
});
