/** Preflights on SQLite. */
import assert from "node:assert/strict";
import { integer, op, real, text } from "@retort/core";
import { preflight, upgrade } from "@retort/core/commands";
import { sqlite } from "@retort/sqlite";
import { moduleProject } from "../module_project.ts";
import { bothDirections, reports } from "../preflight.ts";
import type { PreflightScene } from "../preflight_cases.ts";

async function withFile(work: (scene: PreflightScene) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "retort_preflight_" });
  try {
    await work({ dialect: sqlite, url: `sqlite:${folder}/app.db`, expressions: true });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("rows are said to be in the way if and only if they are", () => withFile(bothDirections));

Deno.test("counts, keys and what was not looked at", () => withFile(reports));

Deno.test("a STRICT table refuses what does not become the type of its column", async () => {
  const made = [
    "create table t (id integer primary key, a any, b text, c text) strict",
    "insert into t values (1, '7', '7', '1.5'), (2, 'x', 'x', 'x'), (3, 7.0, '1.5', '7'), (4, null, null, null)",
  ];
  await withFile(async ({ dialect, url }) => {
    const project = moduleProject(dialect, url, [
      { revision: "a", downRevision: null, upgrade: made.map((sql) => op.execute(sql)) },
      {
        revision: "b",
        downRevision: "a",
        upgrade: [
          op.alterColumn("t", "a", { type: text() }),
          op.alterColumn("t", "b", { type: integer() }),
          op.alterColumn("t", "c", { type: real() }),
        ],
      },
    ], { recordSchema: false });
    await upgrade(project, { target: "a" });
    const found = async (): Promise<unknown> =>
      (await preflight(project)).obstacles.map(({ what, examples }) => [what, examples]);
    assert.deepEqual(await found(), [
      [["b"], [{ id: 2 }, { id: 3 }]],
      [["c"], [{ id: 2 }]],
    ]);
    await assert.rejects(upgrade(project, { target: "head" }), { code: "run/op-failed" });
    const db = await project.connect();
    await db.execute({ sql: "delete from t where id in (2, 3)" });
    await db.close();
    assert.deepEqual(await found(), []);
    await upgrade(project, { target: "head" });
  });
});
