/**
 * The file that all revisions are bundled into.
 *
 * @module
 */
import type { BundlePlace } from "@retort/core/commands";
import { readIfThere, unwritable, writeText } from "./files.ts";
import { importPart } from "./part.ts";
import { basename, dirname, isAbsolute, join, relative } from "./paths.ts";
import type { FolderProject } from "./project.ts";

/** The bundle at a path. */
export function bundleAt(path: string): BundlePlace {
  return {
    path,
    read: () => readIfThere(path),
    write(text): void {
      try {
        writeInFolder(path, text);
      } catch (error) {
        throw unwritable(path, error);
      }
    },
    specifier(file): string {
      const way = relative(absolute(dirname(path)), absolute(file));
      return escaped(way.startsWith(".") || isAbsolute(way) ? way : `./${way}`);
    },
  };
}

function absolute(path: string): string {
  return isAbsolute(path) ? path : join(Deno.cwd(), path);
}

/** Specifiers are URLs: these characters mean something else there. */
function escaped(path: string): string {
  return path.replace(/[%#?\\]/g, encodeURIComponent);
}

/** The folder is made only where it lacks: that takes a right of its own. */
function writeInFolder(path: string, text: string): void {
  try {
    writeText(path, text);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    Deno.mkdirSync(dirname(path), { recursive: true });
    writeText(path, text);
  }
}

/** Writes the bundle of a project again where it has one. */
export async function refreshBundle(project: FolderProject): Promise<void> {
  const { bundle: place } = project;
  if (place?.read() === undefined) return;
  const module = "@retort/core/commands/bundle";
  const { bundle } = await importPart<typeof import("@retort/core/commands/bundle")>(module);
  await bundle(project, place);
}

/** The name of the bundle in a folder of revision files; nothing where it is in another one. */
export function bundleIn(folder: string, bundle: string): string | undefined {
  return absolute(folder) === absolute(dirname(bundle)) ? basename(bundle) : undefined;
}
