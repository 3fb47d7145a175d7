import assert from "node:assert/strict";
import type { Dialect } from "../dialect/mod.ts";
import { RetortError } from "../errors/mod.ts";
import { execute } from "../ops/mod.ts";
import { ColumnBuilder, integer, MetaData, same } from "../schema/mod.ts";
import type { SourceFile } from "../source/mod.ts";
import type { Environment } from "./environment.ts";
import type { Project } from "./project.ts";
import { autogenerate } from "./revision.ts";

/** As much of a dialect as comparing with a database that isn't there takes. */
const dialect = {
  name: "ansi",
  types: { same, from: "@retort/ansi/types" },
  can: { transactionalDdl: true, schemas: true, comments: true },
  normalize: (schema: unknown) => schema,
} as unknown as Dialect;

function models(): MetaData {
  const metadata = new MetaData();
  metadata.table("users", { id: integer() });
  metadata.view("ids", "select id from users");
  return metadata;
}

/** Autogenerates for a database that does not exist yet. */
async function written(more: Environment): Promise<readonly string[]> {
  const files: SourceFile[] = [];
  const missing = new RetortError("database/missing", { target: "nowhere" });
  const project: Project = {
    settings: {
      config: "retort.ini",
      versionTable: "retort_version",
      fileTemplate: "%(rev)s",
      truncateSlugLength: 40,
      dataLoss: "refuse",
    },
    store: {
      list: () => Promise.resolve([]),
      load: () => Promise.resolve([]),
      write: (file) => {
        files.push(file);
        return Promise.resolve(file.path);
      },
    },
    clock: { now: () => new Date("2026-07-01T22:30:00Z") },
    ids: { revision: () => "new1" },
    x: {},
    environment: () => Promise.resolve({ metadata: models, ...more }),
    dialect: () => Promise.resolve(dialect),
    connect: () => Promise.reject(missing),
    release: () => Promise.resolve(),
  };
  const report = await autogenerate(project, { message: "first" });
  assert.equal(report.path, files[0]?.path);
  const [file] = files;
  return file?.text.match(/\bop\.\w+(?=\()|^export const (?:up|down)grade/gm)
    ?.map((line) => line.replace(/export const /, "").trim()) ?? [];
}

Deno.test("autogenerate() writes what it found, and its reverse", async () => {
  assert.deepEqual(await written({}), [
    "upgrade",
    "op.createTable",
    "op.createView",
    "downgrade",
    "op.dropView",
    "op.dropTable",
  ]);
});

Deno.test("autogenerate() tells processRevision and writes what it gives", async () => {
  const told: string[] = [];
  const found = await written({
    processRevision({ revision, message, upgrade }) {
      told.push(revision, message, ...upgrade.map(({ kind }) => kind));
      return { upgrade: upgrade.slice(0, 1), downgrade: [execute("select 1")] };
    },
  });
  assert.deepEqual(told, ["new1", "first", "createTable", "createView"]);
  assert.deepEqual(found, ["upgrade", "op.createTable", "downgrade", "op.execute"]);
});

Deno.test("autogenerate() derives the downgrade of what processRevision leaves", async () => {
  const found = await written({
    processRevision: ({ upgrade }) => ({ upgrade: upgrade.slice(0, 1) }),
  });
  assert.deepEqual(found, ["upgrade", "op.createTable", "downgrade", "op.dropTable"]);
  assert.equal((await written({ processRevision: () => undefined })).length, 6);
});

Deno.test("autogenerate() writes nothing where processRevision leaves nothing", async () => {
  assert.deepEqual(await written({ processRevision: () => ({ upgrade: [] }) }), []);
});

Deno.test("autogenerate() asks the comparators that the environment chooses", async () => {
  const found = await written({ comparators: ["*", "!views"] });
  assert.deepEqual(found, ["upgrade", "op.createTable", "downgrade", "op.dropTable"]);
  const compare = [{ name: "grants", compare: () => [execute("grant …")] }];
  const more = await written({ comparators: ["grants"], compare });
  assert.deepEqual(more.slice(0, 2), ["upgrade", "op.execute"]);
  await assert.rejects(() => written({ comparators: ["grants"] }), /No comparator matches/);
});

Deno.test("autogenerate() refuses a type of another dialect, unless there is one for this", async () => {
  const foreign = new ColumnBuilder({
    type: { name: "jsonb", from: "@retort/postgres/types" },
  });
  const of = (column: ColumnBuilder): Environment => ({
    metadata() {
      const metadata = new MetaData();
      metadata.table("docs", { body: column });
      return metadata;
    },
  });
  await assert.rejects(written(of(foreign)), {
    code: "schema/foreign-type",
    message:
      'Column "docs.body" has the type jsonb of "@retort/postgres/types", which ansi does not have',
  });
  assert.deepEqual(await written(of(foreign.on({ ansi: integer() }))), [
    "upgrade",
    "op.createTable",
    "downgrade",
    "op.dropTable",
  ]);
});
