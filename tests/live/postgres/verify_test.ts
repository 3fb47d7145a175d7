/** Verifications on PostgreSQL. */
import assert from "node:assert/strict";
import { integer, op } from "@retort/core";
import { verify } from "@retort/core/commands";
import {
  addPluginObject,
  defineNoun,
  defineOp,
  definePlugin,
  plugDialect,
  removePluginObject,
} from "@retort/core/plugin";
import { type PluginObject, pluginObject, sql } from "@retort/core/schema";
import { postgres } from "@retort/postgres";
import { withDatabase } from "../../servers/postgres.ts";
import { changedValues, givenScratch, verdicts, wrongWays } from "../verify.ts";
import { liveTest, server } from "./server.ts";
import { moduleProject } from "../module_project.ts";
import { takenBack } from "../verified_models.ts";
import { groundOf } from "./ground.ts";

liveTest("each revision gets the verdict that its rows show", async ({ url, connect }) => {
  await verdicts({ dialect: postgres, url });
  const left = await (await connect()).query({ sql: "SELECT datname AS name FROM pg_database" });
  assert.deepEqual(left.filter(({ name }) => String(name).startsWith("retort_scratch_")), []);
});

liveTest("ways back that are wrong are found", ({ url }) => wrongWays({ dialect: postgres, url }));

liveTest("values that come back as others are a loss", ({ url }) => {
  return changedValues({ dialect: postgres, url });
});

liveTest("a scratch database of the user must be empty, and is left so", async ({ url }) => {
  await withDatabase(server(), "scratch", async (scratch) => {
    await givenScratch({ dialect: postgres, url, scratch: scratch.url });
  });
});

liveTest("generated models are taken back", async ({ url, connect }) => {
  // A change of type that the server does not make by itself, in one direction or the other.
  const expected = /cannot know how to turn|element type of "anyarray"/;
  const ground = groundOf(await connect());
  await takenBack({ ...ground, url }, { count: 5, seed: 7, expected });
});

const source = { from: "./guards.ts", name: "guard" };

/** A trigger that a plugin calls a guard; the dialect reads it, too. */
function guardOf(table: string): PluginObject {
  return pluginObject({ noun: "guards:guard", name: "guard", table, data: {} });
}

const addGuard = defineOp({
  kind: "guards:add",
  source,
  build: (table: string) => ({ table }),
  args: ({ table }) => [table],
  describe: ({ table }) => `guard ${table}`,
  reverse: ({ table }) => dropGuard(table),
  apply: ({ table }, schema) => addPluginObject(schema, guardOf(table), `guard ${table}`),
  render: {
    postgres: ({ table }) => [
      sql`CREATE TRIGGER guard BEFORE UPDATE ON ${sql.name(table)} FOR EACH ROW
        EXECUTE FUNCTION suppress_redundant_updates_trigger()`,
    ],
  },
});

const dropGuard = defineOp({
  kind: "guards:drop",
  source,
  build: (table: string) => ({ table }),
  args: ({ table }) => [table],
  describe: ({ table }) => `stop guarding ${table}`,
  apply: ({ table }, schema) => removePluginObject(schema, guardOf(table), `drop it`),
  render: { postgres: ({ table }) => [sql`DROP TRIGGER guard ON ${sql.name(table)}`] },
});

const guards = definePlugin({
  name: "guards",
  ops: [addGuard, dropGuard],
  nouns: [defineNoun({
    noun: "guards:guard",
    create: ({ table = "" }) => addGuard(table),
    drop: ({ table = "" }) => dropGuard(table),
    inspect: {
      postgres: async (db) => {
        const rows = await db.query<{ table: string }>(
          sql`SELECT tgrelid::regclass::text AS table FROM pg_trigger WHERE tgname = 'guard'`,
        );
        return rows.map(({ table }) => guardOf(table));
      },
    },
  })],
});

liveTest("a scratch database is emptied of what a plugin knows and the dialect too", ({ url }) => {
  return withDatabase(server(), "scratch", async (scratch) => {
    const upgrade = [
      op.createTable("notes", { id: integer().primaryKey() }),
      addGuard("notes"),
    ];
    const revisions = [{ revision: "a1", downRevision: null, upgrade }];
    const project = moduleProject(plugDialect(postgres, [guards]), url, revisions);
    const { revisions: found } = await verify(project, { write: false, scratch: scratch.url });
    assert.equal(found.length, 1);
    const left = await postgres.inspect?.(await scratch.connect());
    assert.deepEqual([...left?.tables.keys() ?? []], []);
  });
});
