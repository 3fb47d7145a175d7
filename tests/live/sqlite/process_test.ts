import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { finished, root, spawn } from "./process.ts";

function script(body: string): string {
  return `import { integer, migrate, op, sql, varchar } from ${
    JSON.stringify(`${root}core/mod.ts`)
  };
import { sqlite } from ${JSON.stringify(`${root}dialects/sqlite/mod.ts`)};
const first = {
  revision: "a",
  downRevision: null,
  upgrade: [op.createTable("users", { id: integer().primaryKey(), name: varchar(50) })],
};
${body}`;
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "retort_process_" }));
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("migrate() needs no permission for a database in memory, and prints nothing", async () => {
  await inFolder(async (folder) => {
    const file = `${folder}/app.ts`;
    await Deno.writeTextFile(
      file,
      script(`
const report = await migrate({ url: "sqlite::memory:", dialect: sqlite, revisions: [first] });
if (report.to[0] !== "a") throw new Error("not migrated");
`),
    );
    const { code, text } = await finished(spawn(file, []));
    assert.equal(code, 0, text);
    assert.equal(text, "");
  });
});

// deno-lint-ignore style/function-length -- one story, told in order
Deno.test("a process that is killed in the middle of a rebuild leaves the old table whole", async () => {
  // deno-lint-ignore style/function-length -- one story, told in order
  await inFolder(async (folder) => {
    const file = `${folder}/app.ts`;
    await Deno.writeTextFile(
      file,
      script(`
const second = {
  revision: "b",
  downRevision: "a",
  upgrade: [
    op.alterColumn("users", "name", { type: varchar(99), nullable: false }),
    op.run("wait", async () => {
      console.log("rebuilt");
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    }),
  ],
};
const revisions = Deno.args[0] === "both" ? [first, second] : [first];
await migrate({ url: "sqlite:${folder}/app.db", dialect: sqlite, revisions });
`),
    );
    const rights = [`-R=${folder}`, `-W=${folder}`];
    assert.equal((await finished(spawn(file, rights))).code, 0);
    const db = new DatabaseSync(`${folder}/app.db`);
    db.exec("insert into users (name) values ('x'), ('y')");
    const schema = () => db.prepare("select sql from sqlite_schema order by name").all();
    const before = schema();
    db.close();
    const child = spawn(file, rights, ["both"]);
    const reader = child.stdout.getReader();
    await reader.read();
    reader.releaseLock();
    child.kill("SIGKILL");
    await child.status;
    await child.stdout.cancel();
    await child.stderr.cancel();
    const after = new DatabaseSync(`${folder}/app.db`);
    assert.deepEqual(after.prepare("select sql from sqlite_schema order by name").all(), before);
    assert.equal(after.prepare("select count(*) as n from users").get()?.["n"], 2);
    assert.equal(after.prepare("select version_num as v from retort_version").get()?.["v"], "a");
    after.close();
  });
});

Deno.test("of processes that upgrade at once, each revision is run once", async () => {
  await inFolder(async (folder) => {
    const file = `${folder}/app.ts`;
    await Deno.writeTextFile(
      file,
      script(`
const more = Array.from({ length: 20 }, (_, n) => ({
  revision: \`r\${n}\`,
  downRevision: n === 0 ? "a" : \`r\${n - 1}\`,
  upgrade: [op.execute("insert into users (name) values ('x')")],
}));
await migrate({ url: "sqlite:${folder}/app.db", dialect: sqlite, revisions: [first, ...more] });
`),
    );
    const rights = [`-R=${folder}`, `-W=${folder}`];
    const runs = await Promise.all([1, 2, 3].map(() => finished(spawn(file, rights))));
    assert.ok(runs.some(({ code }) => code === 0), runs.map(({ text }) => text).join("\n"));
    for (const { code, text } of runs) {
      assert.ok(code === 0 || /Another process|was locked|already exists/.test(text), text);
    }
    const db = new DatabaseSync(`${folder}/app.db`);
    assert.equal(db.prepare("select count(*) as n from users").get()?.["n"], 20);
    db.close();
  });
});
