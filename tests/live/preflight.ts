/**
 * What a preflight must say, the same on every server: that rows are in the way if and only if the
 * upgrade then fails.
 *
 * @module
 */
import assert from "node:assert/strict";
import { integer, isRetortError, op, varchar } from "@retort/core";
import { preflight, type PreflightReport, upgrade } from "@retort/core/commands";
import { type ModuleProject, moduleProject } from "./module_project.ts";
import { type Case, casesFor, type PreflightScene, refer } from "./preflight_cases.ts";

function projectFor(
  { dialect, url }: PreflightScene,
  { columns, rows, first, ops }: Case,
  table: string,
): ModuleProject {
  const names = ["id", ...Object.keys(columns)];
  const data = rows.map((row, at) =>
    Object.fromEntries(names.map((name, n) => [name, [at + 1, ...row][n] ?? null]))
  );
  const made = [
    op.createTable(table, { id: integer().primaryKey(), ...columns }),
    ...(data.length === 0 ? [] : [op.bulkInsert(table, data)]),
  ];
  const filled = first ? [{ revision: "b0", downRevision: "a", upgrade: first(table) }] : [];
  return moduleProject(dialect, url, [
    { revision: "a", downRevision: null, upgrade: made },
    ...filled,
    { revision: "b", downRevision: first ? "b0" : "a", upgrade: ops(table) },
  ], { versionTable: `${table}_version`, recordSchema: false });
}

async function fails(project: ModuleProject): Promise<boolean> {
  try {
    await upgrade(project, { target: "head" });
    return false;
  } catch (error) {
    if (isRetortError(error) && error.code === "run/op-failed") return true;
    throw error;
  }
}

/** Says that rows are in the way if and only if they are. */
export async function bothDirections(scene: PreflightScene): Promise<void> {
  const wrong: string[] = [];
  for (const [at, item] of casesFor(scene).entries()) {
    const project = projectFor(scene, item, `t${at}`);
    await upgrade(project, { target: "a" });
    const report = await preflight(project);
    if (item.unchecked) {
      assert.equal(report.unchecked.length, 1, item.name);
      continue;
    }
    const said = report.obstacles.length > 0;
    const failed = await fails(project);
    const missed = report.unchecked.map(({ why }) => why).join();
    if (said !== failed || missed !== "") {
      wrong.push(`${item.name}: said ${said}, failed ${failed} ${missed}`);
    }
  }
  assert.deepEqual(wrong, []);
}

/** Counts, keys and places are those of the rows. */
export async function reports(scene: PreflightScene): Promise<void> {
  const item: Case = {
    name: "",
    columns: { a: integer(), b: varchar(9) },
    rows: [...Array(12).keys()].map((n) => [n < 11 ? null : 99, n < 2 ? "x" : String(n)]),
    ops: (t) => [
      op.alterColumn(t, "a", { nullable: false }),
      op.createUniqueConstraint(`uq_${t}`, t, ["b"]),
      ...refer(t),
      op.createTable(`${t}_new`, { id: integer().primaryKey(), n: integer() }),
      op.bulkInsert(`${t}_new`, [{ id: 1, n: 1 }]),
      op.createUniqueConstraint(`uq_${t}_new`, `${t}_new`, ["n"]),
    ],
  };
  const project = projectFor(scene, item, "looked");
  await upgrade(project, { target: "a" });
  const { pending, checked, obstacles, unchecked }: PreflightReport = await preflight(project);
  assert.deepEqual([pending, checked], [["b"], 3]);
  const ids = [...Array(10).keys()].map((n) => ({ id: n + 1 }));
  assert.deepEqual(
    obstacles.map(({ kind, what, count, examples }) => [kind, what, count, examples]),
    [
      ["nulls", ["a"], 11, ids],
      ["duplicates", ["b"], 1, [{ b: "x" }]],
      ["orphans", ["a"], 1, [{ id: 12 }]],
    ],
  );
  assert.deepEqual(unchecked.map(({ why }) => why), [
    'it depends on "create table looked_new" of b, which has not run',
  ]);
  await onlyReads(scene, project);
}

/** In the transaction of a preflight nothing can be written; after it everything can. */
async function onlyReads({ dialect }: PreflightScene, project: ModuleProject): Promise<void> {
  const db = await project.connect();
  try {
    await assert.rejects(
      dialect.preflight?.readOnly(db, () => db.execute({ sql: "DELETE FROM looked" })) ??
        Promise.resolve(),
      (error) => isRetortError(error) && error.code.startsWith("database/"),
    );
    assert.equal(await db.execute({ sql: "DELETE FROM looked WHERE id = 1" }), 1);
  } finally {
    await db.close();
  }
}
