/**
 * Projects of many small revisions, as the benches need them.
 *
 * @module
 */
import { links } from "../scripts/shell.ts";

/** The id of the n-th revision. */
export function idOf(n: number): string {
  return n.toString(16).padStart(12, "0");
}

/** The revisions in a row. */
export function row(count: number): readonly (readonly number[])[] {
  return Array.from({ length: count }, (_, n) => n === 0 ? [] : [n - 1]);
}

/** Two branches side by side that are merged with every tenth revision. */
export function bushy(count: number): readonly (readonly number[])[] {
  return Array.from({ length: count }, (_, n) => {
    if (n === 0) return [];
    if (n % 10 === 0) return [n - 1, n - 2];
    return n % 10 === 1 ? [n - 1] : [n - 2];
  });
}

/** What a project of a bench works on. */
export interface Target {
  /** The dialect. */
  readonly dialect: string;
  /** The database. */
  readonly url: string;
  /** The minimal script that does the same. */
  readonly script: (count: number) => string;
  /** What the script imports, as `imports` of `deno.json` name it. */
  readonly imports: Readonly<Record<string, string>>;
}

const file: Target = { dialect: "sqlite", url: "sqlite:app.db", script, imports: {} };

/** Writes a project with one revision for each list of parents, each with one small table. */
export async function writeProject(
  folder: string,
  parents: readonly (readonly number[])[],
  target: Target = file,
): Promise<void> {
  await Deno.mkdir(`${folder}/migrations/versions`, { recursive: true });
  const packages = ["core", "cli", target.dialect]
    .map((name) => [`@retort/${name}`, `jsr:@retort/${name}@^0.1.0`]);
  const imports = { ...Object.fromEntries(packages), ...target.imports };
  const write = (path: string, text: string): void =>
    Deno.writeTextFileSync(`${folder}/${path}`, text);
  write("deno.json", JSON.stringify({ imports, links: await links() }));
  write("retort.ini", `[retort]\nscript_location = migrations\nurl = ${target.url}\n`);
  write("migrations/env.ts", environment);
  write("empty.ts", "");
  write("script.ts", target.script(parents.length));
  write("peak.ts", peak);
  for (const [n, before] of parents.entries()) write(pathOf(n), revision(n, before));
}

function pathOf(n: number): string {
  return `migrations/versions/${idOf(n)}_table_${n}.ts`;
}

const environment = `import { defineEnvironment } from "@retort/core/environment";
export default defineEnvironment({});
`;

function revision(n: number, parents: readonly number[]): string {
  const [only, ...more] = parents.map((parent) => `"${idOf(parent)}"`);
  const down = more.length === 0 ? only ?? "null" : `[${[only, ...more].join(", ")}]`;
  return `/**
 * create table ${n}
 *
 * Revision ID: ${idOf(n)}
 * Revises: ${parents.map(idOf).join(", ")}
 * Create Date: 2026-11-22T12:00:00Z
 */
import { integer, op, varchar } from "@retort/core";

export const revision = "${idOf(n)}";
export const downRevision = ${down};
export const branchLabels = [];
export const dependsOn = [];

export const upgrade = [
  op.createTable("table_${n}", { id: integer().primaryKey(), name: varchar(50).notNull() }),
];
`;
}

/** Imports all revisions through a module of static imports, as `all`. */
export const loadAll =
  `const paths = [...Deno.readDirSync("migrations/versions")].map(({ name }) => name).sort();
for (const name of paths) Deno.readTextFileSync("migrations/versions/" + name);
const base = new URL("migrations/versions/", import.meta.url).href;
const lines = paths.map((name, n) => "import * as r" + n + ' from "' + base + name + '";');
lines.push("export const all = [" + paths.map((_, n) => "r" + n).join(",") + "];");
const url = URL.createObjectURL(new Blob([lines.join("\\n")], { type: "text/javascript" }));
const { all } = await import(url);
`;

/**
 * The least that does the same: imports the same revisions through a module of static imports, then
 * runs the same statements in the same transactions, with the version row and the history.
 */
function script(count: number): string {
  return `import { DatabaseSync } from "node:sqlite";
${loadAll}const db = new DatabaseSync("script.db");
db.exec("create table retort_version (version_num varchar(255) primary key not null)");
db.exec("create table retort_history (id integer primary key, event varchar(20) not null, revision varchar(255), direction varchar(20) not null, at varchar(40) not null, tool varchar(40) not null, error text)");
for (let n = 0; n < ${count}; n++) {
  const { revision } = all[n];
  db.exec("begin immediate");
  db.prepare("select version_num from retort_version").all();
  db.prepare('create table "table_' + n + '" ("id" integer primary key not null, "name" varchar(50) not null)').run();
  if (n === 0) db.prepare("insert into retort_version values (?)").run(revision);
  else db.prepare("update retort_version set version_num = ? where version_num = ?").run(revision, all[n - 1].revision);
  db.prepare("insert into retort_history (event, revision, direction, at, tool, error) values (?, ?, ?, ?, ?, ?)").run("finished", revision, "upgrade", new Date().toISOString(), "0.1.0", null);
  db.exec("commit");
}
db.close();
`;
}

/** Runs a command line and tells the most memory it took, where the system knows that. */
const peak = `import { main } from "jsr:@retort/cli";
await main(Deno.args);
const status = await Deno.readTextFile("/proc/self/status").catch(() => "");
await Deno.stderr.write(new TextEncoder().encode("peak " + (/VmHWM:\\s*(\\d+)/.exec(status)?.[1] ?? "0")));
`;
