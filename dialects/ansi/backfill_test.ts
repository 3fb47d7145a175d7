import assert from "node:assert/strict";
import { integer, op, sql, varchar } from "@retort/core";
import type { Connection, Walk } from "@retort/core/dialect";
import { batchesOf, type BatchParts } from "./backfill.ts";
import { createWriter } from "./writer.ts";

const writer = createWriter();
const pairs = op.createTable("pairs", { order: integer().notNull(), n: varchar(9).notNull() });
const [order, n] = pairs.table.columns;
const start: Walk = { table: { name: "pairs", schema: "s" }, key: [order!, n!] };
const behind: Walk = { ...start, after: [1, "it's"] };
const fill = op.backfill("fill", { table: "pairs", set: { note: sql`upper(x)`, done: true } });

function change(parts: Partial<BatchParts>, walk: Walk): string {
  const some = { ...fill, where: sql`a OR b` };
  return batchesOf({ writer, ...parts }).change(some, walk, [2, "b"]).sql;
}

Deno.test("the last key of a batch is that of the row behind so many others", () => {
  const { last, left } = batchesOf({ writer });
  assert.equal(
    last(start, 50).sql,
    'SELECT "order" AS retort_key_0, n AS retort_key_1 FROM s.pairs ORDER BY "order", n ' +
      "OFFSET 49 ROWS FETCH NEXT 1 ROWS ONLY",
  );
  const page = (offset: number): string => `LIMIT 1 OFFSET ${offset}`;
  const read = (name: string): string => `${name}::text`;
  assert.equal(
    batchesOf({ writer, page, read }).last({ ...behind, key: [order!] }, 1).sql,
    'SELECT "order"::text AS retort_key_0 FROM s.pairs WHERE "order" > 1 ORDER BY "order" ' +
      "LIMIT 1 OFFSET 0",
  );
  assert.equal(left(start).sql, "SELECT count(*) AS n FROM s.pairs");
});

Deno.test("a batch is changed from behind one key up to another", () => {
  assert.equal(
    batchesOf({ writer }).change(fill, start, undefined).sql,
    "UPDATE s.pairs SET note = upper(x), done = TRUE",
  );
  assert.equal(
    change({}, behind),
    "UPDATE s.pairs SET note = upper(x), done = TRUE WHERE (a OR b) AND " +
      `("order", n) > (1, 'it''s') AND ("order", n) <= (2, 'b')`,
  );
  assert.equal(
    change({ rowValues: false }, behind).replace(/^.* WHERE /, ""),
    `(a OR b) AND "order" >= 1 AND (("order" > 1) OR ("order" = 1 AND n > 'it''s')) AND ` +
      `"order" <= 2 AND (("order" < 2) OR ("order" = 2 AND n <= 'b'))`,
  );
});

Deno.test("rows are counted, unless there are very many", async () => {
  const asked: string[] = [];
  const query = ({ sql }: { readonly sql: string }): Promise<unknown> => {
    asked.push(sql);
    return Promise.resolve([{ n: "7" }]);
  };
  const db = { query } as unknown as Connection;
  const rows = [undefined, 1_000_000, 3_000_000].map((n) => {
    const told = n === undefined ? {} : { estimate: () => Promise.resolve(n) };
    return batchesOf({ writer, ...told }).estimate(db, start.table);
  });
  assert.deepEqual(await Promise.all(rows), [7, 7, 3_000_000]);
  assert.deepEqual(asked, Array.from({ length: 2 }, () => "SELECT count(*) AS n FROM s.pairs"));
});

Deno.test("a comment in an expression ends with it", () => {
  const set = { note: sql`upper(x) -- why` };
  const some = { ...fill, set, where: sql`a OR b -- both` };
  assert.equal(
    batchesOf({ writer }).change(some, { ...start, key: [order!] }, [2]).sql,
    'UPDATE s.pairs SET note = upper(x) -- why\n WHERE (a OR b -- both\n) AND "order" <= 2',
  );
});

Deno.test("a key is read as literals, and can be spelled by a dialect", () => {
  const { keyOf } = batchesOf({ writer });
  const row = { retort_key_0: 9007199254740993n, retort_key_1: new Uint8Array([0, 255]) };
  assert.deepEqual(keyOf(row, start.key), [{ bigint: "9007199254740993" }, { bytes: "00ff" }]);
  const spell = (): string => "?";
  assert.match(change({ spell }, behind), /\("order", n\) > \(\?, \?\)/);
});
