/**
 * What must hold of databases for tests, the same on every server.
 *
 * @module
 */
import assert from "node:assert/strict";
import { integer, op, varchar } from "@retort/core";
import type { NamedDatabase } from "@retort/core/dialect";
import { sleep } from "./others.ts";

/** A history of many revisions: a table, columns and an index of each six. */
export function smallRevisions(length: number): readonly object[] {
  return Array.from({ length }, (_, at) => {
    const table = `t${Math.trunc(at / 6)}`;
    const kind = at % 6;
    const columns = { id: integer().primaryKey(), name: varchar(50) };
    const upgrade = kind === 0
      ? [op.createTable(table, columns)]
      : kind === 5
      ? [op.createIndex(`ix_${table}`, table, ["name"])]
      : [op.addColumn(table, `c${kind}`, integer())];
    return { revision: `r${at}`, downRevision: at === 0 ? null : `r${at - 1}`, upgrade };
  });
}

/** A server, or a folder, on which tests make databases. */
export interface CopyGround {
  /** The name of its dialect. */
  readonly dialect: string;
  /** The URL that they are made beside. */
  readonly url: string;
  /** The folder of locks and files, which nobody else uses. */
  readonly folder: string;
  /** The databases of this folder that are there: copies and templates. */
  left(): Promise<readonly NamedDatabase[]>;
}

interface Ended {
  readonly code: number;
  readonly text: string;
}

function start(ground: CopyGround, args: readonly string[]): Deno.ChildProcess {
  const { dialect, url, folder } = ground;
  const program = new URL("copies_program.ts", import.meta.url).pathname;
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--no-prompt", program, dialect, url, folder, ...args],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

async function ended(child: Deno.ChildProcess): Promise<Ended> {
  const late = setTimeout(() => child.kill("SIGKILL"), 120_000);
  const { code, stdout, stderr } = await child.output();
  clearTimeout(late);
  const decoder = new TextDecoder();
  return { code, text: decoder.decode(stdout) + decoder.decode(stderr) };
}

/** Runs so many tests at once in a process of its own; gives how long each waited for its database. */
export async function runTests(
  ground: CopyGround,
  tests: number,
  revisions: number,
): Promise<readonly number[]> {
  const { code, text } = await ended(start(ground, [String(tests), String(revisions)]));
  assert.equal(code, 0, text);
  return JSON.parse(text);
}

/** Only the template of a history is left, and no file but those that go with it. */
async function assertClean(ground: CopyGround, templates: number): Promise<void> {
  const left = await ground.left();
  const copies = left.filter(({ name }) => name.startsWith("retort_copy_"));
  assert.deepEqual(copies, []);
  assert.equal(left.length, templates, JSON.stringify(left));
  for (const { note } of left) assert.match(String(note), /^template of retort, last used on \d/);
  const files = [...Deno.readDirSync(ground.folder)].map(({ name }) => name);
  assert.deepEqual(files.filter((name) => name.includes("retort_copy_")), []);
}

/** Several processes at once with tests at once: one template is made, and nothing is left. */
export async function manyAtOnce(ground: CopyGround, tests: number): Promise<void> {
  const processes = [0, 1, 2].map(() => start(ground, [String(tests), "6"]));
  for (const { code, text } of await Promise.all(processes.map(ended))) {
    assert.equal(code, 0, text);
  }
  await assertClean(ground, 1);
}

/** The databases of a process that was killed are dropped by the next run. */
export async function afterKill(ground: CopyGround): Promise<void> {
  const child = start(ground, ["0", "6", "hold"]);
  const late = setTimeout(() => child.kill("SIGKILL"), 120_000);
  const reader = child.stdout.getReader();
  const { value } = await reader.read();
  const name = new TextDecoder().decode(value).trim();
  reader.releaseLock();
  clearTimeout(late);
  assert.match(name, /^retort_copy_/);
  assert.equal((await ground.left()).some((database) => database.name === name), true);
  // While it lives, nobody takes it away.
  await sleep(2_500);
  await runTests(ground, 1, 6);
  assert.equal((await ground.left()).some((database) => database.name === name), true);
  child.kill("SIGKILL");
  await child.status;
  await child.stdout.cancel();
  await child.stderr.cancel();
  await runTests(ground, 1, 6);
  await assertClean(ground, 1);
}

/** Another history has another template. */
export async function otherHistory(ground: CopyGround): Promise<void> {
  await runTests(ground, 1, 6);
  await runTests(ground, 1, 12);
  await assertClean(ground, 2);
}
