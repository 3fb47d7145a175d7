import assert from "node:assert/strict";
import type { ColumnBuilder } from "@retort/core/schema";
import { types } from "./type_system.ts";
import * as own from "./types.ts";

const read: Readonly<Record<string, string>> = {
  "int(11)": "INTEGER",
  "int(10) unsigned": "INTEGER UNSIGNED",
  "tinyint(1)": "BOOLEAN",
  "tinyint(4)": "TINYINT",
  "bigint(20) unsigned": "BIGINT UNSIGNED",
  "decimal(10,0)": "NUMERIC(10)",
  "decimal(8,2) unsigned": "NUMERIC(8, 2) UNSIGNED",
  "double": "DOUBLE",
  "float": "FLOAT",
  "datetime(6)": "DATETIME(6)",
  "timestamp": "TIMESTAMP",
  "year(4)": "YEAR",
  "enum('a','it''s','b,c')": "ENUM('a','it''s','b,c')",
  "int(5) unsigned zerofill": "int(5) unsigned zerofill",
};

Deno.test("parse() reads what the catalog shows, and format() writes it", () => {
  for (const [text, sql] of Object.entries(read)) {
    assert.equal(types.format(types.parse(text)), sql, text);
  }
});

Deno.test("same() looks at what the server makes of a type", () => {
  const same = (a: string, b: string): boolean => types.same(types.parse(a), types.parse(b));
  assert.ok(same("int", "integer(11)"));
  assert.ok(same("decimal", "numeric(10, 0)"));
  assert.ok(same("bool", "tinyint(1)"));
  assert.ok(same("INET6", "inet6"));
  assert.ok(types.same({ name: "uuid" }, { name: "char", args: [36] }));
  assert.ok(types.same({ name: "enumeration", args: ["m", ["a"]] }, types.parse("enum('a')")));
  assert.ok(!same("varchar(10)", "varchar(20)"));
  assert.ok(!same("int", "int unsigned"));
});

Deno.test("every type of MySQL is read back as itself", () => {
  const builders = Object.entries(
    own,
  ) as readonly (readonly [string, (arg?: unknown) => ColumnBuilder])[];
  for (const [name, build] of builders) {
    const args = name === "set" || name === "mysqlEnum" ? [["a", "b"]] : [];
    const { type } = build(...args).spec;
    assert.ok(types.same(types.parse(types.format(type)), type), name);
    // What has another name in standard SQL is read as that.
    if (!/datetime|Numeric/.test(name)) {
      assert.equal(types.parse(types.format(type)).name, type.name);
    }
  }
});
