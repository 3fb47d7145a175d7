import assert from "node:assert/strict";
import { addColumn, createIndex, createTable, dropTable } from "../ops/mod.ts";
import { integer } from "../schema/mod.ts";
import { rewriter } from "./rewriter.ts";

const draft = {
  revision: "a1",
  message: "x",
  down: [],
  upgrade: [
    createTable("users", { id: integer() }),
    addColumn("posts", "author", integer()),
    dropTable("old"),
  ],
};

Deno.test("rewriter() replaces, multiplies and drops ops by their kinds, and leaves the others", () => {
  const found = rewriter({
    dropTable: () => [],
    addColumn: (op) => [op, createIndex("ix", op.table, ["author"])],
    createTable: () => undefined,
  })(draft);
  assert.deepEqual(found.upgrade.map(({ kind }) => kind), [
    "createTable",
    "addColumn",
    "createIndex",
  ]);
  assert.equal(found.downgrade, undefined);
});

Deno.test("rewriter() tells each set of rules what the one before it has left", () => {
  const told: string[] = [];
  const found = rewriter(
    { addColumn: () => dropTable("posts") },
    {
      dropTable({ name }, { upgrade, message }) {
        told.push(`${message} ${name} of ${upgrade.length}`);
        return [];
      },
    },
  )(draft);
  assert.deepEqual(told, ["x posts of 3", "x old of 3"]);
  assert.equal(found.upgrade.length, 1);
});
