import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { finished, root, spawn } from "./process.ts";

/**
 * Upgrades a file and dies by SIGKILL before a statement: the first argument says before which, the
 * second whether it dies at all. Statements are counted from the first that a revision "b" runs.
 */
const program = `
import { check, integer, migrate, op, sql, text, unique, varchar } from "${root}core/mod.ts";
import { sqlite } from "${root}dialects/sqlite/mod.ts";

const [file, at] = Deno.args;
const parent = {
  revision: "a",
  downRevision: null,
  upgrade: [
    op.execute(\`CREATE TABLE parent (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name VARCHAR(50) COLLATE NOCASE CHECK (name <> ''),
      upper_name TEXT GENERATED ALWAYS AS (upper(name)) STORED
    ) STRICT\`.replace("VARCHAR(50)", "TEXT")),
    op.execute("CREATE INDEX ix_part ON parent (name) WHERE name IS NOT NULL"),
    op.execute("CREATE INDEX ix_expr ON parent (lower(name))"),
    op.execute("CREATE TABLE child (id INTEGER PRIMARY KEY, p INTEGER REFERENCES parent ON DELETE CASCADE)"),
    op.execute("CREATE TABLE other (id INTEGER PRIMARY KEY, p INTEGER REFERENCES parent ON DELETE CASCADE) WITHOUT ROWID"),
    op.execute("CREATE TABLE log (what TEXT)"),
    op.execute("CREATE TRIGGER tr AFTER UPDATE ON parent BEGIN INSERT INTO log VALUES (new.name); END"),
    op.execute("CREATE VIEW v AS SELECT id, name FROM parent"),
    op.execute("INSERT INTO parent (name) VALUES ('x'), ('y')"),
    op.execute("INSERT INTO child VALUES (1, 1), (2, 2)"),
    op.execute("INSERT INTO other VALUES (1, 1), (2, 2)"),
  ],
};
const rebuilt = {
  revision: "b",
  downRevision: "a",
  upgrade: [op.alterColumn("parent", "name", { nullable: false })],
};
const db = await sqlite.connect("sqlite:" + file);
let count = 0;
const dying = new Proxy(db, {
  get(target, key) {
    const value = Reflect.get(target, key);
    if (typeof value !== "function") return value;
    if (key !== "execute" && key !== "query") return value.bind(target);
    return (query) => {
      count++;
      if (String(count) === at) Deno.kill(Deno.pid, "SIGKILL");
      return value.call(target, query);
    };
  },
});
if (at !== "again") await migrate({ connection: db, dialect: sqlite, revisions: [parent] });
const revisions = [parent, rebuilt];
const report = await migrate({ connection: dying, dialect: sqlite, revisions });
console.log(count, report.to.join());
`;

async function run(folder: string, at: string): Promise<{ code: number; text: string }> {
  return await finished(spawn(`${folder}/program.ts`, ["-A"], [`${folder}/app.db`, at]));
}

interface Picture {
  readonly schema: unknown;
  readonly rows: unknown;
  readonly version: unknown;
}

function picture(file: string): Picture {
  const db = new DatabaseSync(file);
  const all = (text: string): unknown => db.prepare(text).all();
  try {
    return {
      schema: all(
        "select type, name, sql from sqlite_schema where name not like 'retort%' order by 1, 2",
      ),
      rows: [all("select * from parent"), all("select * from child"), all("select * from other")],
      version: all("select version_num from retort_version"),
    };
  } finally {
    db.close();
  }
}

Deno.test("a rebuild that is killed before any of its statements leaves the old table whole", async () => {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "retort_kill_" }));
  try {
    await Deno.writeTextFile(`${folder}/program.ts`, program);
    // One statement before the rebuild is reached: what was there before.
    assert.notEqual((await run(folder, "1")).code, 0);
    const before = picture(`${folder}/app.db`);
    const { code, text } = await run(folder, "never");
    assert.equal(code, 0, text);
    const [, statements = "0"] = /^(\d+) b$/m.exec(text) ?? [];
    assert.ok(Number(statements) >= 12, `${statements} statements`);
    const after = picture(`${folder}/app.db`);
    assert.notDeepEqual(after.schema, before.schema);
    assert.deepEqual(after.rows, before.rows);
    for (let at = 2; at <= Number(statements); at++) {
      for (const name of ["app.db", "app.db-wal", "app.db-shm", "app.db-journal"]) {
        await Deno.remove(`${folder}/${name}`).catch(() => {});
      }
      const killed = await run(folder, String(at));
      assert.notEqual(killed.code, 0, `not killed at ${at}: ${killed.text}`);
      const found = picture(`${folder}/app.db`);
      const committed = (found.version as { version_num: string }[])[0]?.version_num === "b";
      assert.deepEqual(found, committed ? after : before, `killed before statement ${at}`);
      const again = await run(folder, "again");
      assert.equal(again.code, 0, again.text);
      assert.deepEqual(picture(`${folder}/app.db`), after, `run again after ${at}`);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
