/**
 * Opening the project that a command works on.
 *
 * @module
 */
import { type FolderProject, openProject } from "../project.ts";
import type { GlobalFlags } from "./common.ts";

/** Opens the project that the flags name. */
export async function open(
  flags: GlobalFlags & {
    readonly versionPath?: string | undefined;
    readonly tag?: string | undefined;
  },
): Promise<FolderProject> {
  // Transactions that are open are rolled back by the database when its connection ends.
  Deno.addSignalListener("SIGINT", () => Deno.exit(130));
  const { config, name, url, versionPath, tag } = flags;
  return await openProject({ config, name, url, versionPath, tag, x: xOf(flags.xArg ?? []) });
}

/** `-x` arguments by name; those without `=` are empty. */
export function xOf(args: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(args.map((arg) => {
    const at = arg.indexOf("=");
    return at < 0 ? [arg, ""] : [arg.slice(0, at), arg.slice(at + 1)];
  }));
}
