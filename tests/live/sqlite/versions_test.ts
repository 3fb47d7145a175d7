/** Two versions of core in one process: they work together, or say which they are. */
import assert from "node:assert/strict";
import { version } from "@retort/core/version";
import { finished, root } from "./process.ts";

/** A version that means the same by its data, and one that does not. */
const near = version.replace(/\d+$/, "77");
const far = "99.0.0";

const files = { core: "core", ansi: "dialects/ansi", sqlite: "dialects/sqlite" };

async function copyFolder(from: URL, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory) {
      if (name !== "golden") await copyFolder(new URL(`${name}/`, from), `${to}/${name}`);
    } else if (!name.endsWith("_test.ts")) {
      await Deno.copyFile(new URL(name, from), `${to}/${name}`);
    }
  }
}

/** What the packages of a folder export, as an import map names it. */
async function importsOf(folder: (name: string) => string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [name, path] of Object.entries(files)) {
    const { exports } = JSON.parse(await Deno.readTextFile(new URL(`${path}/deno.json`, root)));
    const entries = typeof exports === "string" ? { ".": exports } : exports as object;
    for (const [entry, file] of Object.entries(entries)) {
      found[`@retort/${name}${entry.slice(1)}`] = `${folder(name)}/${String(file).slice(2)}`;
    }
  }
  return found;
}

/** The packages under another version in `theirs` of a folder. */
async function copyPackages(folder: string, version: string): Promise<void> {
  for (const [name, path] of Object.entries(files)) {
    await copyFolder(new URL(`${path}/`, root), `${folder}/theirs/${name}`);
  }
  const own = `${folder}/theirs/core/version.ts`;
  const text = (await Deno.readTextFile(own)).replace(/"\d+\.\d+\.\d+"/, `"${version}"`);
  await Deno.writeTextFile(own, text);
}

/**
 * A folder with the packages under another version in `theirs`, and a program in `ours`: bare names
 * mean the other version in `theirs`, and the checkout's elsewhere.
 */
async function withVersion(
  version: string,
  work: (
    run: (program: string) => Promise<{ readonly code: number; readonly text: string }>,
    folder: string,
  ) => Promise<void>,
): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "retort_versions_" }));
  try {
    await copyPackages(folder, version);
    const map = {
      imports: {
        ...await importsOf((name) => new URL(files[name as "core"], root).href),
        "@stricli/core": "npm:@stricli/core@^1.3.0",
        "confbox": "npm:confbox@^0.3.2",
        "confbox/jsonc": "npm:confbox@^0.3.2/jsonc",
      },
      scopes: { "./theirs/": await importsOf((name) => `./theirs/${name}`) },
    };
    await Deno.writeTextFile(`${folder}/map.json`, JSON.stringify(map));
    await Deno.writeTextFile(`${folder}/theirs/revisions.ts`, revisions);
    await Deno.writeTextFile(`${folder}/theirs/models.ts`, models);
    await work(async (program) => {
      await Deno.writeTextFile(`${folder}/program.ts`, program);
      const args = ["run", "-A", "--no-check", "--no-config", "--no-lock", "--no-prompt"];
      const child = new Deno.Command(Deno.execPath(), {
        args: [...args, "--import-map", `${folder}/map.json`, `${folder}/program.ts`],
        cwd: folder,
        stdin: "null",
        stdout: "piped",
        stderr: "piped",
      }).spawn();
      const late = setTimeout(() => child.kill("SIGKILL"), 60_000);
      return await finished(child).finally(() => clearTimeout(late));
    }, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const revisions = `import { boolean, enumeration, integer, op, sql, varchar } from "@retort/core";
export { op, version } from "@retort/core";
export { sqlite } from "@retort/sqlite";
const mood = enumeration("mood", ["calm", "wild"]);
const columns = { id: integer().primaryKey(), name: varchar(50), mood: mood, done: boolean() };
export const first = {
  revision: "a1",
  downRevision: null,
  upgrade: [
    op.createTable("users", columns),
    op.bulkInsert("users", [{ id: 1, name: "Ana", mood: "calm", done: true }]),
    op.run("more", async (db) => {
      await db.execute(sql\`INSERT INTO users (id, name) VALUES (\${2}, \${"Bo"})\`);
    }),
    op.backfill("names", { table: "users", set: { done: false }, where: sql\`id = \${2}\` }),
  ],
};
export const second = {
  revision: "b2",
  downRevision: "a1",
  upgrade: [op.alterColumn("users", "name", { nullable: false })],
};
export const unknown = {
  revision: "c3",
  downRevision: "b2",
  upgrade: [{ kind: "createHologram", name: "h" }],
};
`;

const models = `import { integer, MetaData } from "@retort/core/schema";
export const metadata = new MetaData();
metadata.table("t", { id: integer().primaryKey() });
`;

const works = `import { isRetortError, migrate, op, version } from "@retort/core";
import { sqlite } from "@retort/sqlite";
import * as theirs from "./theirs/revisions.ts";
if (theirs.op.createTable === op.createTable) throw new Error("one copy only");
const revisions = [theirs.first, theirs.second];
const url = "sqlite:app.db";
console.log("versions", version, theirs.version);
console.log((await migrate({ url, dialect: sqlite, revisions: [theirs.first] })).to.join());
console.log((await migrate({ url, dialect: theirs.sqlite, revisions })).to.join());
const db = await sqlite.connect(url);
console.log(JSON.stringify(await db.query({ sql: "SELECT name, done FROM users ORDER BY id" })));
await db.close();
const failed = await migrate({ url: "sqlite:/nowhere/x.db", dialect: theirs.sqlite, revisions })
  .catch((error) => error);
console.log(isRetortError(failed), failed.code);
`;

const cli = `import { main } from ${JSON.stringify(`${root}cli/main.ts`)};
Deno.exitCode = await main(Deno.args.length > 0 ? Deno.args : COMMAND);
`;

const refused = `import { migrate } from "@retort/core";
import { sqlite } from "@retort/sqlite";
import * as theirs from "./theirs/revisions.ts";
const url = "sqlite::memory:";
const all = [theirs.first, theirs.second];
const say = (error) => console.log(error.code, "|", error.message, "|", error.hint);
await migrate({ url, dialect: theirs.sqlite, revisions: all }).catch(say);
await migrate({ url, dialect: sqlite, revisions: [...all, theirs.unknown] }).catch(say);
console.log((await migrate({ url, dialect: sqlite, revisions: all })).to.join());
`;

async function project(folder: string): Promise<void> {
  await Deno.mkdir(`${folder}/theirs/versions`);
  const ini = "[retort]\nscript_location = theirs\nurl = sqlite:cli.db\n";
  await Deno.writeTextFile(`${folder}/retort.ini`, ini);
  const env = `import { defineEnvironment } from "@retort/core";
export default defineEnvironment({ metadata: () => import("./models.ts") });
`;
  await Deno.writeTextFile(`${folder}/theirs/env.ts`, env);
}

Deno.test("two versions of core in one process work together where their data means the same", async () => {
  await withVersion(near, async (run, folder) => {
    const { code, text } = await run(works);
    assert.equal(code, 0, text);
    assert.equal(
      text,
      `versions ${version} ${near}
a1
b2
[{"name":"Ana","done":1},{"name":"Bo","done":0}]
true database/cannot-open
`,
    );
    await project(folder);
    for (
      const args of [
        ["revision", "--autogenerate", "-m", "first", "--rev-id", "a1"],
        ["upgrade", "head"],
        ["check"],
      ]
    ) {
      const ended = await run(cli.replace("COMMAND", JSON.stringify(args)));
      assert.equal(ended.code, 0, ended.text);
    }
  });
});

Deno.test("what another version means otherwise is refused, and both versions are named", async () => {
  await withVersion(far, async (run, folder) => {
    const { code, text } = await run(refused);
    assert.equal(code, 0, text);
    const [dialect, op, rest] = text.split("\n");
    assert.match(
      String(dialect),
      /^versions\/mixed \| "dialect sqlite" comes from .*"99\.0\.0".*and @retort\/core "\d/,
    );
    assert.match(
      String(op),
      /^versions\/mixed \| "operation createHologram" .*"99\.0\.0".*and @retort\/core "\d/,
    );
    assert.equal(rest, "b2");
    await project(folder);
    const args = ["revision", "--autogenerate", "-m", "first"];
    const ended = await run(cli.replace("COMMAND", JSON.stringify(args)));
    assert.equal(ended.code, 1, ended.text);
    assert.match(
      ended.text,
      /error\[versions\/mixed\]: "MetaData" comes from .*"99\.0\.0".*and @retort\/core "\d/,
    );
  });
});
