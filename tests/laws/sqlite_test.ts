import assert from "node:assert/strict";
import { renderOp } from "@retort/core/dialect";
import { canonical, emptySchema } from "@retort/core/schema";
import fc from "fast-check";
import { schemas } from "../live/sqlite/arbitraries.ts";
import { sqlite } from "@retort/sqlite";

const cx = { before: emptySchema, names: ["sqlite"], offline: true };

Deno.test("inspect() of a rendered schema is the normalized schema", async () => {
  await fc.assert(
    fc.asyncProperty(schemas, async (schema) => {
      const db = await sqlite.connect?.("sqlite::memory:");
      assert.ok(db);
      for (const table of schema.tables.values()) {
        for (const statement of renderOp(sqlite, { kind: "createTable", table }, cx)) {
          await db.execute(statement);
        }
      }
      const live = await sqlite.inspect?.(db);
      await db.close();
      assert.ok(live);
      const wanted = JSON.parse(canonical(sqlite.normalize(schema)));
      assert.deepEqual(JSON.parse(canonical(sqlite.normalize(live))), wanted);
    }),
    { numRuns: 200, seed: 20261122 },
  );
});

Deno.test("normalize() of a normalized schema changes nothing", () => {
  fc.assert(
    fc.property(schemas, (schema) => {
      const once = sqlite.normalize(schema);
      assert.equal(canonical(sqlite.normalize(once)), canonical(once));
    }),
    { numRuns: 200, seed: 20261122 },
  );
});
