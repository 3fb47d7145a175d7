/**
 * Opening the project that a command works on.
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";
import { durationOf } from "../duration.ts";
import { variable } from "../env.ts";
import { type FolderProject, isSeveral, openProject, type ProjectOptions } from "../project.ts";
import type { GlobalFlags } from "./common.ts";

interface OpenFlags extends GlobalFlags {
  readonly versionPath?: string | undefined;
  readonly tag?: string | undefined;
  readonly transactionMode?: ProjectOptions["transactionMode"];
  readonly lockWait?: string | undefined;
}

/** Opens the project that the flags name. */
export async function open(flags: OpenFlags): Promise<FolderProject> {
  // Transactions that are open are rolled back by the database when its connection ends.
  Deno.addSignalListener("SIGINT", () => Deno.exit(130));
  return await openProject(optionsOf(flags));
}

function optionsOf(flags: OpenFlags): ProjectOptions {
  const { config, name, url, versionPath, tag, transactionMode, xArg = [] } = flags;
  const lockWait = timeOf("--lock-wait", flags.lockWait);
  return { config, name, url, versionPath, tag, transactionMode, lockWait, x: xOf(xArg) };
}

/**
 * Opens the project that the flags name, once for each of its databases where it has several and the
 * flags choose none.
 *
 * @throws {RetortError} `database/several` for a URL that would be that of all, `database/twice`.
 */
export async function openAll(
  flags: Parameters<typeof open>[0],
): Promise<readonly [FolderProject, ...FolderProject[]]> {
  const project = await open(flags);
  if (!isSeveral(project.config)) return [project];
  const { databases } = project.config;
  if (flags.url !== undefined || variable("RETORT_URL")) {
    throw new RetortError("database/several", { databases });
  }
  const opened: FolderProject[] = [];
  for (const name of databases) opened.push(await openProject(optionsOf({ ...flags, name })));
  await refuseTwice(opened);
  return opened as unknown as readonly [FolderProject, ...FolderProject[]];
}

/** Two databases in one place would take each other's revisions for their own. */
async function refuseTwice(projects: readonly FolderProject[]): Promise<void> {
  const seen = new Map<string, string>();
  for (const { config, environment, url } of projects) {
    if ((await environment()).connection) continue;
    const key = JSON.stringify([await url(), config.versionTable, config.versionSchema]);
    const other = seen.get(key);
    if (other !== undefined) {
      throw new RetortError("database/twice", { names: [other, config.section] });
    }
    seen.set(key, config.section);
  }
}

/** A flag that is a time, in milliseconds. */
function timeOf(argument: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = durationOf(text);
  if (time !== undefined) return time;
  const problem = `"${text}" is no time such as 500ms, 3s or 10m`;
  throw new RetortError("cli/bad-argument", { argument, problem });
}

/** `-x` arguments by name; those without `=` are empty. */
export function xOf(args: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(args.map((arg) => {
    const at = arg.indexOf("=");
    return at < 0 ? [arg, ""] : [arg.slice(0, at), arg.slice(at + 1)];
  }));
}
