/** Arguments of routines in one spelling. */
import assert from "node:assert/strict";
import { plainArguments } from "./arguments.ts";

const spellings: Readonly<Record<string, readonly string[]>> = {
  "": ["", " ", "OUT a int", "out double precision"],
  "integer": ["int", "INT4", "n int", '"N n" Integer', "IN n int", "in int", "INOUT n int"],
  "integer, text": ["int,text", " a  int , b\ttext", "int, text, OUT c int"],
  "character varying, numeric": ["varchar(20), decimal(10, 2)", "a char varying, dec"],
  "double precision": ["float8", "x double  precision"],
  "timestamp with time zone": ["timestamptz", "timestamp(3) with time zone", "t timestamptz(3)"],
  "integer[]": ["int[]", "a int[][]", "int ARRAY", "VARIADIC a int[3]"],
  "audit.level": ["Audit.Level", "l audit.level"],
  '"Odd.Name"."T able"': ['"Odd.Name"."T able"', 'a "Odd.Name"."T able"'],
  '"a, b"[]': ['"a, b"[]'],
};

Deno.test("plainArguments() spells types one way", () => {
  for (const [plain, others] of Object.entries(spellings)) {
    for (const text of [plain, ...others]) assert.equal(plainArguments(text), plain, text);
  }
});
