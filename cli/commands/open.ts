/**
 * Opening the project that a command works on.
 *
 * @module
 */
import { type FolderProject, openProject, type ProjectOptions } from "../project.ts";
import type { GlobalFlags } from "./common.ts";

/** Opens the project that the flags name. */
export async function open(
  flags: GlobalFlags & {
    readonly versionPath?: string | undefined;
    readonly tag?: string | undefined;
    readonly transactionMode?: ProjectOptions["transactionMode"];
  },
): Promise<FolderProject> {
  // Transactions that are open are rolled back by the database when its connection ends.
  Deno.addSignalListener("SIGINT", () => Deno.exit(130));
  const { config, name, url, versionPath, tag, transactionMode } = flags;
  const x = xOf(flags.xArg ?? []);
  return await openProject({ config, name, url, versionPath, tag, transactionMode, x });
}

/** `-x` arguments by name; those without `=` are empty. */
export function xOf(args: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(args.map((arg) => {
    const at = arg.indexOf("=");
    return at < 0 ? [arg, ""] : [arg.slice(0, at), arg.slice(at + 1)];
  }));
}
