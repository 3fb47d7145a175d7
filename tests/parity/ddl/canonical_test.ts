import assert from "node:assert/strict";
import { canonical } from "./canonical.ts";
import { targets } from "./settings.ts";

function same(dialect: string, a: readonly string[], b: readonly string[]): boolean {
  const target = targets.get(dialect);
  assert.ok(target);
  return JSON.stringify(canonical(a, target)) === JSON.stringify(canonical(b, target));
}

Deno.test("canonical() joins the ways to write one thing", () => {
  const inline = ['CREATE TABLE "t" (id INTEGER PRIMARY KEY, a INT NOT NULL DEFAULT 1 UNIQUE);'];
  const beside = [
    "create table t (\n id integer not null, a int default 1 not null, unique (a), primary key (id))",
  ];
  assert.ok(same("postgresql", inline, beside));
  assert.ok(same("mysql", ["ALTER TABLE t ADD a INT, DROP b"], [
    "ALTER TABLE t ADD COLUMN a INT",
    "ALTER TABLE t DROP b",
  ]));
  assert.ok(same("postgresql", ["INSERT INTO t (a) VALUES ('x'), (E'\\\\')"], [
    "INSERT INTO t (a) VALUES ('x')",
    "INSERT INTO t (a) VALUES ('\\')",
  ]));
});

Deno.test("canonical() keeps apart what is not the same", () => {
  const different: readonly (readonly [string, string])[] = [
    ["CREATE TABLE t (a INT NOT NULL)", "CREATE TABLE t (a INT)"],
    ["CREATE TABLE t (a INT DEFAULT 1)", "CREATE TABLE t (a INT DEFAULT '1')"],
    ["CREATE TABLE t (a INT, b INT)", "CREATE TABLE t (b INT, a INT)"],
    ["CREATE TABLE t (a INT REFERENCES o (id))", "CREATE TABLE t (a INT REFERENCES p (id))"],
    [
      "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES o (b) ON DELETE SET NULL",
      "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES o (b) ON UPDATE SET NULL",
    ],
    ['DROP TABLE "T"', "DROP TABLE t"],
    ["INSERT INTO t VALUES ('A')", "INSERT INTO t VALUES ('a')"],
  ];
  for (const [a, b] of different) assert.ok(!same("postgresql", [a], [b]), a);
});
