import assert from "node:assert/strict";
import { RetortError } from "../errors/mod.ts";
import { integer, MetaData, schemaOf, sqlType, type Type } from "../schema/mod.ts";
import { checkNouns, liveNaming, loadMetadata, mergeMetadata, readTypes } from "./models.ts";

function declaring(...tables: readonly string[]): MetaData {
  const metadata = new MetaData();
  for (const name of tables) metadata.table(name, { id: integer().primaryKey() });
  return metadata;
}

async function loaded(metadata: unknown): ReturnType<typeof loadMetadata> {
  return await loadMetadata({ metadata: () => metadata }, "retort.ini");
}

Deno.test("loadMetadata() takes metadata, modules that export some, and lists of both", async () => {
  const [a, b, c] = [declaring("a"), declaring("b"), declaring("c")];
  const names = async (found: unknown): Promise<readonly string[]> =>
    (await loaded(found)).map(({ name }) => name);
  assert.deepEqual(await names(a), ["metadata"]);
  assert.deepEqual(await names({ users: a, audit: b, other: 1 }), ["users", "audit"]);
  assert.deepEqual(await names([a, Promise.resolve({ audit: b }), c]), [
    "item 1",
    "item 2, audit",
    "item 3",
  ]);
  assert.deepEqual(await names({ default: a, metadata: a }), ["default"]);
  await assert.rejects(
    () => loaded([]),
    new RetortError("config/no-metadata", {
      path: "retort.ini",
    }),
  );
});

Deno.test("mergeMetadata() joins tables, and names both that declare one", async () => {
  const merged = mergeMetadata(await loaded([declaring("a"), declaring("b")]));
  assert.deepEqual([...merged.tables.keys()], ["a", "b"]);
  const twice = await loaded({ app: declaring("a", "b"), audit: declaring("b") });
  assert.throws(() => mergeMetadata(twice), (error: RetortError) => {
    assert.equal(error.code, "schema/duplicate-table");
    assert.equal(error.message, 'Table "b" is declared twice: in app and in audit');
    assert.deepEqual(error.data, { table: "b", in: ["app", "audit"] });
    return true;
  });
});

Deno.test("mergeMetadata() names both that say different things of an enum", async () => {
  const [first, second] = [new MetaData(), new MetaData()];
  first.enumeration("mood", ["sad"]);
  second.enumeration("mood", ["happy"]);
  const both = await loaded([first, second]);
  assert.throws(() => mergeMetadata(both), {
    message: 'The enum "mood" is declared twice: in item 1 and in item 2',
  });
});

Deno.test("liveNaming() gives the convention of the metadata that declares a table", async () => {
  const other = new MetaData({ naming: { primaryKey: "{table}_pkey" } });
  const { table } = other.table("b", { id: integer().primaryKey() });
  const naming = liveNaming(await loaded([declaring("a"), other]));
  assert.equal(naming(table).primaryKey, "{table}_pkey");
  assert.equal(naming({ ...table, name: "unknown" }).primaryKey, "pk_{table}");
});

Deno.test("readTypes() reads types that are only text, and leaves the others and their variants", () => {
  const metadata = new MetaData();
  const on = { mysql: sqlType("int") };
  metadata.table("t", { a: sqlType("INT").notNull().on(on), b: integer() });
  metadata.table("other", { b: integer() });
  const schema = metadata.schema();
  const parse = (text: string): Type => ({ name: `read ${text}` });
  const types = { parse, format: String, same: () => false };
  const found = readTypes(schema, { types });
  assert.deepEqual(found.tables.get("t")?.columns, [
    {
      name: "a",
      type: { name: "read INT", on: { mysql: { name: "sql type", args: ["int"] } } },
      nullable: false,
    },
    { name: "b", type: { name: "integer" }, nullable: true },
  ]);
  assert.equal(found.tables.get("other"), schema.tables.get("other"));
  assert.deepEqual(readTypes(schemaOf([]), { types }).tables, new Map());
});

Deno.test("loadMetadata() takes schema sources, by themselves and in lists", async () => {
  const source = { name: "other", load: () => [declaring("a"), declaring("b")] };
  assert.deepEqual((await loaded(source)).map(({ name }) => name), ["item 1", "item 2"]);
  assert.equal((await loaded([declaring("c"), source])).length, 3);
});

Deno.test("checkNouns() refuses objects that no plugin would compare", () => {
  const models = declaring("a").add({ noun: "flags:flag", name: "dark", data: {} }).schema();
  assert.throws(
    () => checkNouns(models, {}),
    new RetortError("plugin/unknown-noun", { noun: "flags:flag", name: "dark" }),
  );
  const [create, drop] = [() => ({ kind: "a:b" }) as const, () => ({ kind: "a:b" }) as const];
  checkNouns(models, { nouns: [{ noun: "flags:flag", create, drop, inspect: {} }] });
});
