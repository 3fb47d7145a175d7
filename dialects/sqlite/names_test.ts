import assert from "node:assert/strict";
import fc from "fast-check";
import { integer, op, text } from "@retort/core";
import { type Op, spec } from "@retort/core/ops";
import { columns as columnList, index, sql, unique } from "@retort/core/schema";
import { context, live, memory, run } from "./helpers_test.ts";
import { sqlite } from "./mod.ts";
import { renderOp } from "@retort/core/dialect";
import { reservedWords } from "./writer.ts";

const nasty = [
  "select",
  'a"b',
  "a'b",
  "a;b",
  "a--b",
  "/*",
  "a]b[",
  "`",
  "x'00'",
  "a b",
  "ä𝄞",
  "\n",
  "\u202e",
  "1",
  "constructor",
  "x".repeat(200),
  ")",
  "$1",
  "?",
  ":a",
];
const name = fc.oneof(
  fc.constantFrom(...nasty, ...reservedWords),
  fc.string({ minLength: 1, maxLength: 20 }),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }),
).filter((item) => !item.includes("\0") && item.isWellFormed() && !/^sqlite_/i.test(item));

const selector = (item: string): string => item.toLowerCase();

Deno.test("any name survives being created, altered, renamed, rebuilt and dropped", async () => {
  const names = fc.uniqueArray(name, { minLength: 7, maxLength: 7, selector });
  await fc.assert(
    fc.asyncProperty(
      names,
      async ([t = "", t2 = "", a = "", b = "", b2 = "", ix = "", uq = ""]) => {
        const table = columnList([[a, integer().primaryKey()], [b, text().notNull()]]);
        const ops: readonly Op[] = [
          op.createTable(t, table, [index(ix, [b], { where: sql`${sql.name(b)} <> ${"'"}` })]),
          op.addColumn(t, b2, text().default("';--")),
          op.renameTable(t, t2),
          op.addConstraint(t2, unique([b], { name: uq })),
          op.alterColumn(t2, b2, { nullable: false }),
          op.dropColumn(t2, b2),
          // Replaying a rename leaves the text of expressions as it is.
          op.dropIndex(ix, t2),
          op.renameColumn(t2, b, b2),
          op.dropConstraint(t2, uq),
          op.dropTable(t2),
        ];
        const db = await memory();
        for (const item of ops) {
          const before = await live(db);
          await run(db, renderOp(sqlite, item, context(before)));
          const wanted = sqlite.normalize(spec(item).apply(item, before));
          assert.deepEqual(sqlite.normalize(await live(db)).tables, wanted.tables);
        }
        await db.close();
      },
    ),
    { numRuns: 60, seed: 20261122 },
  );
});
