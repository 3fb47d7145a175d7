import assert from "node:assert/strict";
import {
  bigint,
  boolean,
  integer,
  interval,
  numeric,
  text,
  time,
  timestamp,
  timestamptz,
  uuid,
  varbinary,
  varchar,
} from "@retort/core/schema";
import { types } from "./type_system.ts";
import { float, nclob, number, nvarchar2, timestampltz } from "./types.ts";

Deno.test("format() spells types as Oracle does", () => {
  const spelled = [
    varchar(5),
    bigint(),
    boolean(),
    text(),
    time(2),
    timestampltz(3),
    number(12, 3),
  ];
  assert.deepEqual(spelled.map((item) => types.format(item.spec.type)), [
    "VARCHAR2(5 CHAR)",
    "NUMBER(19)",
    "NUMBER(1)",
    "CLOB",
    "INTERVAL DAY(0) TO SECOND(2)",
    "TIMESTAMP(3) WITH LOCAL TIME ZONE",
    "NUMBER(12, 3)",
  ]);
});

Deno.test("parse() reads what format() writes", () => {
  const all = [
    varchar(5),
    integer(),
    bigint(),
    boolean(),
    text(),
    time(2),
    interval(),
    timestamp(),
    timestamptz(3),
    uuid(),
    varbinary(20),
    numeric(10, 2),
    nvarchar2(4),
    nclob(),
    float(20),
    timestampltz(3),
  ];
  for (const { spec: { type } } of all) {
    assert.deepEqual(types.parse(types.format(type)), type, types.format(type));
  }
});

Deno.test("same() knows NUMBER by its digits", () => {
  assert.ok(types.same(number(12, 3).spec.type, numeric(12, 3).spec.type));
  assert.ok(types.same(number(38).spec.type, integer().spec.type));
  assert.ok(types.same(timestamp(6).spec.type, timestamp().spec.type));
  assert.ok(!types.same(number(12).spec.type, bigint().spec.type));
});
