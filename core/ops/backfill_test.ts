import assert from "node:assert/strict";
import { emptySchema, index, integer, sql, text, unique, unknownSchema } from "../schema/mod.ts";
import { isRetortError } from "../errors/mod.ts";
import { backfill, batchOf, keyOf, pauseOf } from "./backfill.ts";
import { createTable } from "./tables.ts";
import { applyAll, reverseAll, spec } from "./mod.ts";

const set = { note: "x" };
const table = createTable("posts", { id: integer().primaryKey(), note: text() });

function refused(code: string, words: RegExp): (error: unknown) => boolean {
  return (error) => isRetortError(error) && error.code === code && words.test(error.message);
}

Deno.test("what is not told has a standard", () => {
  const op = backfill("fill", { table: "posts", set });
  assert.deepEqual(op, { kind: "backfill", name: "fill", table: "posts", set });
  assert.deepEqual([batchOf(op), pauseOf(op)], [5000, 0]);
  const other = backfill("fill", { table: "posts", set, batch: 7, pause: "2s" });
  assert.deepEqual([batchOf(other), pauseOf(other)], [7, 2000]);
});

Deno.test("arguments that make no backfill are refused", () => {
  const bad: readonly (readonly [object, RegExp])[] = [
    [{ set: {} }, /set names no column/],
    [{ reverse: { set: {} } }, /set names no column/],
    [{ key: [] }, /key names no column/],
    [{ batch: 0 }, /batch is 0/],
    [{ batch: 1.5 }, /batch is 1.5/],
    [{ pause: "50" }, /pause is "50"/],
    [{ pause: "1h" }, /pause is "1h"/],
    [{ key: ["note"] }, /"note" is a column of the key/],
    [{ key: ["id"], reverse: { set: { id: 1 } } }, /"id" is a column of the key/],
  ];
  for (const [options, words] of bad) {
    assert.throws(
      () => backfill("fill", { table: "posts", set, ...options }),
      refused("op/bad-argument", words),
    );
  }
  assert.throws(() => backfill(" ", { table: "posts", set }), refused("op/bad-argument", /a name/));
});

Deno.test("the schema is as before, where the table has what it names", () => {
  const before = applyAll([table], emptySchema);
  assert.equal(applyAll([backfill("fill", { table: "posts", set })], before), before);
  const apply = (options: object): () => unknown => () =>
    applyAll([backfill("fill", { table: "posts", set, ...options })], before);
  assert.throws(apply({ table: "nowhere" }), refused("op/missing", /nowhere/));
  assert.throws(apply({ set: { other: 1 } }), refused("op/missing", /other/));
  assert.throws(apply({ key: ["other"] }), refused("op/no-key", /nothing keeps other unique/));
  assert.throws(apply({ set: { id: 1 } }), refused("op/bad-argument", /"id" is a column/));
});

Deno.test("a key is unique, and its columns go in the order of its index", () => {
  const { table: members } = createTable("members", {
    a: integer().notNull(),
    b: integer().notNull(),
    c: text().notNull(),
    note: text(),
  }, [
    unique(["b", "a"]),
    index("part", ["c"], { unique: true, where: sql`c <> ''` }),
    index("words", [{ column: "c", collation: "nocase" }], { unique: true }),
    index("plain", ["a"]),
  ]);
  const find = (key?: readonly string[]): readonly string[] =>
    keyOf(backfill("fill", { table: "members", set, ...(key ? { key } : {}) }), members);
  assert.deepEqual(find(["a", "b"]), ["b", "a"]);
  assert.throws(() => find(), refused("op/no-key", /no primary key/));
  for (const key of [["a"], ["c"], ["a", "b", "c"]]) {
    assert.throws(() => find(key), refused("op/no-key", /nothing keeps/));
  }
});

Deno.test("without reverse it can't be taken back, with it there and back again", () => {
  assert.equal(reverseAll([backfill("fill", { table: "t", set })], unknownSchema), null);
  const op = backfill("fill", {
    table: "t",
    set,
    where: "note is null",
    batch: 10,
    reverse: { set: { note: null } },
  });
  const [back] = reverseAll([op], unknownSchema) ?? [];
  assert.ok(back?.kind === "backfill" && "set" in back);
  assert.deepEqual(back.set, { note: null });
  assert.equal(back.where, undefined);
  assert.equal(back.batch, 10);
  assert.deepEqual(spec(back).reverse(back, unknownSchema), op);
});
