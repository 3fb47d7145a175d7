import assert from "node:assert/strict";
import * as column from "@retort/core/schema";
import { ansiTypes, createTypes } from "./types.ts";

const spelled: readonly (readonly [column.ColumnBuilder, string])[] = [
  [column.integer(), "INTEGER"],
  [column.bigint(), "BIGINT"],
  [column.smallint(), "SMALLINT"],
  [column.numeric(), "NUMERIC"],
  [column.numeric(10, 2), "NUMERIC(10, 2)"],
  [column.real(), "REAL"],
  [column.doublePrecision(), "DOUBLE PRECISION"],
  [column.boolean(), "BOOLEAN"],
  [column.varchar(50), "VARCHAR(50)"],
  [column.char(3), "CHAR(3)"],
  [column.text(), "TEXT"],
  [column.date(), "DATE"],
  [column.time(3), "TIME(3)"],
  [column.timestamp(), "TIMESTAMP"],
  [column.timestamptz(), "TIMESTAMP WITH TIME ZONE"],
  [column.timestamptz(3), "TIMESTAMP(3) WITH TIME ZONE"],
  [column.interval(), "INTERVAL"],
  [column.blob(), "BLOB"],
  [column.varbinary(8), "VARBINARY(8)"],
  [column.uuid(), "UUID"],
  [column.json(), "JSON"],
  [column.sqlType("geometry(Point, 4326)"), "geometry(Point, 4326)"],
];

Deno.test("format() spells the standard types and parse() reads them back", () => {
  for (const [{ spec }, text] of spelled) {
    assert.equal(ansiTypes.format(spec.type), text);
    assert.deepEqual(ansiTypes.parse(text), spec.type);
  }
  const mood = column.enumeration("mood", ["happy", "sad"]).spec.type;
  assert.equal(ansiTypes.format(mood), "VARCHAR(5)");
});

Deno.test("parse() knows other spellings", () => {
  const parse = ansiTypes.parse;
  assert.deepEqual(parse("int"), { name: "integer" });
  assert.deepEqual(parse("Character  Varying ( 50 )"), { name: "varchar", args: [50] });
  assert.deepEqual(parse("decimal(8,3)"), { name: "numeric", args: [8, 3] });
  assert.deepEqual(parse("timestamp(6) with time zone"), { name: "timestamptz", args: [6] });
  assert.deepEqual(parse("enum('a,b')"), { name: "sql type", args: ["enum('a,b')"] });
});

Deno.test("same() compares what the server keeps", () => {
  const { parse, same } = ansiTypes;
  assert.ok(same(parse("int"), column.integer().spec.type));
  assert.ok(same({ name: "sql type", args: ["Geometry( point )"] }, parse("GEOMETRY(POINT)")));
  assert.ok(same(column.enumeration("m", ["abc"]).spec.type, column.varchar(3).spec.type));
  assert.ok(!same(column.varchar(128).spec.type, column.varchar(129).spec.type));
});

Deno.test("createTypes() takes what a dialect spells another way", () => {
  const types = createTypes({ format: { blob: () => "BYTEA" }, synonyms: { BYTEA: "blob" } });
  assert.equal(types.format({ name: "blob" }), "BYTEA");
  assert.deepEqual(types.parse("bytea"), { name: "blob" });
});
