/** Applications that hold their revisions: no file is read but the database. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { finished, root, spawn } from "./process.ts";

const revision = (id: string, down: string | null, table: string) =>
  `/**\n * make ${table}\n */
import { integer, op } from "@retort/core";
export const revision = "${id}";
export const downRevision = ${JSON.stringify(down)};
export const upgrade = [op.createTable("${table}", { id: integer().primaryKey() })];
`;

const app = `import { migrate } from "@retort/core";
import { sqlite } from "@retort/sqlite";
import { graph, revisions } from "./migrations/bundle.ts";

const url = "sqlite:" + Deno.args[0];
const report = await migrate({ url, dialect: sqlite, revisions });
console.log(JSON.stringify([report.to, graph.heads, report.steps.length]));
`;

async function retort(folder: string, ...args: readonly string[]): Promise<string> {
  const config = ["--config", `${folder}/retort.ini`];
  const { code, text } = await finished(spawn(`${root}cli/main.ts`, ["-A"], [...args, ...config]));
  assert.equal(code, 0, text);
  return text;
}

/** A folder with a project, its bundle and the application. */
async function inProject(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "retort_bundle_" }));
  try {
    await Deno.mkdir(`${folder}/migrations/versions`, { recursive: true });
    await Deno.mkdir(`${folder}/data`);
    await Deno.writeTextFile(
      `${folder}/retort.ini`,
      `[retort]\nscript_location = migrations\nurl = sqlite:${folder}/data/app.db\n`,
    );
    await Deno.writeTextFile(`${folder}/migrations/env.ts`, "export default {};\n");
    await Deno.writeTextFile(`${folder}/migrations/versions/a1.ts`, revision("a1", null, "t"));
    await Deno.writeTextFile(`${folder}/migrations/versions/b2.ts`, revision("b2", "a1", "u"));
    await Deno.writeTextFile(`${folder}/app.ts`, app);
    await retort(folder, "bundle");
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const wanted = '[["b2"],["b2"],2]';

Deno.test("an application with a bundle reads and writes nothing but its database", async () => {
  await inProject(async (folder) => {
    const [data, audit] = [`${folder}/data`, `${folder}/audit.jsonl`];
    const rights = [`--allow-read=${data}`, `--allow-write=${data}`];
    Deno.env.set("DENO_AUDIT_PERMISSIONS", audit);
    const child = spawn(`${folder}/app.ts`, rights, [`${data}/app.db`]);
    Deno.env.delete("DENO_AUDIT_PERMISSIONS");
    const { code, text } = await finished(child);
    assert.equal(code, 0, text);
    assert.equal(text.trim(), wanted);
    const lines = (await Deno.readTextFile(audit)).trim().split("\n").map((line) =>
      JSON.parse(line)
    );
    const asked = lines.filter(({ permission }) => permission === "read" || permission === "write");
    assert.ok(asked.length > 0);
    for (const { value } of asked) assert.match(String(value), /data\/app\.db/);
    // What the application did is known to the command line: nothing was edited, and now something is.
    assert.doesNotMatch(await retort(folder, "repair"), /edited/);
    const db = new DatabaseSync(`${data}/app.db`);
    const rows = db.prepare("SELECT file, source_hash FROM retort_history WHERE revision = 'a1'");
    const [row] = rows.all();
    db.close();
    assert.equal(row?.["file"], "a1.ts");
    assert.match(String(row?.["source_hash"]), /^v1:/);
    await Deno.writeTextFile(`${folder}/migrations/versions/a1.ts`, revision("a1", null, "other"));
    await retort(folder, "bundle");
    const again = await finished(spawn(`${folder}/app.ts`, rights, [`${data}/app.db`]));
    assert.equal(again.code, 1);
    assert.match(again.text, /run\/edited|was edited after it was applied/);
  });
});

Deno.test("an application in a single file needs no migrations folder", async (t) => {
  await inProject(async (folder) => {
    const bundled = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["bundle", "--platform=deno", "--config", new URL("deno.json", root).pathname],
        ...["-o", `${folder}/single.js`, `${folder}/app.ts`],
      ],
      stdin: "null",
    }).output();
    // The bundler is fetched when it is first asked for.
    if (!bundled.success) {
      console.warn(`${t.name}: skipped, deno bundle does not work here`);
      return;
    }
    await Deno.remove(`${folder}/migrations`, { recursive: true });
    await Deno.remove(`${folder}/app.ts`);
    const data = `${folder}/data`;
    const rights = [`--allow-read=${data}`, `--allow-write=${data}`];
    const { code, text } = await finished(
      spawn(`${folder}/single.js`, rights, [`${data}/app.db`]),
    );
    assert.equal(code, 0, text);
    assert.equal(text.trim(), wanted);
  });
});
