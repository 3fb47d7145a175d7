/**
 * Templates: migrated once for each history, and kept for the next run.
 *
 * @module
 */
import type { CopyServer } from "@retort/core/dialect";
import { RetortError } from "@retort/core/errors";
import { filesIn } from "./files.ts";
import { type Ground, lock, locksOf, tryLock } from "./ground.ts";
import type { Source } from "./source.ts";

/** What is not used for so long is dropped, in milliseconds. */
const longest = 7 * 24 * 3_600_000;

/** Nobody judges what was only just begun: its lock may not be taken yet. */
const grace = 2_000;

/** The name of a copy: who finds it on a server sees where it is from and when it was made. */
export function copyName({ id }: Ground): string {
  const random = crypto.randomUUID().slice(0, 8);
  return `retort_copy_${id}_${Date.now().toString(36)}_${Deno.pid.toString(36)}_${random}`;
}

/** Works with the server of a source. */
export async function withServer<T>(
  { dialect, url }: Pick<Source, "dialect" | "url">,
  ground: Ground,
  work: (server: CopyServer) => Promise<T>,
): Promise<T> {
  const server = dialect.copies
    ? await dialect.copies.open(url)
    : dialect.name === "sqlite"
    ? filesIn(ground, url.replace(/:.*$/s, ""))
    : refuse(dialect.name);
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}

function refuse(dialect: string): never {
  throw new RetortError("testing/no-copies", { dialect });
}

/** The name of the template of a source, which is there afterwards; sweeps what others have left. */
export async function ensureTemplate(source: Source, ground: Ground): Promise<string> {
  const name = `retort_template_${ground.id}_${source.key}`;
  const held = await lock(ground, name);
  try {
    return await withServer(source, ground, async (server) => {
      await sweep(server, ground, name);
      const found = (await server.list(name)).find((database) => database.name === name);
      if (found?.note === undefined) {
        // What an earlier try left is not whole.
        await server.drop(name);
        await server.create(name);
        await build(source, server.url(name));
      }
      if (found?.note !== noteOf(today())) await server.note(name, noteOf(today()));
      return name;
    });
  } finally {
    held.release();
  }
}

async function build({ dialect, build }: Source, url: string): Promise<void> {
  if (!dialect.connect) throw new RetortError("dialect/offline-only", { dialect: dialect.name });
  const db = await dialect.connect(url);
  try {
    await build(db);
  } finally {
    await db.close();
  }
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function noteOf(day: string): string {
  return `template of retort, last used on ${day}`;
}

/**
 * Drops the copies of tests that are dead, and what nobody has used for long, also of machines that may
 * be gone.
 */
async function sweep(server: CopyServer, ground: Ground, except: string): Promise<void> {
  const locks = new Set(locksOf(ground, "retort_copy_"));
  for (const { name } of await server.list("retort_copy_")) {
    if (name.split("_")[2] !== ground.id) {
      if (ageOf(name) > longest) await server.drop(name);
      continue;
    }
    locks.delete(name);
    if (ageOf(name) > grace) await dropDead(server, ground, name);
  }
  // Where the database is on another server, or was not made any more.
  for (const name of locks) if (ageOf(name) > grace) tryLock(ground, name)?.release(true);
  for (const { name, note = "" } of await server.list("retort_template_")) {
    const day = Date.parse(note.slice(-10));
    if (name === except || !(Date.now() - day > longest)) continue;
    const held = tryLock(ground, name);
    if (held) await server.drop(name);
    held?.release(true);
  }
}

/** How long ago a copy was made, in milliseconds. */
function ageOf(copy: string): number {
  return Date.now() - Number.parseInt(copy.split("_")[3] ?? "", 36);
}

/** Whoever uses a copy holds its lock. */
async function dropDead(server: CopyServer, ground: Ground, name: string): Promise<void> {
  const held = tryLock(ground, name);
  if (!held) return;
  try {
    await server.drop(name);
  } finally {
    held.release(true);
  }
}
