/**
 * Revisions in a sandbox, on a real database: what they may do and what they may not.
 *
 * @module
 */
import assert from "node:assert/strict";
import { environment } from "../scripts/run.ts";
import { links, type Result, runLine } from "../scripts/shell.ts";
import { passwordOf } from "./rights.ts";

/** A project whose revisions run in a sandbox; commands may do all that Deno can, revisions nothing. */
export interface SandboxProject {
  /** Its folder. */
  readonly cwd: string;
  /** Writes a file. */
  write(path: string, text: string): Promise<void>;
  /** Runs a command line. */
  run(line: string): Promise<Result>;
}

/** Works in a new project for a database. */
export async function withSandbox(
  url: string,
  work: (project: SandboxProject) => Promise<void>,
): Promise<void> {
  const cwd = await Deno.realPath(await Deno.makeTempDir({ prefix: "retort_sandbox_" }));
  const write = (path: string, text: string): Promise<void> =>
    Deno.writeTextFile(`${cwd}/${path}`, text);
  const run = (line: string): Promise<Result> =>
    runLine(line, {
      cwd,
      env: { ...environment(), ...passwordOf(url), SECRET: "s3cret" },
      retort: ["run", "-A", "--no-prompt", "jsr:@retort/cli"],
    });
  try {
    const manifest = { links: await links(), unstable: ["worker-options"] };
    await write("deno.json", JSON.stringify(manifest));
    const made = await run(`retort init -t minimal --url ${url} migrations`);
    assert.equal(made.exit, 0, made.stderr);
    const ini = await Deno.readTextFile(`${cwd}/retort.ini`);
    await write("retort.ini", `${ini}\nsandbox = true\n`);
    await work({ cwd, write, run });
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
}

/** A revision file. */
export function revisionText(id: string, down: string | null, body: string): string {
  return `import { bigint, integer, op, sql, varchar } from "@retort/core";
export const revision = ${JSON.stringify(id)};
export const downRevision = ${JSON.stringify(down)};
${body}
`;
}

const first = `import { names } from "../names.ts";
export const upgrade = [
  op.createTable("people", { id: integer().primaryKey(), name: varchar(20).unique(), size: bigint() }),
  op.run("fill", async (db, cx) => {
    let id = 0;
    for (const name of names) {
      await db.execute(sql\`insert into people (id, name, size) values (\${++id}, \${name}, \${2n ** 60n})\`);
    }
    return [op.addColumn("people", "dialect_" + cx.dialect, integer())];
  }, { reverse: async (db) => { await db.execute(sql\`delete from people\`); } }),
];
export const downgrade = [op.dropTable("people", { allowLoss: "it is a test" })];`;

const second = `export const upgrade = (cx) => [
  op.run("look", async (db) => {
    const rows = await db.query(sql\`select name, size from people order by id\`);
    let code;
    if (cx.dialect === "sqlite") {
      code = await db.execute(sql\`insert into people (id) values (1)\`).catch((error) => error.code);
    }
    console.log("rows", rows.map(({ name, size }) => name + " " + size).join(), code ?? "");
    const changed = await db.execute(sql\`update people set name = upper(name) where id > 1\`);
    console.log("changed", changed, cx.x.who);
  }, { reverse: async (db) => { await db.execute(sql\`update people set name = lower(name)\`); } }),
];`;

const third = `export const upgrade = [
  op.run("before", async (db) => { await db.execute(sql\`update people set size = 1\`); }),
  op.run("break", async (db) => { await db.execute(sql\`insert into nowhere values (1)\`); }),
];`;

/** A migration with code of all forms, there and back, and one that fails. */
export async function checkSandbox(url: string): Promise<void> {
  await withSandbox(url, async ({ write, run }) => {
    await write("migrations/names.ts", 'export const names = ["ana", "bo"];\n');
    await write("migrations/versions/a1.ts", revisionText("a1", null, first));
    await write("migrations/versions/b2.ts", revisionText("b2", "a1", second));
    const up = await run("retort upgrade head -x who=me");
    assert.equal(up.exit, 0, up.stderr);
    assert.match(up.stdout, /rows ana 1152921504606846976,bo 1152921504606846976/);
    assert.match(up.stdout, /changed 1 me/);
    if (url.startsWith("sqlite")) assert.match(up.stdout, /database\/statement-failed/);
    const down = await run("retort downgrade base --allow-loss people");
    assert.equal(down.exit, 0, down.stderr);
    await write("migrations/versions/c3.ts", revisionText("c3", "b2", third));
    const failed = await run("retort upgrade head -x who=me");
    assert.equal(failed.exit, 1, failed.stderr);
    assert.match(failed.stderr, /error\[run\/op-failed\][^]*run "break"[^]*nowhere/);
    assert.match(failed.stderr, /migrations\/versions\/c3\.ts:6/);
    assert.match((await run("retort current")).stdout, /^b2$/m);
  });
}
