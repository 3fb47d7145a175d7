import assert from "node:assert/strict";
import type { Connection } from "@retort/core/dialect";
import type { Table } from "@retort/core/schema";
import { liveTable, memory } from "../helpers_test.ts";
import { types } from "../type_system.ts";

/** Tables as people and tools write them; each is named t. */
const tables = [
  `CREATE TABLE t (a, "b c" "my type", [d] varchar ( 50 ), \`e\`\`f\` unsigned big int (1 , +2))`,
  `create temp table if not exists main.t(a int)`.replace("temp ", ""),
  `CREATE TABLE "t" (a INT PRIMARY KEY DESC, b INTEGER UNIQUE ON CONFLICT IGNORE)`,
  `CREATE TABLE t(a integer constraint x constraint pk primary key on conflict fail autoincrement)`,
  `CREATE TABLE t(a int constraint last, b int constraint x not null constraint y)`,
  `CREATE TABLE t(a int, b int as (a + 1), c text generated always as (a || ',)' ) stored not null)`,
  `CREATE TABLE t(a int generated always as (b) virtual, b int default -5, c default +5.0e3)`,
  `CREATE TABLE t(a default (1 + (2 * 3)), b default 'it''s', c default x'00FF', d default null)`,
  `CREATE TABLE t(a default current_timestamp, b default true, c default "dq", d default foo)`,
  `CREATE TABLE t(a int references p, b int references p(x) on delete set null on update cascade
    match full not deferrable initially immediate deferrable initially deferred)`,
  `CREATE TABLE t(a int, b int, unique (a collate nocase desc, b) on conflict rollback
    check (a > 0) check (b in (1, 2)) constraint fk foreign key (a, b) references p (x, y))`,
  `CREATE TABLE t(a text, b int, primary key (b, a)) without rowid, strict`,
  `CREATE TABLE t(a int -- a comment with ) and ,
    check (a /* ( */ > 0), b text collate rtrim null default ('x'))`,
  `CREATE TABLE t("select" int, 'from' int, "a""b" int, ünï int, a$1 int)`,
  `CREATE TABLE t(generated int, always text, hidden int hidden, key text, desc int)`,
  `CREATE TABLE t AS SELECT 1 AS a, 'x' AS "b c"`,
  `CREATE TABLE t(a integer, primary key (a desc autoincrement))`,
];

async function pragma(db: Connection, query: string): Promise<readonly object[]> {
  return await db.query({ sql: query });
}

/** What PRAGMAs tell of a table, in the words of {@link Table}. */
async function expected(db: Connection): Promise<object> {
  const columns = await pragma(
    db,
    `SELECT name, type, "notnull" = 0 AS nullable, hidden FROM pragma_table_xinfo('t')`,
  );
  const key = await pragma(db, `SELECT name FROM pragma_table_info('t') WHERE pk > 0 ORDER BY pk`);
  const keys = await pragma(
    db,
    `SELECT "table", on_update AS u, on_delete AS d FROM pragma_foreign_key_list('t')
     GROUP BY id ORDER BY id DESC`,
  );
  const uniques = await pragma(
    db,
    `SELECT (SELECT group_concat(name, '|' ORDER BY seqno) FROM pragma_index_info(i.name)) AS columns
     FROM pragma_index_list('t') AS i WHERE origin = 'u' ORDER BY seq DESC`,
  );
  const options = await pragma(db, `SELECT wr, strict FROM pragma_table_list('t')`);
  return { columns, key, keys, uniques, options };
}

function told(table: Table): object {
  const key = table.primaryKey?.columns ?? [];
  const options = table.options?.["sqlite"] ?? {};
  const kind = (stored: boolean): number => (stored ? 3 : 2);
  return {
    columns: table.columns.map((column) => ({
      name: column.name,
      type: types.format(column.type),
      nullable: Number(column.nullable),
      hidden: column.computed ? kind(column.computed.stored) : 0,
    })),
    key: key.map((name) => ({ name })),
    keys: table.foreignKeys.map((item) => ({
      table: item.references.table,
      u: (item.onUpdate ?? "no action").toUpperCase(),
      d: (item.onDelete ?? "no action").toUpperCase(),
    })),
    uniques: table.uniques.map((item) => ({ columns: item.columns.join("|") })),
    options: [{
      wr: Number(options["withoutRowid"] === true),
      strict: Number(options["strict"] === true),
    }],
  };
}

/** A rowid alias can hold no NULL and SQLite changes the spelling of INT; both are left out. */
function comparable(value: object, alias: readonly string[]): unknown {
  return JSON.parse(JSON.stringify(value), (key, item) => {
    if (key === "type") return String(item).toUpperCase().replaceAll(/["\s]/g, "");
    if (item && typeof item === "object" && "nullable" in item && alias.includes(item.name)) {
      return { ...item, nullable: 0 };
    }
    return item;
  });
}

for (const sql of tables) {
  Deno.test(`readCreateTable() tells what PRAGMAs tell: ${sql.replace(/\s+/g, " ")}`, async () => {
    const db = await memory(
      "CREATE TABLE p (x INT, y INT, PRIMARY KEY (x, y))",
      sql,
    );
    const table = await liveTable(db, "t");
    const alias = table.primaryKey?.columns ?? [];
    assert.deepEqual(comparable(told(table), alias), comparable(await expected(db), alias));
    await db.close();
  });
}

Deno.test("readCreateTable() reads names, checks and defaults that no PRAGMA tells", async () => {
  const db = await memory(
    `CREATE TABLE t (
      id INTEGER CONSTRAINT pk PRIMARY KEY AUTOINCREMENT,
      a TEXT CONSTRAINT nn NOT NULL CONSTRAINT ck_a CHECK (a <> ')'),
      b INT DEFAULT (1 /* one */ + 1) CHECK (b > 0),
      CONSTRAINT uq UNIQUE (a, b),
      CONSTRAINT "fk 1" FOREIGN KEY (b) REFERENCES T (ID) DEFERRABLE INITIALLY DEFERRED
    )`,
  );
  const table = await liveTable(db, "t");
  assert.equal(table.primaryKey?.name, "pk");
  assert.deepEqual(table.checks, [
    { name: "ck_a", expression: { sql: ["a <> ')'"] } },
    { expression: { sql: ["b > 0"] } },
  ]);
  assert.deepEqual(table.columns[2]?.default, { sql: ["(1 /* one */ + 1)"] });
  assert.deepEqual(table.uniques, [{ name: "uq", columns: ["a", "b"] }]);
  assert.deepEqual(table.foreignKeys, [{
    name: "fk 1",
    columns: ["b"],
    references: { table: "t", columns: ["id"] },
    deferrable: true,
    initially: "deferred",
  }]);
  assert.deepEqual(table.options, { sqlite: { autoincrement: true } });
  await db.close();
});
