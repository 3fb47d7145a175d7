/**
 * How long upgrades take on servers, against a minimal script over the same driver and against dbmate.
 *
 * @module
 */
import { mysql } from "@retort/mysql";
import { postgres } from "@retort/postgres";
import type { Connection, Dialect } from "@retort/core/dialect";
import { mysqlServer } from "../servers/mysql.ts";
import { postgresServer } from "../servers/postgres.ts";
import { dbmate } from "./dbmate.ts";
import { measure, type Subject, table } from "./measure.ts";
import { loadAll, row, type Target, writeProject } from "./project.ts";

const retort = ["run", "-A", "jsr:@retort/cli", "upgrade", "head"];

/** The least that a careful person would write: each statement is awaited before the next is sent. */
function script(open: string, close: string, marks: readonly [string, string]): Target["script"] {
  const [one, two] = marks;
  const history = "(event, revision, direction, at, tool, error)";
  return (count) =>
    `${open}
${loadAll}await run("create table retort_version (version_num varchar(255) primary key)");
await run("create table retort_history (event varchar(20) not null, revision varchar(255), direction varchar(20) not null, at varchar(40) not null, tool varchar(40) not null, error text)");
for (let n = 0; n < ${count}; n++) {
  const { revision } = all[n];
  await run("begin");
  await run("select version_num from retort_version");
  await run("create table table_" + n + " (id integer primary key, name varchar(50) not null)");
  if (n === 0) await run("insert into retort_version values (${one})", [revision]);
  else {
    const before = all[n - 1].revision;
    await run("update retort_version set version_num = ${one} where version_num = ${two}", [revision, before]);
  }
  await run(
    "insert into retort_history ${history} values ('finished', ${one}, 'upgrade', ${two}, '0.1.0', null)",
    [revision, new Date().toISOString()],
  );
  await run("commit");
}
${close}
`;
}

/** A driver as a script uses it. */
interface ScriptDriver {
  readonly imports: Target["imports"];
  /** Opens a database as `db`, with `run` for a statement and its values. */
  readonly open: (url: string) => string;
  readonly marks: readonly [string, string];
}

const drivers: Readonly<Record<"postgres" | "mysql", ScriptDriver>> = {
  postgres: {
    imports: { postgres: "npm:postgres@^3.4.9" },
    open: (url) =>
      `import postgres from "postgres";
const db = postgres(${JSON.stringify(url)}, { max: 1, onnotice() {} });
const run = (sql, params = []) => db.unsafe(sql, params);`,
    marks: ["$1", "$2"],
  },
  mysql: {
    imports: { mysql2: "npm:mysql2@^3.24.6" },
    open: (url) =>
      `import mysql from "mysql2/promise";
const db = await mysql.createConnection(${JSON.stringify(url)});
const run = (sql, params = []) => params.length === 0 ? db.query(sql) : db.execute(sql, params);`,
    marks: ["?", "?"],
  },
};

const close = "await db.end();";

const servers = {
  postgres: { dialect: postgres, find: postgresServer, admin: "postgres" },
  mysql: { dialect: mysql, find: mysqlServer, admin: "information_schema" },
} as const;

/** A server, and how one of its databases is named. */
interface Place {
  readonly name: "postgres" | "mysql";
  readonly dialect: Dialect;
  readonly admin: string;
  readonly url: (database: string) => string;
}

/** How much is measured, and where. */
interface Extent {
  readonly temp: string;
  readonly count: number;
  readonly rounds: number;
}

/** N small revisions from an empty database on a server; the budget is 1.15 times the script. */
export function benchServer(name: Place["name"], temp: string): Promise<string> {
  return onServer(name, async (place) => {
    const small = await benchCount(place, { temp, count: 100, rounds: 9 });
    return `${small}\n${await benchCount(place, { temp, count: 1000, rounds: 5 })}`;
  });
}

/** Nothing to do on a server; the budget for 1,000 revisions is 1.4 times a script that asks for 1. */
export function benchHeadOn(name: Place["name"], temp: string): Promise<string> {
  return onServer(name, (place) => benchHeadCount(place, { temp, count: 1000, rounds: 15 }));
}

async function onServer(
  name: Place["name"],
  work: (place: Place) => Promise<string>,
): Promise<string> {
  const { dialect, find, admin } = servers[name];
  const found = await find();
  if (typeof found === "string") return `${name} was not measured: ${found}`;
  try {
    return await work({ name, dialect, admin: found.url(admin), url: found.url });
  } finally {
    await found.close();
  }
}

async function benchHeadCount(
  { name, dialect, admin, url }: Place,
  { temp, count, rounds }: Extent,
): Promise<string> {
  const database = `retort_bench_${Deno.pid}`;
  const cwd = `${temp}/${name}_head_${count}`;
  const { imports, open } = drivers[name];
  const one = `${open(url(database))}\nawait run("select 1");\n${close}\n`;
  const target = { dialect: name, url: url(database), imports, script: () => one };
  await writeProject(cwd, row(count), target);
  await anew(dialect, admin, database);
  try {
    await measure([{ name: "first upgrade", args: retort, cwd }], 0);
    const results = await measure([
      { name: "script that asks for 1", args: ["run", "-A", "script.ts"], cwd },
      { name: "retort upgrade head", args: retort, cwd },
      { name: "retort current", args: ["run", "-A", "jsr:@retort/cli", "current"], cwd },
    ], rounds);
    return table(`at head with ${count} revisions on ${name}`, results, 1.4);
  } finally {
    await withAdmin(dialect, admin, (db) => drop(db, database));
  }
}

async function benchCount(
  { name, dialect, admin, url }: Place,
  { temp, count, rounds }: Extent,
): Promise<string> {
  const database = `retort_bench_${Deno.pid}`;
  const cwd = `${temp}/${name}_${count}`;
  const { imports, open, marks } = drivers[name];
  await writeProject(cwd, row(count), {
    dialect: name,
    url: url(database),
    imports,
    script: script(open(url(database)), close, marks),
  });
  const prepare = (): Promise<void> => anew(dialect, admin, database);
  try {
    const subjects: readonly Subject[] = [
      { name: "script", args: ["run", "-A", "script.ts"], cwd, prepare },
      { name: "retort upgrade head", args: retort, cwd, prepare },
      ...await dbmate({ cwd, count, url: url(database), prepare }),
    ];
    const results = await measure(subjects, rounds);
    return table(`upgrade of ${count} revisions on ${name}`, results, 1.15);
  } finally {
    await withAdmin(dialect, admin, (db) => drop(db, database));
  }
}

async function anew(dialect: Dialect, admin: string, database: string): Promise<void> {
  await withAdmin(dialect, admin, async (db) => {
    await drop(db, database);
    await db.execute({ sql: `CREATE DATABASE ${database}` });
  });
}

async function drop(db: Connection, database: string): Promise<void> {
  await db.execute({ sql: `DROP DATABASE IF EXISTS ${database}` });
}

async function withAdmin(
  dialect: Dialect,
  url: string,
  work: (db: Connection) => Promise<void>,
): Promise<void> {
  const db = await dialect.connect?.(url);
  if (!db) return;
  try {
    await work(db);
  } finally {
    await db.close();
  }
}
