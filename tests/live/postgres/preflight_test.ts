/** Preflights on PostgreSQL. */
import assert from "node:assert/strict";
import {
  check,
  type ColumnBuilder,
  doublePrecision,
  enumeration,
  foreignKey,
  integer,
  op,
  real,
  sql,
} from "@retort/core";
import { preflight, upgrade } from "@retort/core/commands";
import { postgres } from "@retort/postgres";
import { array } from "@retort/postgres/types";
import { moduleProject } from "../module_project.ts";
import { bothDirections, reports } from "../preflight.ts";
import { type Case, retyped } from "../preflight_cases.ts";
import { liveTest } from "./server.ts";

const options = { postgres: { notValid: true } };
const infinite = { columns: { a: doublePrecision() }, rows: [["Infinity"], ["NaN"]] };

/** What leaves rows alone, and numbers that only some types have. */
const own: readonly Case[] = [
  {
    name: "check that is not valid",
    columns: { a: integer() },
    rows: [[-1]],
    ops: (t) => [op.addConstraint(t, check(`ck_${t}`, sql`a > 0`, { options }))],
  },
  {
    name: "key that is not valid",
    columns: { a: integer() },
    rows: [[7]],
    ops: (t) => [
      op.addConstraint(
        t,
        foreignKey(["a"]).references(t, ["id"], { name: `fk_${t}`, options }),
      ),
    ],
  },
  { name: "infinite", ...infinite, ops: (t) => [op.alterColumn(t, "a", { type: real() })] },
  ...retyped(doublePrecision(), real(), [1e39, 1e-50, 0.1]),
];

liveTest("rows are said to be in the way if and only if they are", ({ url }) => {
  return bothDirections({ dialect: postgres, url, expressions: true, own });
});

liveTest("counts, keys and what was not looked at", ({ url }) => {
  return reports({ dialect: postgres, url, expressions: true });
});

const mood = (): ColumnBuilder => enumeration("mood", ["sad", "calm", "happy"]);

/** A row that is in the way stands in each of these columns, and one that is not in `calm`. */
const made = [
  op.createSchema("audit"),
  op.createEnum("mood", ["sad", "calm", "happy"]),
  op.createTable("people", { id: integer().primaryKey(), mood: mood() }),
  op.createTable("calm", { id: integer().primaryKey(), mood: mood() }),
  op.createTable("log", { moods: array("mood"), mood: mood() }, [], { schema: "audit" }),
  op.execute("insert into people values (1, 'calm'), (2, 'sad'), (3, null), (4, 'sad')"),
  op.execute("insert into calm values (1, 'calm')"),
  op.execute("insert into audit.log values ('{happy,sad}', 'sad'), ('{}', null), ('{calm}', null)"),
];

const removals = [
  { revision: "a1", downRevision: null, upgrade: made },
  { revision: "b2", downRevision: "a1", upgrade: [op.addEnumValue("mood", "new")] },
  {
    revision: "c3",
    downRevision: "b2",
    upgrade: [
      op.renameTable("people", "persons"),
      op.renameEnumValue("mood", "sad", "blue"),
      op.removeEnumValue("mood", "blue"),
      op.removeEnumValue("mood", "new"),
      op.removeEnumValue("mood", "calm", { replaceWith: "happy" }),
    ],
    downgrade: [],
  },
];

liveTest("rows that hold a value which goes are counted, also in arrays", async ({ url }) => {
  const project = moduleProject(postgres, url, removals);
  await upgrade(project, { target: "a1" });
  const { obstacles, unchecked, checked } = await preflight(project);
  assert.deepEqual(
    obstacles.map(({ kind, table, what: [column], wanted, count, examples }) => [
      ...[kind, `${table}.${column}`, wanted, count, examples],
    ]),
    [
      ["values", "audit.log.moods", "sad", 1, []],
      ["values", "audit.log.mood", "sad", 1, []],
      ["values", "people.mood", "sad", 2, [{ id: 2 }, { id: 4 }]],
    ],
  );
  assert.deepEqual([unchecked, checked], [[], 8]);
  await assert.rejects(() => upgrade(project, { target: "head" }), {
    code: "run/op-failed",
    message: /breaks? the removal of "blue" from enum mood/,
  });
  const db = await project.connect();
  await db.execute({ sql: "update people set mood = 'calm'" });
  await db.execute({ sql: "delete from audit.log" });
  assert.deepEqual((await preflight(project)).obstacles, []);
  await db.close();
  assert.deepEqual((await upgrade(project, { target: "head" })).to, ["c3"]);
});
