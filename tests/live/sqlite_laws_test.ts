/** Law 5 on a real SQLite: what was made is what is read, and nothing is left to change. */
import assert from "node:assert/strict";
import type { Connection, Dialect } from "@retort/core/dialect";
import { diffSchemas } from "@retort/core/diff";
import { applyAll, type Op } from "@retort/core/ops";
import { canonical, emptySchema, type Schema } from "@retort/core/schema";
import fc from "fast-check";
import { dialects, statementsOf } from "../golden/golden.ts";
import { runs, schema, step } from "../laws/arbitraries.ts";

const sqlite = (await dialects()).get("sqlite");
const ready = sqlite?.connect !== undefined && sqlite.inspect !== undefined;

async function withDatabase(
  work: (db: Connection, dialect: Dialect) => Promise<void>,
): Promise<void> {
  const db = await sqlite?.connect?.("sqlite::memory:");
  if (!db || !sqlite) return;
  try {
    await db.execute({ sql: "pragma foreign_keys = off" });
    await work(db, sqlite);
  } finally {
    await db.close();
  }
}

/** Runs ops; generated foreign keys point where they like, so they are not checked. */
async function run(db: Connection, ops: readonly Op[], state: Schema): Promise<void> {
  if (!sqlite) return;
  for (const item of statementsOf(ops, state, sqlite)) {
    if (item.violations === undefined) await db.execute(item);
  }
}

function difference(dialect: Dialect, from: Schema, to: Schema): readonly Op[] {
  const cx = { types: dialect.types, comments: dialect.can.comments };
  return diffSchemas(dialect.normalize(from), dialect.normalize(to), cx).ops;
}

Deno.test({
  name: "law 5 on SQLite: inspecting what was rendered gives the schema, and no difference",
  ignore: !ready,
  fn: async () => {
    await fc.assert(
      fc.asyncProperty(schema, (wanted) =>
        withDatabase(async (db, dialect) => {
          await run(db, difference(dialect, emptySchema, wanted), emptySchema);
          const live = await dialect.inspect?.(db) ?? emptySchema;
          assert.equal(canonical(dialect.normalize(live)), canonical(dialect.normalize(wanted)));
          assert.deepEqual(difference(dialect, live, wanted), []);
        })),
      { ...runs, numRuns: 400 },
    );
  },
});

Deno.test({
  name: "law 5 on SQLite: an op does to the database what it does to the schema",
  ignore: !ready,
  fn: async () => {
    await fc.assert(
      fc.asyncProperty(step, ([state, op]) =>
        withDatabase(async (db, dialect) => {
          await run(db, difference(dialect, emptySchema, state), emptySchema);
          await run(db, [op], state);
          const live = await dialect.inspect?.(db) ?? emptySchema;
          assert.deepEqual(difference(dialect, live, applyAll([op], state)), []);
        })),
      { ...runs, numRuns: 400 },
    );
  },
});
