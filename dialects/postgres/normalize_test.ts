import assert from "node:assert/strict";
import { date, integer, MetaData, numeric, sql, text, timestamptz, varchar } from "@retort/core";
import {
  type Column,
  type ColumnBuilder,
  foreignKey,
  index,
  same,
  unique,
} from "@retort/core/schema";
import { postgres } from "./mod.ts";
import { jsonb, serial } from "./types.ts";

function normal(column: ColumnBuilder): Column | undefined {
  const metadata = new MetaData();
  metadata.table("t", { a: column });
  return postgres.normalize(metadata.schema()).tables.get("t")?.columns[0];
}

Deno.test("normalize() keeps what is read at each row an expression", () => {
  const { default: value } = normal(date().default(sql`('now'::text)::date`)) ?? {};
  assert.ok(value && "sql" in value, JSON.stringify(value));
});

Deno.test("normalize() makes spellings of one column agree", () => {
  const pairs: readonly (readonly [ColumnBuilder, ColumnBuilder, boolean])[] = [
    [integer().default(sql`'-5'::integer`), integer().default(-5), true],
    [integer().default("12"), integer().default(12), true],
    [varchar(9).default(sql`'a'::character varying`), varchar(9).default("a"), true],
    [text().default(sql`NULL::text`), text(), true],
    [text().default("5"), text().default(5), true],
    [numeric(4, 2).default(sql`0.50`), numeric(4, 2).default(0.5), true],
    [date().default(sql`'2026-01-01'::date`), date().default("2026-01-01"), true],
    [date().default(sql`('now'::text)::date`), date().default("now"), false],
    [date().default(sql`CURRENT_DATE`), date().default(sql`current_date`), true],
    [
      timestamptz().default(sql`'2026-01-01 02:00:00+02'::timestamp with time zone`),
      timestamptz().default(new Date("2026-01-01T00:00:00Z")),
      true,
    ],
    [
      jsonb().default(sql`'{"b": 1, "a": [1, 2]}'::jsonb`),
      jsonb().default('{"a":[1,2],"b":1}'),
      true,
    ],
    [text().default(sql`lower('A'::text)`), text().default(sql`LOWER('A')`), true],
    [integer().notNull().default(sql`nextval('t_a_seq'::regclass)`), serial(), true],
    [integer().notNull().default(sql`nextval('other'::regclass)`), serial(), false],
    [text().default("a"), text().default("b"), false],
    [integer().default(1), integer(), false],
    [text().comment(""), text(), true],
    [text().collate("default"), text(), true],
    [varchar(9).on({ postgres: text() }), text(), true],
    [integer().options({ sqlite: { onConflict: "ignore" } }), integer(), true],
  ];
  for (const [a, b, wanted] of pairs) {
    assert.equal(same(normal(a), normal(b)), wanted, JSON.stringify([a.spec, b.spec]));
  }
});

Deno.test("normalize() knows the collation that a part of an index has from its columns", () => {
  const metadata = new MetaData();
  metadata.table("t", { c: varchar(9).collate("C"), d: text() }, [
    index("ix", [
      { expression: sql`lower(c)`, collation: "C" },
      { expression: sql`lower(c)`, collation: "default" },
      { expression: sql`lower(d)`, collation: "default" },
      { expression: sql`lower(d)`, collation: "C" },
      { column: "c", collation: "C" },
    ]),
  ]);
  const [found] = postgres.normalize(metadata.schema()).tables.get("t")?.indexes ?? [];
  assert.deepEqual(found?.parts.map(({ collation }) => collation), [
    undefined,
    "default",
    undefined,
    "C",
    undefined,
  ]);
});

Deno.test("normalize() leaves out what goes without saying", () => {
  const metadata = new MetaData();
  metadata.table("parent", { id: integer().primaryKey() }, [], { schema: "public" });
  metadata.table("t", { a: integer(), b: text() }, [
    unique(["b"], { name: "uq", deferrable: false, initially: "immediate" }),
    foreignKey(["a"]).references("public.parent", [], {
      name: "fk",
      onDelete: "no action",
      match: "simple",
      initially: "deferred",
    }),
    index("ix", [{ column: "a", order: "desc", nulls: "first" }, { column: "b", nulls: "last" }], {
      include: [],
      options: { postgres: { using: "btree", concurrently: true }, mysql: { using: "hash" } },
    }),
  ], { options: { sqlite: { strict: true } } });
  const { tables } = postgres.normalize(metadata.schema());
  assert.deepEqual([...tables.keys()], ["parent", "t"]);
  const table = tables.get("t");
  assert.deepEqual(table?.uniques, [{ name: "uq", columns: ["b"] }]);
  assert.deepEqual(table?.foreignKeys, [{
    name: "fk",
    columns: ["a"],
    references: { table: "parent", columns: ["id"] },
    deferrable: true,
    initially: "deferred",
  }]);
  assert.deepEqual(table?.indexes, [
    { name: "ix", parts: [{ column: "a", order: "desc" }, { column: "b" }], unique: false },
  ]);
  assert.equal(table?.options, undefined);
});

Deno.test("normalize() twice is normalize() once", () => {
  const metadata = new MetaData();
  metadata.table("x".repeat(80), {
    id: serial().primaryKey(),
    at: timestamptz().default(new Date(0)),
    n: numeric().default("1.10").computed(sql`1 + (2)`, { stored: true }),
  });
  const once = postgres.normalize(metadata.schema());
  assert.deepEqual(postgres.normalize(once), once);
});
