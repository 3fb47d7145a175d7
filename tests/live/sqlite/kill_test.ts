import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { finished, root, spawn } from "./process.ts";

/**
 * Upgrades a file and dies by SIGKILL before a statement: the first argument says before which, the
 * second is the transaction mode. Statements are counted from the first that a revision "b" runs;
 * the COMMIT at the end of a transaction counts as one.
 */
const program = `
import { check, integer, migrate, op, sql, text, unique, varchar } from "${root}core/mod.ts";
import { sqlite } from "${root}dialects/sqlite/mod.ts";

const [file, at, transactionMode] = Deno.args;
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
const next = () => {
  count++;
  if (String(count) === at) Deno.kill(Deno.pid, "SIGKILL");
};
const dying = new Proxy(db, {
  get(target, key) {
    const value = Reflect.get(target, key);
    if (typeof value !== "function") return value;
    if (key === "transaction") {
      return (work) => target.transaction(async () => {
        const result = await work();
        next(); // COMMIT comes now
        return result;
      });
    }
    if (key !== "execute" && key !== "query") return value.bind(target);
    return (query) => {
      next();
      return value.call(target, query);
    };
  },
});
if (at !== "again") await migrate({ connection: db, dialect: sqlite, revisions: [parent] });
const revisions = [parent, rebuilt];
// Who dies with the lease keeps the next one waiting for so long.
const lock = { ttl: 300 };
const report = await migrate({
  connection: dying,
  dialect: sqlite,
  revisions,
  transactionMode,
  lock,
});
console.log(count, report.to.join());
`;

async function run(
  folder: string,
  mode: string,
  at: string,
): Promise<{ code: number; text: string }> {
  return await finished(spawn(`${folder}/program.ts`, ["-A"], [`${folder}/app.db`, at, mode]));
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

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "retort_kill_" }));
  try {
    await Deno.writeTextFile(`${folder}/program.ts`, program);
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function removeDatabase(folder: string): Promise<void> {
  for (const name of ["app.db", "app.db-wal", "app.db-shm", "app.db-journal"]) {
    await Deno.remove(`${folder}/${name}`).catch(() => {});
  }
}

function isCommitted({ version }: Picture): boolean {
  return (version as { version_num: string }[])[0]?.version_num === "b";
}

async function killAtEach(folder: string, mode: string): Promise<void> {
  const file = `${folder}/app.db`;
  // One statement before the rebuild is reached: what was there before.
  assert.notEqual((await run(folder, mode, "1")).code, 0);
  const before = picture(file);
  const { code, text } = await run(folder, mode, "never");
  assert.equal(code, 0, text);
  const [, statements = "0"] = /^(\d+) b$/m.exec(text) ?? [];
  assert.ok(Number(statements) >= 12, `${statements} statements`);
  const after = picture(file);
  assert.notDeepEqual(after.schema, before.schema);
  assert.deepEqual(after.rows, before.rows);
  let undone = 0;
  for (let at = 2; at <= Number(statements); at++) {
    await removeDatabase(folder);
    const killed = await run(folder, mode, String(at));
    assert.notEqual(killed.code, 0, `not killed at ${at}: ${killed.text}`);
    const found = picture(file);
    if (!isCommitted(found)) undone++;
    assert.deepEqual(found, isCommitted(found) ? after : before, `killed before ${at}`);
    const again = await run(folder, mode, "again");
    assert.equal(again.code, 0, again.text);
    assert.deepEqual(picture(file), after, `run again after ${at}`);
  }
  assert.ok(undone >= 10, `${undone} of ${statements} were undone`);
}

Deno.test("a rebuild that is killed before any of its statements leaves the old table whole", async () => {
  const modes = ["revision", "all", "none"];
  await Promise.all(modes.map((mode) => withFolder((folder) => killAtEach(folder, mode))));
});
