import assert from "node:assert/strict";
import { isRetortError } from "../errors/mod.ts";
import { downgradePath, upgradePath } from "../graph/mod.ts";
import * as op from "../ops/builders.ts";
import { date, emptySchema, integer } from "../schema/mod.ts";
import type { SourceFile, Store } from "../source/mod.ts";
import { bookkeepingOf, isOwn } from "./bookkeeping.ts";
import { migrationsOf } from "./migration.ts";
import { readRevisions, revisionsOf } from "./revisions.ts";
import { advance, stateAt } from "./state.ts";

const cx = { dialect: "sqlite", flavour: "sqlite", x: {}, offline: false };
const first = {
  revision: "a",
  downRevision: null,
  upgrade: [op.createTable("users", { id: integer().primaryKey() })],
};
const second = { revision: "b", downRevision: "a", upgrade: [op.dropTable("users")] };

function memoryStore(files: readonly SourceFile[], modules: Record<string, unknown>): Store & {
  readonly loaded: string[];
} {
  const loaded: string[] = [];
  return {
    loaded,
    list: () => Promise.resolve(files),
    load(paths) {
      loaded.push(...paths);
      return Promise.resolve(paths.map((path) => modules[path]));
    },
    write: ({ path }) => Promise.resolve(path),
  };
}

Deno.test("readRevisions() imports only what it can't read", async () => {
  const store = memoryStore([
    {
      path: "a.ts",
      text: '/** one */\nexport const revision = "a";\nexport const downRevision = null;',
    },
    { path: "b.ts", text: "/** two */\nexport const { revision, downRevision, upgrade } = x;" },
  ], { "b.ts": second, "a.ts": first });
  const set = await readRevisions(store);
  assert.deepEqual(store.loaded, ["b.ts"]);
  assert.equal(set.graph.heads[0]?.id, "b");
  assert.equal(set.graph.get("b")?.message, "two");
  await set.load(["a"]);
  assert.deepEqual(store.loaded, ["b.ts", "a.ts"]);
});

Deno.test("load() refuses a module that is not the revision its text says", async () => {
  const text = 'export const revision = "a";\nexport const downRevision = null;';
  const set = await readRevisions(memoryStore([{ path: "a.ts", text }], { "a.ts": second }));
  await assert.rejects(
    () => set.load(["a"]),
    (error) => isRetortError(error) && error.code === "source/bad-export",
  );
});

Deno.test("migrationsOf() derives a downgrade from the state before the revision", async () => {
  const set = revisionsOf([first, second]);
  const path = downgradePath(set.graph, "base", ["b"]);
  const migrations = await migrationsOf(set, path, cx);
  assert.deepEqual(migrations.map((item) => [item.derived, item.ops]), [
    [true, [{ kind: "createTable", table: first.upgrade[0]?.table }]],
    [true, [op.dropTable("users")]],
  ]);
});

Deno.test("migrationsOf() refuses a downgrade that is neither written nor derivable", async () => {
  const set = revisionsOf([{ ...first, upgrade: [op.execute("create table x (id int)")] }]);
  await assert.rejects(
    () => migrationsOf(set, downgradePath(set.graph, "base", ["a"]), cx),
    (error) => isRetortError(error) && error.code === "source/irreversible",
  );
});

Deno.test("migrationsOf() takes a written downgrade, an empty one too", async () => {
  const set = revisionsOf([{ ...first, downgrade: [] }]);
  const [up] = await migrationsOf(set, upgradePath(set.graph, "head", []), cx);
  const [down] = await migrationsOf(set, downgradePath(set.graph, "base", ["a"]), cx);
  assert.deepEqual(up?.ops, first.upgrade);
  assert.deepEqual(down?.ops, []);
});

Deno.test("stateAt() replays the ops of a revision and all before it", async () => {
  const set = revisionsOf([second, first]);
  assert.deepEqual([...(await stateAt(set, ["a"], cx)).tables.keys()], ["users"]);
  assert.deepEqual([...(await stateAt(set, ["b"], cx)).tables.keys()], []);
});

Deno.test("advance() makes unknown what an op that can't apply would have changed", () => {
  const state = advance(emptySchema, op.addColumn("nope", "x", date()));
  assert.deepEqual([...state.unknown.tables], ["nope"]);
});

Deno.test("bookkeepingOf() names the tables after the version table, but not after Alembic's", () => {
  assert.equal(bookkeepingOf({ versionTable: "retort_version" }).history.name, "retort_history");
  assert.equal(bookkeepingOf({ versionTable: "app_version" }).history.name, "app_history");
  const taken = bookkeepingOf({ versionTable: "alembic_version", versionSchema: "s" });
  assert.deepEqual(taken.history, { name: "retort_history", schema: "s" });
  assert.ok(isOwn(taken, { name: "alembic_version", schema: "s" }));
  assert.ok(!isOwn(taken, { name: "alembic_version" }));
});
