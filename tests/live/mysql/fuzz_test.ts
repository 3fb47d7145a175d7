/** Identifiers and literals on a real server: read back equal, or a typed refusal; never broken SQL. */
import assert from "node:assert/strict";
import { isRetortError, type Op, op } from "@retort/core";
import { type Connection, renderOp } from "@retort/core/dialect";
import {
  columns,
  emptySchema,
  integer,
  type LiteralInput,
  sql,
  text,
  varchar,
} from "@retort/core/schema";
import { mysql } from "@retort/mysql";
import { mediumtext } from "@retort/mysql/types";
import fc from "fast-check";
import { runs } from "../../laws/arbitraries.ts";
import { liveTest, namesOf, reset } from "./server.ts";

async function run(db: Connection, ...ops: readonly Op[]): Promise<void> {
  const cx = { before: emptySchema, names: namesOf(db), offline: false };
  for (const item of ops) {
    for (const statement of renderOp(mysql, item, cx)) await db.execute(statement);
  }
}

const names = fc.oneof(
  fc.constantFrom("", "\0", "a\0b", "select", "'; drop table t; --", "`", "``", '"', "\\", "a b"),
  fc.constantFrom(
    "x".repeat(200),
    "ü".repeat(200),
    "😀",
    "a\n",
    " ",
    "a ",
    " a",
    "%",
    "#",
    "--",
    "/*",
  ),
  fc.string({ maxLength: 20 }),
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.string({ unit: "grapheme", maxLength: 70 }),
);

liveTest("any name is read back as the one that was written, or refused", async (database) => {
  const db = await database.connect();
  let made = 0;
  await fc.assert(
    fc.asyncProperty(names, names, async (table, column) => {
      await reset(db);
      try {
        await run(
          db,
          op.createTable(table, columns([["id", integer()]])),
          op.addColumn(table, column, integer()),
        );
      } catch (error) {
        assert.ok(isRetortError(error), String(error));
        if (error.code === "schema/bad-name") return;
        const { code } = error.data as { readonly code?: string };
        // Not a syntax error: the name went through and stood for nothing else. 1166 and 1103 say
        // that a name is wrong, 1060 that there is such a column, 1 to 36 that no file is called so.
        assert.match(
          code ?? "",
          /^(?:1166|1103|1060|1059|1005|36|1) /,
          `${error.message}: ${table}`,
        );
        return;
      }
      const live = await mysql.inspect?.(db) ?? emptySchema;
      const found = [...live.tables.values()];
      assert.equal(found.length, 1);
      const again = (name: string): string => mysql.writer.name(name);
      assert.equal(again(found[0]?.name ?? ""), again(table));
      assert.deepEqual(found[0]?.columns.map((item) => again(item.name)), ["id", again(column)]);
      made++;
    }),
    { ...runs, numRuns: 150 },
  );
  assert.ok(made > 30, `only ${made} were made`);
});

const literals = fc.oneof(
  fc.constantFrom(
    "",
    "'",
    "''",
    "\\",
    "\\'",
    "'; drop table t; -- ",
    "\0",
    "a\0b",
    "\x1a",
    "\n",
    "?",
  ),
  fc.constantFrom("%s", "😀", "\u2028", "NULL", "current_timestamp", "`", '"', "/*", "*/", "#"),
  fc.string({ maxLength: 30 }),
  fc.string({ unit: "binary", maxLength: 10 }),
  fc.constant("\ud800"),
);

liveTest(
  "any text is read back as it was written, as a literal and as a value",
  async (database) => {
    const db = await database.connect();
    await run(db, op.createTable("t", { id: integer(), v: mediumtext().collate("utf8mb4_bin") }));
    const read = async (): Promise<unknown> => {
      const [row] = await db.query<{ v: unknown }>({ sql: "select v from t" });
      await db.execute({ sql: "delete from t" });
      return row?.v;
    };
    await fc.assert(
      fc.asyncProperty(literals, async (value) => {
        try {
          await run(db, op.bulkInsert("t", [{ id: 1, v: value }]));
          assert.equal(await read(), value);
          await db.execute(mysql.writer.query(sql`insert into t (id, v) values (${1}, ${value})`));
          assert.equal(await read(), value);
        } catch (error) {
          if (!isRetortError(error) || error.code !== "schema/bad-literal") throw error;
          assert.ok(!value.isWellFormed());
        }
      }),
      { ...runs, numRuns: 200 },
    );
  },
);

liveTest("any text is read back as a default and as a comment, or refused", async (database) => {
  const db = await database.connect();
  // MySQL forgets what stands behind a zero byte in a table's comment.
  const mariadb = db.server.flavour === "mariadb";
  await fc.assert(
    fc.asyncProperty(literals.filter((value) => value.isWellFormed()), async (value) => {
      await reset(db);
      const isWide = [...value].some((character) => character.length > 1);
      const comment = isWide || (!mariadb && value.includes("\0")) ? "" : value;
      const columns = {
        a: varchar(60).default(value).comment(comment),
        b: text().default(value),
      };
      await run(
        db,
        op.createTable("t", columns, [], { comment }),
        op.execute("insert into t values ()"),
      );
      if (isWide) {
        await assert.rejects(
          () => run(db, op.addColumn("t", "c", text().comment(value))),
          (error) => {
            return isRetortError(error) && error.code === "dialect/unsupported";
          },
        );
      }
      const live = mysql.normalize(await mysql.inspect?.(db) ?? emptySchema).tables.get("t");
      const [row] = await db.query<{ a: string; b: string }>({ sql: "select a, b from t" });
      assert.deepEqual({ ...row }, { a: value, b: value });
      const defaults = live?.columns.map((column) => column.default);
      assert.deepEqual(defaults, [{ value }, { value }]);
      assert.equal(live?.comment ?? "", comment);
      assert.equal(live?.columns[0]?.comment ?? "", comment);
    }),
    { ...runs, numRuns: 100 },
  );
});

liveTest("values of every kind come back", async (database) => {
  const db = await database.connect();
  const values: readonly (readonly [LiteralInput, unknown])[] = [
    [null, null],
    [true, 1],
    [1.5, 1.5],
    [-3, -3],
    [9007199254740993n, "9007199254740993"],
    [new Date("2026-11-22T12:00:00.250Z"), "2026-11-22 12:00:00.250"],
    ["what?", "what?"],
  ];
  for (const [value, wanted] of values) {
    const fragment = sql`select ${value} as one, 'a?b' as two`;
    const [row] = await db.query<{ one: unknown; two: string }>(mysql.writer.query(fragment));
    assert.deepEqual([row?.one, row?.two], [wanted, "a?b"]);
  }
  await db.execute({ sql: "create table b (v blob)" });
  const bytes = sql`insert into b values (${new Uint8Array([0, 255])})`;
  await db.execute(mysql.writer.query(bytes));
  await db.execute({ sql: mysql.writer.text(bytes) });
  const rows = await db.query<{ v: Uint8Array }>({ sql: "select v from b" });
  assert.deepEqual(rows.map(({ v }) => [...v]), [[0, 255], [0, 255]]);
});
