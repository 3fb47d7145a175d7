/** Names and literals of every kind: read back equal, or refused; never other SQL. */
import assert from "node:assert/strict";
import { columns as columnList, integer, isRetortError, op, sql, text } from "@retort/core";
import type { Connection } from "@retort/core/dialect";
import { emptySchema, type Literal, literal, unknownSchema } from "@retort/core/schema";
import { postgres, shortName } from "@retort/postgres";
import fc from "fast-check";
import { runs } from "../../laws/arbitraries.ts";
import { runOps } from "../golden.ts";
import { liveTest, reset } from "./server.ts";

const nasty = [
  'a"b',
  "a;b",
  "'; drop table t; --",
  "select",
  "User",
  "Ünï☃😀",
  " ",
  "a.b",
  "1",
  "$1",
  "a\nb",
  "x".repeat(200),
  "é".repeat(100),
  "😀".repeat(40),
];
const name = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ minLength: 1, maxLength: 20 }),
  fc.string({ minLength: 1, maxLength: 90, unit: "grapheme" }),
);

function isRefused(error: unknown): boolean {
  return isRetortError(error) &&
    (error.code === "schema/bad-name" || error.code === "schema/bad-literal");
}

/** The names of the tables and columns that are there. */
async function names(db: Connection): Promise<readonly (readonly [string, readonly string[]])[]> {
  const schema = await postgres.inspect?.(db);
  return [...schema?.tables.values() ?? []].map((table) => [
    table.name,
    table.columns.map((column) => column.name).sort(),
  ]);
}

liveTest("names are read back, or refused", async (database) => {
  const db = await database.connect();
  await fc.assert(
    fc.asyncProperty(name, name, async (table, column) => {
      fc.pre(shortName(column) !== "second");
      await reset(db);
      const columns = [[column, integer().comment(column)], ["second", text()]] as const;
      const made = op.createTable(table, columnList(columns));
      try {
        await runOps({ db, dialect: postgres }, { ops: [made], state: emptySchema });
      } catch (error) {
        if (isRefused(error)) return;
        throw error;
      }
      const wanted = [[shortName(table), [shortName(column), "second"].sort()]];
      assert.deepEqual(await names(db), wanted);
      const renamed = op.renameColumn(table, "second", `${column}2`);
      await runOps({ db, dialect: postgres }, { ops: [renamed], state: unknownSchema });
      const [[, after = []] = []] = await names(db);
      assert.ok(after.includes(shortName(`${column}2`)));
    }),
    { ...runs, numRuns: 150 },
  );
});

const value: fc.Arbitrary<Literal> = fc.oneof(
  fc.constantFrom("'; drop table t; --", "\\", "\\'", "E'\\n'", "$$", "a\0b", "", "null"),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.string({ maxLength: 30 }),
).map((text) => literal(text.toWellFormed()));

liveTest("texts are read back as literals and as parameters, or refused", async (database) => {
  const db = await database.connect();
  for (const strings of ["on", "off"]) {
    await db.execute({ sql: `SET standard_conforming_strings = ${strings}` });
    await fc.assert(
      fc.asyncProperty(value, async (item) => {
        const fragment = sql`SELECT ${item}::text AS one`;
        try {
          assert.deepEqual(await db.query({ sql: postgres.writer.text(fragment) }), [{
            one: item,
          }]);
          assert.deepEqual(await db.query(postgres.writer.query(fragment)), [{ one: item }]);
        } catch (error) {
          if (!isRefused(error)) throw error;
        }
      }),
      { ...runs, numRuns: 200 },
    );
  }
});

const values: readonly (readonly [string, Literal, unknown])[] = [
  ["integer", 5, 5],
  ["integer", -5, -5],
  ["bigint", { bigint: "9007199254740993" }, 9007199254740993n],
  ["bigint", { bigint: "-5" }, -5],
  ["numeric", { bigint: "123456789012345678901234567890" }, "123456789012345678901234567890"],
  ["numeric", 0.25, "0.25"],
  ["double precision", 1e21, 1e21],
  ["double precision", 1e-7, 1e-7],
  ["boolean", true, true],
  ["boolean", false, false],
  ["text", "5", "5"],
  ["bytea", { bytes: "00ff" }, new Uint8Array([0, 255])],
  ["date", "2026-11-22", "2026-11-22"],
  ["timestamp", { date: "2026-11-22T12:00:00.123Z" }, "2026-11-22 12:00:00.123"],
  ["jsonb", '{"a": [1]}', { a: [1] }],
  ["integer", null, null],
  ["uuid", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"],
];

liveTest("values of every type are read back as literals and as parameters", async (database) => {
  const db = await database.connect();
  for (const [type, given, wanted] of values) {
    await db.execute({ sql: `CREATE TEMPORARY TABLE v (x ${type})` });
    const insert = sql`INSERT INTO v VALUES (${given})`;
    assert.equal(await db.execute({ sql: postgres.writer.text(insert) }), 1, type);
    assert.equal(await db.execute(postgres.writer.query(insert)), 1, type);
    assert.deepEqual(
      await db.query({ sql: "SELECT x FROM v" }),
      [{ x: wanted }, { x: wanted }],
      type,
    );
    await db.execute({ sql: "DROP TABLE v" });
  }
});
