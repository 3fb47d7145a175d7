/**
 * How long a test waits for a database of its own, and its end: 200 tests on a history of 300 revisions,
 * two at a time as `deno test --parallel` runs them on two processors.
 *
 * @module
 */
import { testDatabase } from "@retort/cli/testing";
import type { Dialect } from "@retort/core/dialect";
import { mysql } from "@retort/mysql";
import { postgres } from "@retort/postgres";
import { sqlite } from "@retort/sqlite";
import { openGround } from "../../cli/testing/ground.ts";
import { smallRevisions } from "../live/copies.ts";
import { startPostgres } from "../servers/embedded_postgres.ts";
import { mysqlServer } from "../servers/mysql.ts";
import { postgresServer } from "../servers/postgres.ts";
import { verdict } from "./measure.ts";

const tests = 200;
const revisions = smallRevisions(300);
const budgets: Readonly<Record<string, number>> = { sqlite: 10, postgres: 400 };

/** Measures one kind of database. */
export async function benchTestDatabase(
  name: "sqlite" | "postgres" | "mysql",
  temp: string,
): Promise<string> {
  if (name === "sqlite") return await benchAt(sqlite, "sqlite:app.db", temp);
  // A server that is there for tests alone need not wait for disks; so one is started where that can be.
  const own = name === "postgres" ? await startPostgres() : await mysqlServer();
  const server = typeof own === "string" && name === "postgres" ? await postgresServer() : own;
  if (typeof server === "string") return `test database, ${name}: skipped, ${server}`;
  try {
    const dialect = name === "postgres" ? postgres : mysql;
    return await benchAt(dialect, server.url(name === "postgres" ? "postgres" : "mysql"), temp);
  } finally {
    await server.close();
  }
}

async function benchAt(dialect: Dialect, url: string, temp: string): Promise<string> {
  const folder = `${temp}/test_database_${dialect.name}`;
  const options = { dialect, url, folder, revisions };
  const begun = performance.now();
  await (await testDatabase(options))[Symbol.asyncDispose]();
  const first = performance.now() - begun;
  const lines = [`test database, ${dialect.name}: ${revisions.length} revisions, ${tests} tests`];
  lines.push(figure("the template, once for a history", first));
  for (const beside of [2, tests]) {
    const { made, dropped, all } = await run(options, beside);
    const words = `${beside} at a time: its making`;
    const limit = beside === 2 ? budgets[dialect.name] : undefined;
    lines.push(figure(words, median(made)) + verdict(median(made), limit));
    lines.push(figure("  its end", median(dropped)), figure("  all of them", all));
  }
  const bare = await bareCopies(dialect, url);
  if (bare !== undefined) lines.push(figure("CREATE DATABASE of an empty one, alone", bare));
  await dropTemplate(dialect, url, folder);
  return lines.join("\n");
}

function figure(what: string, ms: number): string {
  return `  ${what.padEnd(42)}${ms.toFixed(ms < 10 ? 1 : 0).padStart(7)} ms`;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
}

interface Times {
  readonly made: readonly number[];
  readonly dropped: readonly number[];
  readonly all: number;
}

async function run(
  options: NonNullable<Parameters<typeof testDatabase>[0]>,
  beside: number,
): Promise<Times> {
  const made: number[] = [];
  const dropped: number[] = [];
  let left = tests;
  const begun = performance.now();
  const worker = async (): Promise<void> => {
    while (left-- > 0) {
      const start = performance.now();
      const database = await testDatabase(options);
      made.push(performance.now() - start);
      const end = performance.now();
      await database[Symbol.asyncDispose]();
      dropped.push(performance.now() - end);
    }
  };
  await Promise.all(Array.from({ length: beside }, worker));
  return { made, dropped, all: performance.now() - begun };
}

/** What the server itself needs for an empty database, over a connection that is open. */
async function bareCopies(dialect: Dialect, url: string): Promise<number | undefined> {
  if (!dialect.copies) return undefined;
  const server = await dialect.copies.open(url);
  const times: number[] = [];
  for (let at = 0; at < 20; at++) {
    const name = `retort_bench_${Deno.pid}_${at}`;
    const begun = performance.now();
    await server.create(name);
    times.push(performance.now() - begun);
    await server.drop(name);
  }
  await server.close();
  return median(times);
}

/** The bench's own template is of no use to anybody. */
async function dropTemplate(dialect: Dialect, url: string, folder: string): Promise<void> {
  const server = await dialect.copies?.open(url);
  const { id } = openGround(folder);
  for (const { name } of await server?.list(`retort_template_${id}_`) ?? []) {
    await server?.drop(name);
  }
  await server?.close();
}
