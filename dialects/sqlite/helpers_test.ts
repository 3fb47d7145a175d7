/**
 * What the tests of this package share: databases in memory, and a runner in few lines.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Connection, RenderContext, Statement } from "@retort/core/dialect";
import { type Op, spec } from "@retort/core/ops";
import { emptySchema, type Schema, type Table } from "@retort/core/schema";
import { sqlite } from "./mod.ts";

/** A database in memory with some tables. */
export async function memory(...setup: readonly string[]): Promise<Connection> {
  const db = await sqlite.connect?.("sqlite::memory:");
  assert.ok(db);
  for (const sql of setup) await db.execute({ sql });
  return db;
}

/** The context of a renderer. */
export function context(before: Schema = emptySchema): RenderContext {
  return { before, names: ["sqlite"], offline: false };
}

/** The live schema. */
export async function live(db: Connection): Promise<Schema> {
  const schema = await sqlite.inspect?.(db);
  assert.ok(schema);
  return schema;
}

/** One live table. */
export async function liveTable(db: Connection, name: string): Promise<Table> {
  const table = (await live(db)).tables.get(name);
  assert.ok(table);
  return table;
}

/** Runs statements as a run does: what stands around a transaction outside of it. */
export async function run(db: Connection, statements: readonly Statement[]): Promise<void> {
  const at = (side: Statement["around"]) => statements.filter((item) => item.around === side);
  for (const item of at("before")) await db.execute(item);
  try {
    await db.transaction(async () => {
      for (const item of at(undefined)) {
        if (item.violations === undefined) await db.execute(item);
        else assert.deepEqual(await db.query(item), [], item.violations);
      }
    });
  } finally {
    for (const item of at("after")) await db.execute(item);
  }
}

/** Changes one table by a rebuild of the ops together, from its live schema. */
export async function rebuild(db: Connection, ...ops: readonly Op[]): Promise<void> {
  await run(db, sqlite.rebuild?.render(ops, context(await live(db))) ?? []);
}

/** The rows of a query. */
export function rows(db: Connection, sql: string): Promise<readonly object[]> {
  return db.query({ sql });
}

/** The schema after ops. */
export function after(ops: readonly Op[], before: Schema = emptySchema): Schema {
  return ops.reduce((schema, op) => spec(op).apply(op, schema), before);
}
