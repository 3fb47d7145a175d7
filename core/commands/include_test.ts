import assert from "node:assert/strict";
import { bookkeepingOf } from "../plan/bookkeeping.ts";
import { check, integer, MetaData, type Schema, sql } from "../schema/mod.ts";
import { inSchemas } from "./in_schemas.ts";
import { type IncludedObject, includeNames, includeObjects } from "./include.ts";

const own = bookkeepingOf({ versionTable: "retort_version" });

function models(declare: (metadata: MetaData) => void): Schema {
  const metadata = new MetaData();
  declare(metadata);
  return metadata.schema();
}

const shop = models((metadata) => {
  metadata.table("retort_version", { id: integer() });
  metadata.table("users", { id: integer().primaryKey(), age: integer().index() });
  metadata.table("events", { id: integer() }, [], { schema: "audit" });
  metadata.view("ids", "select id from users");
  metadata.view("old_ids", "select id from users");
  metadata.sequence("numbers", { schema: "audit" });
  metadata.trigger("touch", "users", "create trigger …");
});

Deno.test("includeNames() leaves out retort's own tables, and else nothing by itself", () => {
  assert.deepEqual([...includeNames(shop, {}, own).tables.keys()], ["users", "audit\u001fevents"]);
  assert.equal(includeNames(shop, {}, own).views, shop.views);
});

Deno.test("includeNames() asks for every noun, with where it is", () => {
  const asked: string[] = [];
  includeNames(shop, {
    includeName(name, noun, { schema, table }) {
      asked.push([noun, schema, table, name].filter((item) => item !== undefined).join(" "));
      return true;
    },
  }, own);
  assert.deepEqual([...new Set(asked)].toSorted(), [
    "column audit events id",
    "column users age",
    "column users id",
    "index users ix_users_age",
    "schema audit",
    "sequence audit numbers",
    "table audit events",
    "table users",
    "trigger users touch",
    "view ids",
    "view old_ids",
  ]);
});

Deno.test("both hooks are told which kind of constraint it is, and asked for all parts", () => {
  const metadata = new MetaData();
  metadata.table("a", {
    id: integer().primaryKey({ name: "pk" }),
    b: integer().unique({ name: "uq" }).references("a.id", { name: "fk" }),
  }, [check("ck", sql`id > 0`)]);
  metadata.trigger("touch", "a", "create trigger …");
  const schema = metadata.schema();
  const named: string[] = [];
  includeNames(schema, {
    includeName(name, noun, { constraint = "" }) {
      named.push(`${noun} ${constraint} ${name}`);
      return true;
    },
  }, own);
  const constraints = [
    "constraint check ck",
    "constraint foreignKey fk",
    "constraint primaryKey pk",
    "constraint unique uq",
  ];
  assert.deepEqual(named.filter((name) => name.startsWith("constraint")).toSorted(), constraints);
  const both = includeObjects({ live: schema, wanted: schema }, {
    includeObject: ({ noun }) => noun !== "constraint" && noun !== "trigger",
  });
  for (const side of [both.live, both.wanted]) {
    const table = side.tables.get("a");
    assert.deepEqual([table?.primaryKey, table?.uniques, table?.checks, table?.triggers], [
      undefined,
      [],
      [],
      [],
    ]);
    assert.equal(table?.columns.length, 2);
  }
});

Deno.test("includeNames() leaves out what is refused, and all that is in a refused schema", () => {
  const refused = ["audit", "old_ids", "ix_users_age", "touch", "age"];
  const found = includeNames(shop, { includeName: (name) => !refused.includes(name) }, own);
  assert.deepEqual([...found.tables.keys()], ["users"]);
  const users = found.tables.get("users");
  assert.deepEqual(users?.columns.map(({ name }) => name), ["id"]);
  assert.deepEqual([users?.indexes, users?.triggers], [[], undefined]);
  assert.deepEqual([...found.views?.keys() ?? []], ["ids"]);
  assert.equal(found.sequences?.size, 0);
});

Deno.test("includeObjects() tells both sides, and leaves out on both", () => {
  const live = models((metadata) => {
    metadata.table("users", { id: integer(), age: integer(), theirs: integer() });
    metadata.table("foreign", { id: integer() });
    metadata.view("ids", "select 1");
  });
  const wanted = models((metadata) => {
    metadata.table("users", { id: integer(), age: integer() });
    metadata.view("ids", "select 2");
    metadata.view("more", "select 3");
  });
  const asked: IncludedObject[] = [];
  const found = includeObjects({ live, wanted }, {
    includeObject(about) {
      asked.push(about);
      return !["theirs", "foreign", "ids"].includes(about.name);
    },
  });
  const words = asked.map(({ noun, name, reflected, compareTo }) =>
    `${noun} ${name}${reflected ? " reflected" : ""}${compareTo ? " on both sides" : ""}`
  );
  assert.deepEqual([...new Set(words)], [
    "table users on both sides",
    "column id on both sides",
    "column age on both sides",
    "column theirs reflected",
    "table foreign reflected",
    "view ids on both sides",
    "view more",
  ]);
  assert.deepEqual([...found.live.tables.keys()], ["users"]);
  assert.equal(found.live.tables.get("users")?.columns.length, 2);
  assert.deepEqual([...found.live.views?.keys() ?? []], []);
  assert.deepEqual([...found.wanted.views?.keys() ?? []], ["more"]);
});

Deno.test("inSchemas() keeps the default schema and those that are named", () => {
  assert.deepEqual([...inSchemas(shop, new Set()).tables.keys()], ["retort_version", "users"]);
  assert.equal(inSchemas(shop, new Set()).sequences?.size, 0);
  assert.equal(inSchemas(shop, new Set(["audit"])).tables.size, 3);
});
