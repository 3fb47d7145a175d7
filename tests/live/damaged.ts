/**
 * A record of the schema that something else has changed: no command believes it or hides what it
 * may have said, a run still ends well, and a stamp writes it anew.
 *
 * @module
 */
import assert from "node:assert/strict";
import { adoptDrift, heal, type Project, stamp, status, upgrade } from "@retort/core/commands";
import { integer, op } from "@retort/core";
import type { Connection } from "@retort/core/dialect";
import type { RunEvent } from "@retort/core/run";
import { driftIn } from "./autogenerate.ts";
import type { HandDatabase } from "./drift.ts";
import { moduleProject } from "./module_project.ts";

const damages: readonly (readonly [sql: string, problem: string])[] = [
  [
    "update retort_schema set definition = '{' where object = 'record'",
    `the definition in the row "record" cannot be read`,
  ],
  [
    "update retort_schema set definition = '5' where object = 'record'",
    `the definition in the row "record" cannot be read`,
  ],
  [
    `update retort_schema set definition = '{"rows":"a1"}' where object = 'record'`,
    `the definition in the row "record" cannot be read`,
  ],
  ["delete from retort_schema where object = 'record'", 'the row "record" is missing'],
  [
    "update retort_schema set definition = '{' where name = 't_a1'",
    "the definition of table t_a1 is not as it was written",
  ],
  [
    "update retort_schema set definition = '{}' where name = 't_a1'",
    "the definition of table t_a1 is not as it was written",
  ],
  ["delete from retort_schema where name = 't_a1'", "its rows are not those that were written"],
];

const ids = damages.flatMap((_, at) => [`a${2 * at + 1}`, `a${2 * at + 2}`]);

/** Damages the record in each way, runs, and has it written anew. */
export async function survivesDamage({ dialect, url, connect }: HandDatabase): Promise<void> {
  const project = moduleProject(
    dialect,
    url,
    ids.map((revision, at) => ({
      revision,
      downRevision: ids[at - 1] ?? null,
      upgrade: [op.createTable(`t_${revision}`, { id: integer() })],
    })),
  );
  await upgrade(project, { target: "a1" });
  const db = await connect();
  try {
    await damageAll(project, db);
  } finally {
    await db.close();
  }
}

async function damageAll(project: Project, db: Connection): Promise<void> {
  for (const [at, [sql, problem]] of damages.entries()) {
    const [from = "", to = ""] = ids.slice(2 * at);
    if (at > 0) await upgrade(project, { target: from });
    assert.deepEqual(await driftIn(project), [], sql);
    await db.execute({ sql });
    await db.execute({ sql: `alter table t_${from} add column note varchar(9)` });
    await refusesAll(project, problem, from);
    assert.deepEqual(await toldBy(project, to), [
      `${messageFor(problem)}; ${hintFor(to)}`,
    ]);
    await refusesAll(project, problem, to);
    const { notRecorded } = await stamp(project, { targets: [to] });
    assert.equal(notRecorded, undefined);
    const { drift, unmanaged } = await status(project);
    assert.deepEqual([drift, unmanaged], [[], []], "what is there was declared to be right");
  }
}

async function refusesAll(project: Project, problem: string, row: string): Promise<void> {
  const words = { message: messageFor(problem), hint: hintFor(row) };
  const error = { code: "drift/damaged-record", ...words };
  await assert.rejects(status(project), error);
  await assert.rejects(heal(project), error);
  if (row === ids.at(-1)) await assert.rejects(adoptDrift(project), error);
}

/** Runs to a revision; gives what was said of the record. */
async function toldBy(project: Project, target: string): Promise<readonly string[]> {
  const told: string[] = [];
  const { steps } = await upgrade(project, { target, listener: listen });
  assert.deepEqual(steps.map(({ revision }) => revision), [target], "the run ends well");
  return told;

  function listen(event: RunEvent): void {
    if (event.kind === "not-recorded") told.push(`${event.problem}; ${event.hint}`);
  }
}

function messageFor(problem: string): string {
  return `The record of the schema in the table retort_schema is damaged: ${problem}`;
}

function hintFor(row: string): string {
  return `see that the schema is right ("retort check"), then "retort stamp ${row}" records it as it is`;
}
