/** Runs on SQLite that are told to stop, also by Ctrl-C. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { sqlite } from "@retort/sqlite";
import * as abort from "../abort.ts";
import { finished, root, spawn } from "./process.ts";

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "retort_abort_" }));
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

for (const [name, work] of Object.entries(abort)) {
  Deno.test(`a signal stops a run: ${name}`, async () => {
    await inFolder(async (folder) => {
      const opened: { close(): Promise<void> }[] = [];
      const connect = async () => {
        const db = await sqlite.connect?.(`sqlite:${folder}/app.db`);
        if (!db) throw new Error("the dialect does not connect");
        opened.push(db);
        return db;
      };
      await work({ dialect: sqlite, connect }).finally(async () => {
        for (const db of opened) await db.close();
      });
    });
  });
}

/** Says that it is there, and goes on once it is told to. */
const revision = `import { integer, op } from "@retort/core";
export const revision = "a1";
export const downRevision = null;
export const upgrade = [
  op.createTable("t", { id: integer() }),
  op.run("wait", async () => {
    console.log("here");
    while (Deno.env.get("GO") === undefined) await new Promise((go) => setTimeout(go, 50));
  }),
  op.createTable("u", { id: integer() }),
];
`;
/** The same, and goes on behind a signal. */
function restless(signal: Deno.Signal): string {
  return revision.replace(
    'console.log("here");',
    `Deno.addSignalListener("${signal}", ` +
      '() => setTimeout(() => Deno.env.set("GO", "1"), 10));\n    console.log("here");',
  );
}

async function project(folder: string, text: string): Promise<void> {
  await Deno.mkdir(`${folder}/migrations/versions`, { recursive: true });
  await Deno.writeTextFile(`${folder}/retort.ini`, "[retort]\nscript_location = migrations\n");
  await Deno.writeTextFile(`${folder}/migrations/env.ts`, "export default {};\n");
  await Deno.writeTextFile(`${folder}/migrations/versions/a1_first.ts`, text);
}

/** Upgrades by the command line, and sends it signals once the revision is in its middle. */
async function interrupted(folder: string, ...signals: readonly Deno.Signal[]): Promise<{
  readonly code: number;
  readonly text: string;
}> {
  const args = ["upgrade", "head", "--config", `${folder}/retort.ini`];
  const child = spawn(`${root}cli/main.ts`, ["-A"], [
    ...args,
    ...["--url", `sqlite:${folder}/app.db`],
  ]);
  const late = setTimeout(() => child.kill("SIGKILL"), 30_000);
  const reader = child.stdout.getReader();
  await reader.read();
  reader.releaseLock();
  for (const signal of signals) {
    child.kill(signal);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const end = await finished(child);
  clearTimeout(late);
  return end;
}

const windows = Deno.build.os === "windows";

for (
  const [signal, again] of [["SIGINT", "Ctrl-C again"], ["SIGTERM", "a second signal"]] as const
) {
  Deno.test({
    name: `${signal} stops an upgrade behind the statement that runs, says what is left, exit 130`,
    ignore: windows,
    fn: () => inFolder((folder) => stopped(folder, signal, again)),
  });
}

async function stopped(folder: string, signal: Deno.Signal, again: string): Promise<void> {
  await project(folder, restless(signal));
  const { code, text } = await interrupted(folder, signal);
  assert.equal(code, 130, text);
  assert.ok(text.includes(`Stopping behind the statement that runs; ${again} ends it`), text);
  assert.match(text, /The upgrade of revision "a1" was stopped at "create table u"/);
  assert.match(text, /nothing of "a1" was kept; run the command again to go on/);
  const db = new DatabaseSync(`${folder}/app.db`);
  const [lease] = db.prepare("SELECT holder FROM retort_lease").all();
  assert.equal(lease?.["holder"], "");
  const made = db.prepare("SELECT name FROM sqlite_schema WHERE name IN ('t', 'u')").all();
  assert.deepEqual(made, []);
  db.close();
}

Deno.test({
  name: "a second signal ends an upgrade that waits in a function",
  ignore: windows,
  fn: () =>
    inFolder(async (folder) => {
      await project(folder, revision);
      const { code, text } = await interrupted(folder, "SIGINT", "SIGTERM");
      assert.equal(code, 130, text);
      assert.doesNotMatch(text, /was stopped/);
    }),
});
