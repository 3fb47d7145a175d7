import assert from "node:assert/strict";
import { openProject } from "./project.ts";

async function withEnvironment(
  connection: string,
  work: (config: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const config = `${folder}/retort.ini`;
    await Deno.writeTextFile(config, `[retort]\nscript_location = ${folder}/m\n`);
    await Deno.mkdir(`${folder}/m`);
    const text = `export default { url: "sqlite::memory:", connection: () => ${connection} };\n`;
    await Deno.writeTextFile(`${folder}/m/env.ts`, text);
    await work(config);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("release() closes what the project opened, also where env.ts gives no connection", async () => {
  await withEnvironment("undefined", async (config) => {
    const project = await openProject({ config });
    const db = await project.connect();
    assert.deepEqual(await db.query({ sql: "SELECT 1 AS a" }), [{ a: 1 }]);
    await project.release?.(db);
    await assert.rejects(db.query({ sql: "SELECT 1 AS a" }), /not open/);
  });
});

Deno.test("release() leaves a connection of env.ts open", async () => {
  const given = '({ server: { dialect: "sqlite" }, close: () => Promise.reject("closed") })';
  await withEnvironment(given, async (config) => {
    const project = await openProject({ config });
    await project.release?.(await project.connect());
  });
});
