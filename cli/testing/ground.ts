/**
 * The folder that test databases are kept apart by: who holds a lock in it is alive.
 *
 * @module
 */
import { dirname } from "../paths.ts";

/** The folder, and what the names of its databases begin with. */
export interface Ground {
  /** The folder. */
  readonly folder: string;
  /** Tells the databases of this machine from those of others on the same server. */
  readonly id: string;
}

/** A lock that is given back. */
export interface Held {
  /** Gives it back; `remove` takes its file away too. */
  release(remove?: boolean): void;
}

/** Opens the folder: that of the options, or one among the temporary files. */
export function openGround(folder: string = usual()): Ground {
  Deno.mkdirSync(folder, { recursive: true, mode: 0o700 });
  return { folder, id: idOf(`${folder}/ground`) };
}

/** One for each user: others may not write into it. */
function usual(): string {
  const probe = Deno.makeTempDirSync({ prefix: "retort_" });
  Deno.removeSync(probe);
  let user = "";
  try {
    user = `_${Deno.uid() ?? ""}`;
  } catch {
    // Not allowed to know.
  }
  return `${dirname(probe)}/retort_test${user}`;
}

/** Made once, and the same for every process afterwards. */
function idOf(path: string): string {
  const id = crypto.randomUUID().slice(0, 8);
  try {
    const part = `${path}_${id}`;
    Deno.writeTextFileSync(part, id);
    // A link is made whole or not at all, and never over another.
    try {
      Deno.linkSync(part, path);
    } finally {
      Deno.removeSync(part);
    }
    return id;
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    return Deno.readTextFileSync(path);
  }
}

/** Waits for a lock that only one has. */
export async function lock({ folder }: Ground, name: string): Promise<Held> {
  const path = `${folder}/${name}.lock`;
  const file = await Deno.open(path, { create: true, write: true });
  await file.lock(true);
  return heldBy(file, path);
}

/** Takes a lock if nobody has it, of a process or thread that may be gone. */
export function tryLock({ folder }: Ground, name: string): Held | undefined {
  const path = `${folder}/${name}.lock`;
  const file = Deno.openSync(path, { create: true, write: true });
  if (file.tryLockSync(true)) return heldBy(file, path);
  file.close();
  return undefined;
}

function heldBy(file: Deno.FsFile, path: string): Held {
  return {
    release(remove = false): void {
      if (remove) Deno.removeSync(path);
      file.close();
    },
  };
}

/** The names of locks that begin so. */
export function locksOf({ folder }: Ground, prefix: string): readonly string[] {
  return [...Deno.readDirSync(folder)]
    .map(({ name }) => name)
    .filter((name) => name.startsWith(prefix) && name.endsWith(".lock"))
    .map((name) => name.slice(0, -".lock".length));
}
