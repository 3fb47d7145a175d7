/** Rows changed in batches. */
import { blob, doublePrecision } from "@retort/core";
import { sqlite } from "@retort/sqlite";
import { untyped } from "@retort/sqlite/types";
import { scenarios } from "../backfill_scenarios.ts";
import type { Scene } from "../backfills.ts";

const keys = {
  blob: [blob(), [{ bytes: "" }, { bytes: "00ff" }, { bytes: "01" }]],
  double: [doublePrecision(), [-1.5, 0.1, 0.30000000000000004, 1e21, 5]],
  untyped: [untyped(), [3, "3", 2.5, "a", { bytes: "61" }, { bigint: "9007199254740993" }]],
} as const;

async function withScene(work: (scene: Scene) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "retort_backfill_" });
  const url = `sqlite:${folder}/app.db`;
  try {
    await work({
      dialect: sqlite,
      keys,
      url,
      async connect() {
        const db = await sqlite.connect?.(url);
        if (!db) throw new Error("no connection");
        return db;
      },
      numbers: (n) =>
        `WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < ${n}) SELECT i FROM r`,
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

for (const [name, work] of Object.entries(scenarios)) {
  Deno.test(name, () => withScene(work));
}
