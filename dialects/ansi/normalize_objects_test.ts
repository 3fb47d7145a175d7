import assert from "node:assert/strict";
import { canonical, MetaData, objectMaps, type Schema, type Sequence } from "@retort/core/schema";
import { canonicalSource, normalizeObjects, normalizeSequence, type UsualSequence } from "./mod.ts";

const text = (fragment: { readonly sql: readonly unknown[] }): string => fragment.sql.join("");

const usual: UsualSequence = {
  type: (type) => type === "bigint" ? undefined : type,
  limits: () => ({ min: -128n, max: 127n }),
  cache: 1,
};

Deno.test("normalizeObjects() takes the variant of the database and leaves out what it hasn't", () => {
  const metadata = new MetaData();
  metadata.sequence("numbers");
  metadata.view("ids", "select 1", { on: { mysql: "select  2 ;" } });
  metadata.function("f", "create …", { schema: "main" });
  metadata.trigger("t", "ids", "create\n  trigger");
  const found = normalizeObjects(metadata.schema(), {
    names: ["mariadb", "mysql"],
    keeps: ["views", "routines", "schemas"],
    text,
    place: (name) => name === "main" ? undefined : name,
  });
  const expected = new MetaData();
  expected.view("ids", "select 2");
  expected.function("f", "create …");
  expected.trigger("t", "ids", "create trigger");
  assert.equal(canonical(found), canonical(expected.schema()));
});

Deno.test("normalizeObjects() forgets the extensions that every database has", () => {
  const schema: Schema = {
    ...new MetaData().schema(),
    extensions: new Map(["plpgsql", "citext"].map((name) => [name, { name }])),
  };
  const parts = { names: ["postgres"], keeps: objectMaps, text, always: ["plpgsql"] };
  assert.deepEqual([...normalizeObjects(schema, parts).extensions?.keys() ?? []], ["citext"]);
});

Deno.test("canonicalSource() touches nothing in quotes", () => {
  const quoted = `select 'a  -- b', "c  d", \`e  f\`, $x$ g  h $x$ from t`;
  assert.equal(canonicalSource(`  ${quoted} /* all */ ;\n`), quoted);
  assert.equal(canonicalSource("select 1 -- one\n  from t"), "select 1 from t");
});

Deno.test("normalizeSequence() leaves out what the server takes anyway", () => {
  const sequence = (more: Partial<Sequence>): Sequence =>
    normalizeSequence({ name: "s", ...more }, usual);
  const plain = { name: "s" };
  assert.deepEqual(
    sequence({ type: "bigint", start: 1, increment: 1, minValue: 1, maxValue: 127, cache: 1 }),
    plain,
  );
  assert.deepEqual(sequence({ cycle: false, maxValue: { bigint: "127" } }), plain);
  assert.deepEqual(sequence({ increment: -1, start: -1, minValue: -128, maxValue: -1 }), {
    name: "s",
    increment: -1,
  });
  assert.deepEqual(sequence({ minValue: 5, start: 5 }), { name: "s", minValue: 5 });
  assert.deepEqual(sequence({ start: 5, cache: 20, cycle: true }), {
    name: "s",
    start: 5,
    cache: 20,
    cycle: true,
  });
});
