/** Every type of PostgreSQL into every other: what is written converts, and the rest needs nothing. */
import assert from "node:assert/strict";
import { ColumnBuilder, enumeration, integer, op } from "@retort/core";
import type { Connection } from "@retort/core/dialect";
import { applyAll, type Op, reverseAll } from "@retort/core/ops";
import { emptySchema, isHole, type Type } from "@retort/core/schema";
import { postgres } from "@retort/postgres";
import { runOps } from "../golden.ts";
import { liveTest } from "./server.ts";

const names = [
  "text, varchar(20), char, char(5), smallint, integer, bigint, numeric, numeric(6,2), real, boolean",
  "double precision, date, time, timetz, timestamp, timestamptz, interval, interval day to second",
  "uuid, bytea, json, jsonb, xml, inet, cidr, macaddr, macaddr8, bit(4), bit(64), varbit, money, oid",
  "pg_lsn, point, box, circle, polygon, int4range, numrange, daterange, int4multirange, tsvector",
  "integer[], text[], varchar(20)[], boolean[], numeric[], jsonb[], bit(4)[]",
].join(", ").split(/, (?!\d)/);

const types = new Map<string, Type>([
  ...names.map((name): [string, Type] => [name, postgres.types.parse(name)]),
  ["mood", enumeration("mood", ["happy", "sad"]).spec.type],
  ["other", enumeration("other", ["sad", "angry"]).spec.type],
]);

const enums: readonly Op[] = [
  op.createEnum("mood", ["happy", "sad"]),
  op.createEnum("other", ["sad", "angry"]),
];

/** What a server says to a change of an empty column: `done`, or the code of its refusal. */
const attempt = `CREATE FUNCTION attempt(a text, b text, how text) RETURNS text AS $$ BEGIN
  EXECUTE format('CREATE TEMP TABLE t (c %s)', a);
  EXECUTE format('ALTER TABLE t ALTER COLUMN c TYPE %s%s', b, ' USING ' || how);
  RAISE EXCEPTION USING ERRCODE = 'P0099';
EXCEPTION WHEN OTHERS THEN
  RETURN CASE SQLSTATE WHEN 'P0099' THEN 'done' ELSE SQLSTATE END;
END $$ LANGUAGE plpgsql`;

liveTest(
  "every change of a type converts rows where, and only where, the server doesn't",
  async (database) => {
    const db = await database.connect();
    await runOps({ db, dialect: postgres }, { ops: enums, state: emptySchema });
    await db.execute({ sql: attempt });
    const pairs = [...types].flatMap(([a, from]) =>
      [...types].filter(([b]) => b !== a).map(([b, to]) => {
        const found = postgres.types.conversion?.({ column: "c", place: "t.c", from, to });
        return { a, b, using: found?.["postgres"]?.["using"] };
      })
    );
    const asked = pairs.map(({ a, b, using }) => [a, b, typeof using === "string" ? using : null]);
    const rows = await db.query<{ readonly plain: string; readonly with: string | null }>({
      sql: `SELECT attempt(p->>0, p->>1, NULL) AS plain,
      CASE WHEN p->>2 IS NOT NULL THEN attempt(p->>0, p->>1, p->>2) END AS "with"
      FROM json_array_elements('${JSON.stringify(asked).replaceAll("'", "''")}') AS p`,
    });
    const wrong = pairs.flatMap(({ a, b, using }, n) => {
      const { plain, with: said } = rows[n] ?? {};
      const ok = using === undefined ? plain === "done" : plain === "42804" &&
        (isHole(using) || said === "done");
      return ok ? [] : [`${a} > ${b}: ${JSON.stringify(using)} ${plain} ${said}`];
    });
    assert.deepEqual(wrong, []);
    assert.ok(rows.length > 2500, `${rows.length} pairs`);
  },
);

type Example = readonly [string, string, readonly string[], (readonly string[])?];

/** Values of one type, and how another type says the same. */
const values: readonly Example[] = [
  ["text", "integer", ["1", " -20 "], ["1", "-20"]],
  ["varchar(20)", "date", ["2026-11-22"]],
  ["char(5)", "mood", ["happy", "sad"]],
  ["char(5)", "boolean", ["t", "no"], ["true", "false"]],
  ["text", "jsonb", ['{"a": 1}']],
  ["text", "uuid", ["a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"]],
  ["text", "bit(4)", ["1010"]],
  ["text", "integer[]", ["{1,2}"]],
  ["boolean", "integer", ["true", "false"], ["1", "0"]],
  ["boolean", "numeric", ["true", "false"], ["1", "0"]],
  ["smallint", "boolean", ["0", "7"], ["false", "true"]],
  ["numeric", "boolean", ["0", "0.4"], ["false", "true"]],
  ["real", "money", ["12.5"], ["$12.50"]],
  ["money", "integer", ["12"], ["12"]],
  ["mood", "other", ["sad"]],
  ["mood", "text", ["happy"]],
  ["integer", "jsonb", ["5"]],
  ["date", "jsonb", ["2026-11-22"], ['"2026-11-22"']],
  ["json", "uuid", ['"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"'], [
    "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
  ]],
  ["uuid", "bytea", ["a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"], [
    "\\xa0eebc999c0b4ef8bb6d6bb9bd380a11",
  ]],
  ["int4range", "int8range", ["[1,5)", "empty"]],
  ["varchar(20)[]", "integer[]", ["{1,2}"]],
  ["boolean[]", "integer[]", ["{t,f}"], ["{1,0}"]],
  ["oid", "numeric", ["5"]],
  ["timetz", "interval", ["01:02:03+00"], ["01:02:03"]],
];

/** What is said in another way afterwards, as `t` by `true`. */
const oneWay: ReadonlySet<string> = new Set([
  "text integer",
  "char(5) boolean",
  "numeric boolean",
  "smallint boolean",
  "money integer",
  "timetz interval",
]);

async function read(db: Connection): Promise<readonly (string | null)[]> {
  const text = { sql: "SELECT c::text AS c FROM t ORDER BY id" };
  return (await db.query<{ readonly c: string | null }>(text)).map(({ c }) => c);
}

function typeOf(name: string): Type {
  return types.get(name) ?? postgres.types.parse(name);
}

liveTest("rows survive a new type and the way back, nulls too", async (database) => {
  const live = { db: await database.connect(), dialect: postgres };
  await runOps(live, { ops: enums, state: emptySchema });
  for (const [from, to, given, wanted = given] of values) {
    const made = op.createTable("t", {
      id: integer().primaryKey(),
      c: new ColumnBuilder({ type: typeOf(from) }),
    });
    const state = applyAll([made], emptySchema);
    await runOps(live, { ops: [made], state: emptySchema });
    const rows = [...given.map((value) => `'${value}'`), "NULL"].map((text, n) =>
      `(${n}, ${text})`
    );
    await live.db.execute({ sql: `INSERT INTO t VALUES ${rows.join(", ")}` });
    const before = await read(live.db);
    const up: readonly Op[] = [{
      kind: "alterColumn",
      table: "t",
      column: "c",
      set: { type: typeOf(to) },
    }];
    await runOps(live, { ops: up, state });
    assert.deepEqual(await read(live.db), [...wanted, null], `${from} into ${to}`);
    if (!oneWay.has(`${from} ${to}`)) {
      await runOps(live, { ops: reverseAll(up, state) ?? [], state: applyAll(up, state) });
      assert.deepEqual(await read(live.db), before, `${from} into ${to} and back`);
    }
    await live.db.execute({ sql: "DROP TABLE t" });
  }
});
