import assert from "node:assert/strict";
import * as core from "@retort/core/schema";
import type { ColumnBuilder } from "@retort/core/schema";
import { types } from "./type_system.ts";
import * as own from "./types.ts";

/** Types, how they are spelled, and how `format_type()` calls them. */
const spelled: readonly (readonly [ColumnBuilder, string, string])[] = [
  [core.integer(), "INTEGER", "integer"],
  [core.numeric(10, 2), "NUMERIC(10, 2)", "numeric(10,2)"],
  [core.doublePrecision(), "DOUBLE PRECISION", "double precision"],
  [core.varchar(50), "VARCHAR(50)", "character varying(50)"],
  [core.char(3), "CHAR(3)", "character(3)"],
  [core.time(3), "TIME(3)", "time(3) without time zone"],
  [core.timestamp(), "TIMESTAMP", "timestamp without time zone"],
  [core.timestamptz(3), "TIMESTAMP(3) WITH TIME ZONE", "timestamp(3) with time zone"],
  [core.interval(), "INTERVAL", "interval"],
  [core.uuid(), "UUID", "uuid"],
  [own.bytea(), "BYTEA", "bytea"],
  [own.jsonb(), "JSONB", "jsonb"],
  [own.bit(3), "BIT(3)", "bit(3)"],
  [own.varbit(5), "BIT VARYING(5)", "bit varying(5)"],
  [own.timetz(2), "TIME(2) WITH TIME ZONE", "time(2) with time zone"],
  [own.intervalOf("day to second", 3), "INTERVAL DAY TO SECOND(3)", "interval day to second(3)"],
  [own.intervalOf("year"), "INTERVAL YEAR", "interval year"],
  [own.array(core.integer()), "INTEGER[]", "integer[]"],
  [own.array(core.varchar(9)), "VARCHAR(9)[]", "character varying(9)[]"],
  [own.array(core.timestamptz()), "TIMESTAMP WITH TIME ZONE[]", "timestamp with time zone[]"],
  [own.tstzmultirange(), "TSTZMULTIRANGE", "tstzmultirange"],
  [own.serial(), "SERIAL", "serial"],
  [own.pgLsn(), "PG_LSN", "pg_lsn"],
  [core.sqlType("geometry(Point,4326)"), "geometry(Point,4326)", "geometry(Point,4326)"],
  [core.sqlType('audit."Mood"'), 'audit."Mood"', 'audit."Mood"'],
];

Deno.test("format() and parse() agree on the server's spelling", () => {
  for (const [{ spec }, sql, live] of spelled) {
    assert.equal(types.format(spec.type), sql);
    assert.deepEqual(types.parse(live), spec.type, live);
    assert.ok(types.same(types.parse(sql), spec.type), sql);
  }
});

Deno.test("same() knows synonyms and defaults of types", () => {
  const same: readonly (readonly [string, string])[] = [
    ["int4", "INTEGER"],
    ["INT", "integer"],
    ["int8", "bigint"],
    ["float8", "double precision"],
    ["float(24)", "real"],
    ["float", "double precision"],
    ["bool", "boolean"],
    ["decimal(8)", "numeric(8, 0)"],
    ["char", "character(1)"],
    ["bit", "bit(1)"],
    ["timestamp(6)", "timestamp without time zone"],
    ["timestamptz", "TIMESTAMP WITH TIME ZONE"],
    ["varchar [ ]", "character varying[]"],
    ["int[3][3]", "integer[]"],
    ["integer array", "int4[]"],
    ["Geometry ( Point , 4326 )", "geometry(point,4326)"],
    ["serial4", "serial"],
  ];
  for (const [a, b] of same) {
    assert.ok(types.same(types.parse(a), types.parse(b)), `${a} is ${b}`);
  }
  assert.ok(types.same(core.blob().spec.type, own.bytea().spec.type));
  const different = [
    ["varchar(5)", "varchar(6)"],
    ["text", "varchar"],
    ["int", "bigint"],
    [
      "json",
      "jsonb",
    ],
    ['"Mood"', "mood"],
    ["int[]", "int"],
    ["serial", "integer"],
  ];
  for (const [a = "", b = ""] of different) {
    assert.ok(!types.same(types.parse(a), types.parse(b)), `${a} is not ${b}`);
  }
});

Deno.test("enums are the same by name, whatever their values", () => {
  const mood = core.enumeration("mood", ["a"]).spec.type;
  assert.equal(types.format(mood), "mood");
  assert.equal(types.format(core.enumeration("Mood", [], { schema: "s" }).spec.type), 's."Mood"');
  assert.ok(types.same(mood, core.enumeration("mood", ["a", "b"]).spec.type));
  assert.ok(!types.same(mood, core.enumeration("mood", ["a"], { schema: "s" }).spec.type));
});
