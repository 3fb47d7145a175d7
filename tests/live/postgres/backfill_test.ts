/** Rows changed in batches. */
import assert from "node:assert/strict";
import { boolean, char, integer, migrate, op, real, sql, timestamptz, uuid } from "@retort/core";
import { postgres } from "@retort/postgres";
import { bytea, int4range } from "@retort/postgres/types";
import { scenarios, serverScenarios } from "../backfill_scenarios.ts";
import { touches } from "../backfills.ts";
import { liveTest } from "./server.ts";

const keys = {
  uuid: [uuid(), ["6ba7b810-9dad-11d1-80b4-00c04fd430c8", "00000000-0000-0000-0000-000000000000"]],
  bytea: [bytea(), [{ bytes: "" }, { bytes: "00ff" }, { bytes: "01" }, { bytes: "5c27" }]],
  moment: [timestamptz(6), [
    "2026-03-29 00:59:59.999999+00",
    "2026-03-29 01:00:00.000001+02",
    "2026-10-25 02:30:00+02",
    "2026-10-25 02:30:00+01",
    "-infinity",
  ]],
  real: [real(), [0.1, 0.2, 1.5, -7, 1e10]],
  char: [char(5), ["a", "ab", "b c"]],
  truth: [boolean(), [true, false]],
  range: [int4range(), ["[1,3)", "[1,4)", "empty"]],
} as const;

for (const [name, work] of Object.entries({ ...scenarios, ...serverScenarios })) {
  liveTest(name, async ({ url, connect }) => {
    const numbers = (n: number): string => `SELECT generate_series(1, ${n}) AS i`;
    await work({ dialect: postgres, keys, url, connect, numbers });
  });
}

for (const schema of ["public", "other"]) {
  liveTest(`a backfill finds a table of the schema ${schema}`, async ({ url, connect }) => {
    const db = await connect();
    await db.execute({ sql: "CREATE SCHEMA other" });
    const set = { touched: sql`touched + 1` };
    const upgrade = [
      op.createTable("t", { id: integer().primaryKey(), touched: integer() }, [], { schema }),
      op.bulkInsert("t", [1, 2, 3].map((id) => ({ id, touched: 0 })), { schema }),
      op.backfill("touch", { table: "t", schema, set, batch: 2 }),
    ];
    const revisions = [{ revision: "a", downRevision: null, upgrade }];
    await migrate({ dialect: postgres, url, revisions, versionSchema: schema });
    assert.deepEqual(await touches(db, `${schema}.t`), [[1, 3]]);
  });
}
