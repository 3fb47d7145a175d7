/** Law 5 on a real PostgreSQL: what was made is what is read, and nothing is left to change. */
import assert from "node:assert/strict";
import { diffSchemas } from "@retort/core/diff";
import type { Op } from "@retort/core/ops";
import { canonical, emptySchema, type Schema } from "@retort/core/schema";
import { postgres } from "@retort/postgres";
import fc from "fast-check";
import { runs } from "../../laws/arbitraries.ts";
import { type Live, runOps } from "../golden.ts";
import { postgresSchema } from "./arbitraries.ts";
import { liveTest, reset } from "./server.ts";

function difference(from: Schema, to: Schema): readonly Op[] {
  const cx = { types: postgres.types, comments: true };
  return diffSchemas(postgres.normalize(from), postgres.normalize(to), cx).ops;
}

async function inspected({ db, dialect }: Live): Promise<Schema> {
  return await dialect.inspect?.(db) ?? emptySchema;
}

/** An empty database with the schema and the enum that generated schemas use. */
async function fresh({ db }: Live): Promise<void> {
  await reset(db);
  await db.execute({ sql: "CREATE SCHEMA audit; CREATE TYPE mood AS ENUM ('happy', 'it''s sad')" });
}

/** What there is but for the schema and the enum, which were there before. */
async function tablesOf(live: Parameters<typeof inspected>[0]): Promise<Schema> {
  const { enums: _enums, schemas: _schemas, ...schema } = await inspected(live);
  return schema;
}

/** Schemas as text by lines, so that a failure shows what differs. */
function lines(schema: Schema): unknown {
  return JSON.parse(canonical(schema));
}

liveTest("law 5 on PostgreSQL: inspecting what was rendered gives the schema", async (database) => {
  const live = { db: await database.connect(), dialect: postgres };
  await fc.assert(
    fc.asyncProperty(postgresSchema, async (wanted) => {
      await fresh(live);
      const ops = [...wanted.tables.values()].map((table): Op => ({ kind: "createTable", table }));
      await runOps(live, { ops, state: emptySchema });
      const found = await tablesOf(live);
      assert.deepEqual(lines(postgres.normalize(found)), lines(postgres.normalize(wanted)));
      assert.deepEqual(difference(found, wanted), []);
      assert.deepEqual(difference(wanted, found), []);
    }),
    { ...runs, numRuns: 100 },
  );
});

liveTest("law 5 on PostgreSQL: what was read makes the same again", async (database) => {
  const live = { db: await database.connect(), dialect: postgres };
  await fc.assert(
    fc.asyncProperty(postgresSchema, async (wanted) => {
      await fresh(live);
      await runOps(live, { ops: difference(emptySchema, wanted), state: emptySchema });
      const first = await tablesOf(live);
      await fresh(live);
      await runOps(live, { ops: difference(emptySchema, first), state: emptySchema });
      assert.deepEqual(lines(await tablesOf(live)), lines(first));
    }),
    { ...runs, numRuns: 50 },
  );
});
