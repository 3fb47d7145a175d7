import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { environment } from "../../scripts/run.ts";
import { root, runLine, type Shell } from "../../scripts/shell.ts";

/** The journey of a first day, every step checked by what it did to the database file. */
// deno-lint-ignore style/function-length -- one story, told in order
Deno.test("from init to downgrade on SQLite", async (t) => {
  const cwd = await Deno.realPath(await Deno.makeTempDir({ prefix: "retort_journey_" }));
  const shell: Shell = { cwd, env: environment(), retort: ["run", "-A", `${root}/cli/main.ts`] };
  const run = async (line: string, exit = 0): Promise<string> => {
    const result = await runLine(line, shell);
    assert.equal(result.exit, exit, `${line}\n${result.stdout}${result.stderr}`);
    return result.stdout;
  };
  const retort = (args: string, exit = 0): Promise<string> => run(`deno task retort ${args}`, exit);
  const json = async (args: string, exit = 0): Promise<Record<string, unknown>> =>
    JSON.parse(await retort(`${args} --json`, exit));
  const query = (sql: string, file = "app.db"): readonly Record<string, unknown>[] => {
    const db = new DatabaseSync(`${cwd}/${file}`);
    try {
      return db.prepare(sql).all().map((row) => ({ ...row }));
    } finally {
      db.close();
    }
  };
  const columns = (): readonly unknown[] =>
    query("select name, type from pragma_table_info('users')").map((row) => row["name"]);
  const models = async (more = ""): Promise<void> =>
    await Deno.writeTextFile(
      `${cwd}/models.ts`,
      `import { date, integer, MetaData, varchar } from "@retort/core/schema";
export const metadata: MetaData = new MetaData();
export const users = metadata.table("users", {
  id: integer().primaryKey(),
  name: varchar(50),
  email: varchar(120),${more}
});
export const unused = date;
`,
    );
  const revisions = async (): Promise<readonly string[]> => {
    const names: string[] = [];
    for await (const item of Deno.readDir(`${cwd}/migrations/versions`)) names.push(item.name);
    return names;
  };
  try {
    await t.step("init writes a project that passes the checker and the formatter", async () => {
      await run("retort init migrations");
      await run("deno check migrations/env.ts models.ts");
      await run("deno fmt --check models.ts migrations");
    });
    await t.step("autogenerate writes one revision and makes no database", async () => {
      await models();
      await retort('revision --autogenerate -m "create users"');
      assert.equal((await revisions()).length, 1);
      await assert.rejects(() => Deno.stat(`${cwd}/app.db`));
      await run("deno check migrations/versions");
      await run("deno fmt --check migrations/versions");
    });
    await t.step("upgrade makes the table", async () => {
      await retort("upgrade head");
      assert.deepEqual(columns(), ["id", "name", "email"]);
      query("insert into users (name, email) values ('a', 'a@x'), ('b', 'b@x') returning id");
    });
    await t.step("a new column in the model is exactly one addColumn", async () => {
      await models("\n  dob: date(),");
      assert.deepEqual((await json("check", 3))["changes"], ["add column users.dob"]);
      const report = await json('revision --autogenerate -m "Add dob column to user table"');
      const text = await Deno.readTextFile(`${cwd}/${report["path"]}`);
      assert.match(
        text,
        /^export const upgrade = \[op\.addColumn\("users", "dob", date\(\)\)\];$/m,
      );
      assert.equal(text.match(/op\.\w+\(/g)?.length, 2);
    });
    await t.step("upgrade keeps the rows, and check finds nothing", async () => {
      await retort("upgrade head");
      assert.deepEqual(query("select name, dob from users order by id"), [
        { name: "a", dob: null },
        { name: "b", dob: null },
      ]);
      assert.deepEqual((await json("check"))["changes"], []);
      assert.equal((await revisions()).length, 2);
      assert.match(await retort('revision --autogenerate -m "nothing"'), /^$/);
      assert.equal((await revisions()).length, 2);
    });
    await t.step("history, current and heads agree with the version table", async () => {
      const ids = async (command: string): Promise<readonly unknown[]> => {
        const { revisions: found } = await json(command) as { revisions: { id: string }[] };
        return found.map((item) => item.id);
      };
      const [row] = query("select version_num from retort_version");
      assert.deepEqual(await ids("heads"), [row?.["version_num"]]);
      assert.deepEqual(await ids("current"), [row?.["version_num"]]);
      assert.equal((await ids("history"))[0], row?.["version_num"]);
    });
    await t.step("downgrade -1 drops the empty column and keeps the rows", async () => {
      await retort("downgrade -1");
      assert.deepEqual(columns(), ["id", "name", "email"]);
      assert.equal(query("select count(*) as n from users")[0]?.["n"], 2);
    });
    await t.step("downgrade base with rows is refused and changes nothing", async () => {
      const before = query("select * from retort_version");
      const { error } = await json("downgrade base", 8) as {
        error: { code: string; data: unknown };
      };
      assert.equal(error.code, "run/data-loss");
      assert.deepEqual((error.data as { losses: unknown }).losses, [{ object: "users", rows: 2 }]);
      assert.equal(query("select count(*) as n from users")[0]?.["n"], 2);
      assert.deepEqual(query("select * from retort_version"), before);
    });
    await t.step("downgrade base --allow-loss users leaves only retort's own tables", async () => {
      await retort("downgrade base --allow-loss users");
      assert.deepEqual(
        query("select name from sqlite_schema where type = 'table' order by name"),
        ["history", "lease", "schema", "version"].map((name) => ({ name: `retort_${name}` })),
      );
      assert.deepEqual(query("select * from retort_version"), []);
    });
    await t.step("upgrade --sql makes the same schema in another database", async () => {
      const script = await retort("upgrade head --sql");
      await retort("upgrade head");
      const db = new DatabaseSync(`${cwd}/script.db`);
      db.exec(script);
      db.close();
      // A script records nothing of the schema.
      const schema = "select type, name, sql from sqlite_schema " +
        "where tbl_name <> 'retort_schema' order by name";
      assert.deepEqual(query(schema, "script.db"), query(schema));
      const versions = "select version_num from retort_version";
      assert.deepEqual(query(versions, "script.db"), query(versions));
    });
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
});
