/**
 * How long `check` looks at a database in which nothing has to change, against the bare catalog
 * queries that it sends.
 *
 * @module
 */
import { check } from "@retort/core/commands";
import { type Connection, type Dialect, type Query, renderOp } from "@retort/core/dialect";
import { applyNaming, emptySchema, type MetaData } from "@retort/core/schema";
import { mysql } from "@retort/mysql";
import { postgres } from "@retort/postgres";
import { sqlite } from "@retort/sqlite";
import { bareProject, connected } from "../live/project.ts";
import { mysqlServer } from "../servers/mysql.ts";
import { postgresServer } from "../servers/postgres.ts";
import { benchCommand, type CommandPlace } from "./check_process.ts";
import { verdict } from "./measure.ts";
import { modelsOf } from "./models.ts";
import { recorderOf } from "./recorder.ts";

const sizes = [100, 500, 1000, 2000] as const;
const rounds = 7;

/** The medians of all sides at one number of tables, in milliseconds. */
interface Figures {
  /** All that the command asks, in the same groups over the same driver, rows fetched. */
  readonly bare: readonly number[];
  /** The same without the queries that give no row: those for views, routines and so on. */
  readonly answered: readonly number[];
  readonly check: readonly number[];
  readonly queries: number;
  readonly asked: Asked;
}

type Asked = readonly (readonly Query[])[];

/** Tables on SQLite. */
export async function benchAutogenerateSqlite(_root: string, temp: string): Promise<string> {
  return await benchPlace({ dialect: sqlite, url: `sqlite:${temp}/autogenerate.db`, temp });
}

const servers: Readonly<
  Record<"postgres" | "mysql", {
    readonly dialect: Dialect;
    readonly find: typeof postgresServer;
    readonly admin: string;
  }>
> = {
  postgres: { dialect: postgres, find: postgresServer, admin: "postgres" },
  mysql: { dialect: mysql, find: mysqlServer, admin: "information_schema" },
};

/** Tables on a server. */
export async function benchAutogenerate(name: keyof typeof servers, temp: string): Promise<string> {
  const { dialect, find, admin } = servers[name];
  const found = await find();
  if (typeof found === "string") return `${name} was not measured: ${found}`;
  const database = `retort_bench_${Deno.pid}`;
  const db = await connected(dialect, found.url(admin));
  try {
    await db.execute({ sql: `CREATE DATABASE ${database}` });
    return await benchPlace({ dialect, url: found.url(database), temp });
  } finally {
    await db.execute({ sql: `DROP DATABASE IF EXISTS ${database}` });
    await db.close();
    await found.close();
  }
}

async function benchPlace(place: CommandPlace): Promise<string> {
  const { dialect, url } = place;
  const lines = [
    `autogenerate on ${dialect.name}, nothing to change: median of ${rounds} in one process, after one that warms`,
  ];
  const db = await connected(dialect, url);
  try {
    let made = 0;
    for (const count of sizes) {
      await create(db, dialect, { from: made, to: count });
      made = count;
      const figures = await figuresOf(db, dialect, count);
      lines.push(...show(count, figures));
      if (count >= 1000) lines.push(...await benchCommand(place, count, figures.asked));
    }
  } finally {
    await db.close();
  }
  return lines.join("\n");
}

/** Makes the tables that are not there yet, some at a time: no server likes thousands at once. */
async function create(
  db: Connection,
  dialect: Dialect,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  const models = modelsOf(to);
  const named = applyNaming(models.schema(), models.naming);
  const tables = [...named.tables.values()].slice(from);
  const cx = { before: emptySchema, names: [dialect.name], offline: false };
  for (let at = 0; at < tables.length; at += 50) {
    await db.transaction(async () => {
      for (const table of tables.slice(at, at + 50)) {
        for (const statement of renderOp(dialect, { kind: "createTable", table }, cx)) {
          await db.execute(statement);
        }
      }
    });
  }
}

/** All sides in turns, so that a busy machine is busy for all. */
async function figuresOf(db: Connection, dialect: Dialect, count: number): Promise<Figures> {
  const models = modelsOf(count);
  const recorder = recorderOf(db);
  const first = await timed(() => checkOnce(recorder.db, dialect, models));
  const { asked, count: queries } = recorder;
  const again = recorderOf(db).db;
  const useful = await withRows(db, asked);
  const bare = [await timed(() => replay(db, asked))];
  const answered = [await timed(() => replay(db, useful))];
  const ours = [first];
  for (let round = 0; round < rounds; round++) {
    bare.push(await timed(() => replay(db, asked)));
    answered.push(await timed(() => replay(db, useful)));
    ours.push(await timed(() => checkOnce(again, dialect, models)));
  }
  return { bare, answered, check: ours, queries, asked };
}

/** The queries that give any row. */
async function withRows(db: Connection, asked: Asked): Promise<Asked> {
  const groups: (readonly Query[])[] = [];
  for (const group of asked) {
    const rows = await Promise.all(group.map((query) => db.query(query)));
    groups.push(group.filter((_query, index) => (rows[index]?.length ?? 0) > 0));
  }
  return groups;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/** The same queries in the same groups, their rows fetched and thrown away. */
async function replay(db: Connection, asked: Asked): Promise<void> {
  for (const group of asked) await Promise.all(group.map((query) => db.query(query)));
}

/** What the command does, on a connection that is open already. */
async function checkOnce(db: Connection, dialect: Dialect, models: MetaData): Promise<void> {
  const environment = { metadata: () => models };
  const { changes } = await check(
    bareProject(dialect, db, { environment: () => Promise.resolve(environment) }),
  );
  if (changes.length > 0) throw new Error(`there are changes: ${changes.slice(0, 3).join("; ")}`);
}

function median(times: readonly number[]): number {
  const sorted = times.slice(1).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function show(count: number, figures: Figures): readonly string[] {
  const { bare, answered, check: ours, queries } = figures;
  const line = (name: string, times: readonly number[]): string => {
    const [first = 0] = times;
    const text = `${ms(median(times))}  (first ${ms(first)})`;
    return `  ${`${count} tables, ${name}`.padEnd(44)}${text}`;
  };
  const ratio = median(ours) / median(bare);
  const strict = median(ours) / median(answered);
  const limit = count >= 1000 ? 1.5 : undefined;
  return [
    line("catalog queries", bare),
    line("catalog queries that give rows", answered),
    `${line("check", ours)}  ${ratio.toFixed(2)} x${verdict(ratio, limit)} (of those with rows ${
      strict.toFixed(2)
    } x), ${queries} queries`,
  ];
}

function ms(time: number): string {
  return `${time.toFixed(0).padStart(5)} ms`;
}
