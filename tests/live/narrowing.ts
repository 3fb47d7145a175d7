/**
 * Columns whose values do not fit a new type, the same on every server that minds.
 *
 * @module
 */
import assert from "node:assert/strict";
import {
  bigint,
  type ColumnBuilder,
  date,
  doublePrecision,
  integer,
  isRetortError,
  numeric,
  op,
  real,
  timestamp,
  varchar,
} from "@retort/core";
import { downgrade, plan, upgrade } from "@retort/core/commands";
import type { Connection, Dialect } from "@retort/core/dialect";
import { type ModuleProject, moduleProject, type TestRevision } from "./module_project.ts";

/** Where these stories run. */
export interface NarrowScene {
  readonly dialect: Dialect;
  readonly url: string;
  readonly connect: () => Promise<Connection>;
}

/** Values, and how many of them do not fit. */
export interface NarrowCase {
  readonly from: ColumnBuilder;
  readonly to: ColumnBuilder;
  readonly values: readonly string[];
  readonly unfit: number;
  /** What is left where the server changes values without a word. */
  readonly left?: readonly string[];
}

const cases: readonly NarrowCase[] = [
  {
    from: varchar(100),
    to: varchar(10),
    values: ["'Ann'", "'Anna Margareta'", "NULL"],
    unfit: 1,
  },
  { from: bigint(), to: integer(), values: ["1", "3000000000"], unfit: 1 },
  { from: varchar(10), to: varchar(100), values: ["'Ann'"], unfit: 0 },
  { from: integer(), to: bigint(), values: ["1"], unfit: 0 },
  {
    from: numeric(10, 4),
    to: numeric(10, 2),
    values: ["1.25", "1.2345"],
    unfit: 1,
    left: ["1.23", "1.25"],
  },
  { from: numeric(10, 2), to: integer(), values: ["2.00", "2.60"], unfit: 1, left: ["2", "3"] },
  {
    from: timestamp(),
    to: date(),
    values: ["'2026-11-22 00:00:00'", "'2026-11-22 07:30:00'"],
    unfit: 1,
    left: ["2026-11-22", "2026-11-22"],
  },
  {
    from: timestamp(6),
    to: timestamp(0),
    values: ["'2026-11-22 07:30:00'", "'2026-11-22 07:30:00.4'"],
    unfit: 1,
    left: ["2026-11-22", "2026-11-22"],
  },
  { from: date(), to: timestamp(0), values: ["'1912-06-23'"], unfit: 0 },
  {
    from: bigint(),
    to: doublePrecision(),
    values: ["9007199254740992", "9007199254740993"],
    unfit: 1,
    left: ["9.00719925", "9.00719925"],
  },
  { from: numeric(30, 4), to: doublePrecision(), values: ["0.1", "NULL", "0"], unfit: 0 },
  {
    from: doublePrecision(),
    to: real(),
    values: ["0.1", "1.00000001"],
    unfit: 1,
    left: ["0.1", "1"],
  },
];

function revisionsOf(from: ColumnBuilder, to: ColumnBuilder): readonly TestRevision[] {
  return [
    {
      revision: "a1",
      downRevision: null,
      upgrade: [op.createTable("t", { id: integer(), v: from })],
    },
    { revision: "b2", downRevision: "a1", upgrade: [op.alterColumn("t", "v", { type: to })] },
  ];
}

function refusing(project: ModuleProject): ModuleProject {
  return { ...project, settings: { ...project.settings, dataLoss: "refuse" } };
}

async function prepared(
  { dialect, url, connect }: NarrowScene,
  revisions: readonly TestRevision[],
  values: readonly string[],
): Promise<ModuleProject> {
  const project = refusing(moduleProject(dialect, url, revisions));
  const db = await connect();
  const own = ["version", "history", "journal", "lease", "schema"].map((name) => `retort_${name}`);
  for (const name of ["t", ...own]) await db.execute({ sql: `DROP TABLE IF EXISTS ${name}` });
  await upgrade(project, { target: "a1" });
  for (const value of values) await db.execute({ sql: `INSERT INTO t VALUES (1, ${value})` });
  return project;
}

/** Refused with their count; allowed, the server does what it does. */
export async function narrowed(
  scene: NarrowScene,
  given: readonly NarrowCase[] = cases,
): Promise<void> {
  for (const { from, to, values, unfit, left } of given) {
    const project = await prepared(scene, revisionsOf(from, to), values);
    const { losses } = await plan(project);
    assert.deepEqual(
      losses.map(({ object, rows }) => [object, rows]),
      unfit ? [["t.v", unfit]] : [],
    );
    if (unfit > 0) {
      await assert.rejects(() => upgrade(project, { target: "head" }), isUnfit);
      await assert.rejects(() => upgrade(project, { target: "head", keep: true }), isUnfit);
    }
    const go = () => upgrade(project, { target: "head", allowLoss: ["t.v"] });
    if (unfit > 0 && left === undefined) await assert.rejects(go, /failed at "alter column t.v/);
    else await go();
    if (left === undefined) continue;
    const rows = await (await scene.connect()).query<{ v: string }>({
      sql: "SELECT CAST(v AS CHAR(10)) AS v FROM t ORDER BY 1",
    });
    assert.deepEqual(rows.map(({ v }) => v.trim()), left);
  }
}

function isUnfit(error: unknown): boolean {
  return isRetortError(error) && error.code === "run/data-loss" && error.exit === 8 &&
    /t\.v \(1 value that does not fit/.test(error.message) && !error.hint?.includes("--keep");
}

/** What an earlier op mends is no loss; what the op itself allows neither, nor is it on the way back. */
export async function mended(scene: NarrowScene): Promise<void> {
  const [first, second] = revisionsOf(varchar(100), varchar(10));
  if (!first || !second) return assert.fail();
  const project = await prepared(scene, [first, {
    ...second,
    upgrade: [op.execute("UPDATE t SET v = substr(v, 1, 10)"), ...second.upgrade as unknown[]],
    downgrade: [op.alterColumn("t", "v", { type: varchar(5) })],
  }], ["'Anna Margareta'"]);
  await upgrade(project, { target: "head" });
  await assert.rejects(() => downgrade(project, { target: "a1" }), isUnfit);
}

/** A reason at the op counts on the way up. */
export async function allowedByOp(scene: NarrowScene): Promise<void> {
  const [first, second] = revisionsOf(numeric(10, 4), numeric(10, 2));
  if (!first || !second) return assert.fail();
  const type = numeric(10, 2);
  const project = await prepared(scene, [first, {
    ...second,
    upgrade: [op.alterColumn("t", "v", { type }, { allowLoss: "cents are enough" })],
  }], ["1.2345"]);
  await upgrade(project, { target: "head" });
}
