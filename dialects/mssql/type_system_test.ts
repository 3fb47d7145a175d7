import assert from "node:assert/strict";
import { boolean, enumeration, text, timestamp, uuid, varchar } from "@retort/core/schema";
import { types } from "./type_system.ts";
import { datetime, image, nvarchar, oldText } from "./types.ts";

Deno.test("format() spells types as SQL Server does", () => {
  const spelled = [varchar(), varchar(5), text(), boolean(), timestamp(3), uuid(), nvarchar(9)];
  assert.deepEqual(spelled.map((item) => types.format(item.spec.type)), [
    "VARCHAR(max)",
    "VARCHAR(5)",
    "VARCHAR(max)",
    "BIT",
    "DATETIME2(3)",
    "UNIQUEIDENTIFIER",
    "NVARCHAR(9)",
  ]);
  assert.equal(types.format(enumeration("m", ["a", "four"]).spec.type), "VARCHAR(4)");
});

Deno.test("parse() reads what format() writes", () => {
  for (const { spec: { type } } of [nvarchar(9), nvarchar(), datetime(), oldText(), image()]) {
    assert.deepEqual(types.parse(types.format(type)), type);
  }
});

Deno.test("same() knows the precision that is usual", () => {
  assert.ok(types.same(timestamp().spec.type, timestamp(7).spec.type));
  assert.ok(types.same(varchar().spec.type, text().spec.type));
  assert.ok(!types.same(timestamp().spec.type, datetime().spec.type));
});
