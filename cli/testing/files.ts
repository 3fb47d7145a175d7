/**
 * Databases that are files, as a server keeps them.
 *
 * @module
 */
import type { CopyServer, NamedDatabase } from "@retort/core/dialect";
import type { Ground } from "./ground.ts";

/** What SQLite keeps beside a file while it works. */
const besides = ["", "-journal", "-wal", "-shm"];

/** The files of a folder as a server of databases. */
export function filesIn({ folder }: Ground, scheme: string): CopyServer {
  const pathOf = (name: string): string => `${folder}/${name}.db`;
  return {
    list: (prefix) => Promise.resolve(list(folder, prefix)),
    // It is made when it is opened.
    create: () => Promise.resolve(),
    // Faster than to let another thread do it, and to wait for that.
    copy: (from, to) => Promise.resolve().then(() => Deno.copyFileSync(pathOf(from), pathOf(to))),
    note: (name, text) => Deno.writeTextFile(`${folder}/${name}.note`, text),
    drop(name): Promise<void> {
      const paths = besides.map((end) => pathOf(name) + end);
      for (const path of [...paths, `${folder}/${name}.note`]) removeIfThere(path);
      return Promise.resolve();
    },
    url: (name) => `${scheme}:${pathOf(name)}`,
    close: () => Promise.resolve(),
  };
}

function list(folder: string, prefix: string): readonly NamedDatabase[] {
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
  const noted = new Set(names);
  return names.filter((name) => name.startsWith(prefix) && name.endsWith(".db")).map((file) => {
    const name = file.slice(0, -".db".length);
    if (!noted.has(`${name}.note`)) return { name };
    return { name, note: Deno.readTextFileSync(`${folder}/${name}.note`) };
  });
}

function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
