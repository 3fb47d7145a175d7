/**
 * How long upgrades take on SQLite, against a minimal script that feeds the same statements.
 *
 * @module
 */
import { links } from "../scripts/shell.ts";
import { measure, table } from "./measure.ts";

/** Where a project of small revisions stands. */
interface Project {
  readonly folder: string;
  readonly count: number;
}

/** Writes a project of `count` revisions in a row, each with one small table. */
async function writeProject(temp: string, count: number): Promise<Project> {
  const folder = `${temp}/project_${count}`;
  await Deno.mkdir(`${folder}/migrations/versions`, { recursive: true });
  const imports = Object.fromEntries(
    ["core", "cli", "sqlite"].map((name) => [`@retort/${name}`, `jsr:@retort/${name}@^0.1.0`]),
  );
  const write = (path: string, text: string): Promise<void> =>
    Deno.writeTextFile(`${folder}/${path}`, text);
  await write("deno.json", JSON.stringify({ imports, links: await links() }));
  await write("retort.ini", "[retort]\nscript_location = migrations\nurl = sqlite:app.db\n");
  await write(
    "migrations/env.ts",
    `import { defineEnvironment } from "@retort/core";\nexport default defineEnvironment({});\n`,
  );
  for (let n = 0; n < count; n++) {
    await write(`migrations/versions/${id(n)}_table_${n}.ts`, revision(n));
  }
  await write("floor.ts", floor(count));
  return { folder, count };
}

function id(n: number): string {
  return n.toString(16).padStart(12, "0");
}

function revision(n: number): string {
  return `import { integer, op, varchar } from "@retort/core";

export const revision = "${id(n)}";
export const downRevision = ${n === 0 ? "null" : `"${id(n - 1)}"`};

export const upgrade = [
  op.createTable("table_${n}", { id: integer().primaryKey(), name: varchar(50).notNull() }),
];
`;
}

/** The same tables and version rows by hand, a transaction for each revision. */
function floor(count: number): string {
  return `import { DatabaseSync } from "node:sqlite";
const db = new DatabaseSync("floor.db");
db.exec("create table retort_version (version_num varchar(255) primary key not null)");
for (let n = 0; n < ${count}; n++) {
  const id = n.toString(16).padStart(12, "0");
  db.exec("begin immediate");
  db.exec('create table "table_' + n + '" ("id" integer primary key not null, "name" varchar(50) not null)');
  if (n === 0) db.prepare("insert into retort_version values (?)").run(id);
  else db.prepare("update retort_version set version_num = ?").run(id);
  db.exec("commit");
}
db.close();
`;
}

async function remove(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) await Deno.remove(`${folder}/${name}`).catch(() => {});
}

const retort = ["run", "-A", "jsr:@retort/cli", "upgrade", "head"];

/** N small revisions from an empty database; the budget is 1.15 times the script. */
export async function benchUpgrade(_root: string, temp: string): Promise<string> {
  const parts: string[] = [];
  for (const count of [10, 100, 1000]) {
    const { folder } = await writeProject(temp, count);
    const results = await measure([
      {
        name: "script",
        args: ["run", "-A", "floor.ts"],
        cwd: folder,
        prepare: () => remove(folder, ["floor.db"]),
      },
      {
        name: "retort upgrade head",
        args: retort,
        cwd: folder,
        prepare: () => remove(folder, ["app.db"]),
      },
    ], count === 1000 ? 3 : 7);
    parts.push(table(`upgrade of ${count} revisions on SQLite`, results, 1.15));
  }
  return parts.join("\n");
}

/** Nothing to do with 1,000 revisions; the budget is 2.2 times an empty script. */
export async function benchHead(_root: string, temp: string): Promise<string> {
  const { folder } = await writeProject(temp, 1000);
  await Deno.writeTextFile(`${folder}/empty.ts`, "");
  await measure([{ name: "first upgrade", args: retort, cwd: folder }], 1);
  const results = await measure([
    { name: "empty script", args: ["run", "-A", "empty.ts"], cwd: folder },
    { name: "retort upgrade head", args: retort, cwd: folder },
  ], 15);
  return table("at head with 1,000 revisions on SQLite", results, 2.2);
}
