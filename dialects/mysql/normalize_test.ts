import assert from "node:assert/strict";
import {
  check,
  index,
  integer,
  sql,
  text,
  time,
  timestamp,
  unique,
  uuid,
  varchar,
} from "@retort/core";
import { renderOp } from "@retort/core/dialect";
import { contextFor, diffSchemas } from "@retort/core/diff";
import { canonical, type Schema, schemaOf, type Table, tableOf } from "@retort/core/schema";
import { canonicalText } from "./expressions.ts";
import { mysql } from "./mod.ts";
import { normalize } from "./normalize.ts";

function only(table: Table): Table {
  const [found] = mysql.normalize(schemaOf([table])).tables.values();
  assert.ok(found);
  return found;
}

const same = (a: Schema, b: Schema): void => assert.equal(canonical(a), canonical(b));

Deno.test("normalize() folds types, names, defaults and options", () => {
  const table = tableOf({
    name: "t",
    columns: {
      id: integer().identity({ start: 5, always: true }).primaryKey({ name: "pk_t" }),
      u: uuid(),
      v: varchar(9).on({ mysql: varchar(8), mariadb: varchar(7) }).default(5),
      at: timestamp(3).default(sql`NOW()`),
      x: text().collate("utf8mb4_bin").comment(""),
      none: integer().default(null),
    },
    constraints: [
      index("ix", ["v"], { unique: true, options: { postgres: { using: "gin" } } }),
      unique(["u"], { name: "uq" }),
    ],
    options: { options: { mysql: { engine: "InnoDB", autoIncrement: 7, collate: "utf8mb4_bin" } } },
  });
  const found = only(table);
  assert.equal(found.primaryKey?.name, "PRIMARY");
  assert.deepEqual(found.options, { mysql: { collate: "utf8mb4_bin" } });
  assert.deepEqual(found.indexes, []);
  assert.deepEqual(found.uniques.map((item) => item.name), ["uq", "ix"]);
  const [id, u, v, at, x, none] = found.columns;
  assert.deepEqual(id?.identity, { always: false });
  assert.deepEqual(u?.type, { name: "char", args: [36] });
  assert.deepEqual([v?.type, v?.default], [{ name: "varchar", args: [7] }, { value: "5" }]);
  assert.deepEqual(at?.default, sql`current_timestamp(3)`);
  assert.deepEqual(x, { name: "x", type: { name: "text" }, nullable: true });
  assert.equal(none?.default, undefined);
  const [other] = normalize(schemaOf([table]), ["mysql"]).tables.values();
  assert.deepEqual(other?.columns[2]?.type, { name: "varchar", args: [8] });
});

Deno.test("normalize() rounds a moment as MySQL does, and cuts it off as MariaDB does", () => {
  const table = tableOf({
    name: "t",
    columns: {
      a: timestamp().default("2026-12-31 23:59:59.5"),
      b: timestamp(2).default("2026-01-01 00:00:59.995"),
      c: timestamp(2).default("2026-01-01 00:00:59.994999"),
      d: time().default("10:00:00.5"),
      e: time().default("30:00:00.5"),
    },
  });
  const of = (names: readonly string[]): unknown => {
    const [found] = normalize(schemaOf([table]), names).tables.values();
    return found?.columns.map((column) => (column.default as { readonly value: string }).value);
  };
  assert.deepEqual(of(["mysql"]), [
    "2027-01-01 00:00:00",
    "2026-01-01 00:01:00.00",
    "2026-01-01 00:00:59.99",
    "10:00:01",
    "30:00:00.5",
  ]);
  assert.deepEqual(of(["mariadb", "mysql"]), [
    "2026-12-31 23:59:59",
    "2026-01-01 00:00:59.99",
    "2026-01-01 00:00:59.99",
    "10:00:00",
    "30:00:00",
  ]);
});

Deno.test("normalize() keeps what MySQL alone has of a check", () => {
  const table = tableOf({
    name: "t",
    columns: { a: integer() },
    constraints: [check("ck", sql`a > 0`, { options: { mysql: { enforced: false } } })],
  });
  const optionsOf = (names: readonly string[]): unknown => {
    const [found] = normalize(schemaOf([table]), names).tables.values();
    return found?.checks[0]?.options;
  };
  assert.deepEqual(optionsOf(["mysql"]), { mysql: { enforced: false } });
  assert.equal(optionsOf(["mariadb", "mysql"]), undefined);
});

Deno.test("a check that MySQL shall not look at any more is dropped and added again", () => {
  const models = (enforced: boolean): Schema => {
    const options = { options: { mysql: { enforced } } };
    const constraints = [check("ck", sql`a > 0`, options)];
    return schemaOf([tableOf({ name: "t", columns: { a: integer() }, constraints })]);
  };
  const changes = (from: Schema, to: Schema): readonly string[] => {
    const names = ["mysql"];
    const written = { written: () => to.tables.get("t") };
    const sides = [from, to].map((side) => normalize(side, names)) as [Schema, Schema];
    const { ops } = diffSchemas(...sides, { ...contextFor(mysql), ...written });
    const cx = { before: from, names, offline: false };
    return ops.flatMap((item) => renderOp(mysql, item, cx)).map((statement) => statement.sql);
  };
  const drop = "ALTER TABLE t DROP CHECK ck";
  const add = "ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0)";
  assert.deepEqual(changes(models(true), models(false)), [drop, `${add} NOT ENFORCED`]);
  assert.deepEqual(changes(models(false), models(true)), [drop, add]);
  assert.deepEqual(changes(models(false), models(false)), []);
});

Deno.test("normalize() of a normalized schema changes nothing", () => {
  const once = mysql.normalize(schemaOf([tableOf({
    name: "x".repeat(99),
    columns: { a: varchar(9).default("it's \\"), at: timestamp().default(new Date(0)) },
    constraints: [index("i", [{ column: "a", order: "desc" }])],
  })]));
  same(mysql.normalize(once), once);
});

const spellings: Readonly<Record<string, string>> = {
  "`a` > 0": "A > 0",
  "`v` <> 'it\\'s' and `a` in (1,2)": "(v != 'it''s' AND a IN (1, 2))",
  "lcase(`x`) = 'y'": "lower(x)='y'",
  "current_timestamp()": "NOW()",
  "`a` MOD 2 = 0": "a % 2 = 0",
  "concat(`a`,'b')": "CONCAT( (a), 'b' )",
  "0.5 < `with space`": ".5 < `with space`",
};

Deno.test("canonicalText() is the same for what the server and its user write", () => {
  for (const [server, user] of Object.entries(spellings)) {
    assert.equal(canonicalText(server), canonicalText(user), user);
  }
  assert.notEqual(canonicalText("a > 'B'"), canonicalText("a > 'b'"));
  assert.notEqual(canonicalText("(a + b) * c"), canonicalText("a + b * c"));
});
