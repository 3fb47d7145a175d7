/** Databases for tests on SQLite. */
import assert from "node:assert/strict";
import { testDatabase } from "@retort/cli/testing";
import { sqlite } from "@retort/sqlite";
import { afterKill, manyAtOnce, otherHistory, smallRevisions } from "../copies.ts";
import { withCopies } from "../copies_ground.ts";

const url = "sqlite:app.db";

Deno.test("test databases: many at once leave nothing behind", () =>
  withCopies(sqlite, url, (ground) => manyAtOnce(ground, 20)));

Deno.test("test databases: those of a killed process are swept", () =>
  withCopies(sqlite, url, afterKill));

Deno.test("test databases: another history has another template", () =>
  withCopies(sqlite, url, otherHistory));

async function write(folder: string, name: string, text: string): Promise<void> {
  await Deno.writeTextFile(`${folder}/${name}`, text);
}

async function makeProject(folder: string): Promise<string> {
  const project = `${folder}/project`;
  await Deno.mkdir(`${project}/migrations/versions`, { recursive: true });
  await write(
    project,
    "retort.ini",
    "[retort]\nscript_location = migrations\n" +
      `url = sqlite:${project}/app.db\nversion_table = own_version\n[live]\nscript_location = migrations\nurl = sqlite:live.db\nprotect = true\n`,
  );
  await write(project, "migrations/env.ts", "export default {};\n");
  await write(
    project,
    "migrations/versions/a.ts",
    `import { integer, op } from "@retort/core";
export const revision = "a";
export const downRevision = null;
export const upgrade = [
  op.createTable("t", { id: integer() }),
  op.bulkInsert("t", [{ id: 1 }]),
  op.createTable("gone", { id: integer() }),
  op.bulkInsert("gone", [{ id: 1 }]),
  op.dropTable("gone"),
];
`,
  );
  return project;
}

Deno.test("testDatabase() is dropped once, and not opened again afterwards", async () => {
  await withCopies(sqlite, url, async ({ folder }) => {
    const options = { dialect: sqlite, url, folder, revisions: smallRevisions(1) };
    const database = await testDatabase(options);
    await database.connect();
    await Promise.all([database[Symbol.asyncDispose](), database[Symbol.asyncDispose]()]);
    await database[Symbol.asyncDispose]();
    await assert.rejects(() => database.connect(), { code: "database/cannot-open" });
    const left = [...Deno.readDirSync(folder)].map(({ name }) => name);
    assert.deepEqual(left.filter((name) => name.includes("copy")), []);
  });
});

Deno.test("testDatabase() migrates the project of a folder, as its revisions are", async () => {
  await withCopies(sqlite, url, async ({ folder }) => {
    const project = await makeProject(folder);
    const config = `${project}/retort.ini`;
    const options = { config, folder };
    await using first = await testDatabase(options);
    await using second = await testDatabase(options);
    const db = await first.connect();
    await db.execute({ sql: "DELETE FROM t" });
    const other = await second.connect();
    assert.deepEqual(await other.query({ sql: "SELECT id FROM t" }), [{ id: 1 }]);
    assert.deepEqual(await other.query({ sql: "SELECT version_num FROM own_version" }), [
      { version_num: "a" },
    ]);
    // The project's own database is not touched, not even made.
    await assert.rejects(() => Deno.stat(`${project}/app.db`), Deno.errors.NotFound);
    await using based = await testDatabase({ ...options, target: "base" });
    assert.deepEqual(await (await based.connect()).query({ sql: "SELECT 1 AS one" }), [{ one: 1 }]);
    const code = "testing/protected";
    await assert.rejects(() => testDatabase({ ...options, name: "live" }), { code });
    // A template that somebody has removed is made again.
    for (const { name } of [...Deno.readDirSync(folder)]) {
      if (name.startsWith("retort_template_")) await Deno.remove(`${folder}/${name}`);
    }
    await using third = await testDatabase(options);
    assert.deepEqual(await (await third.connect()).query({ sql: "SELECT id FROM t" }), [{ id: 1 }]);
  });
});
