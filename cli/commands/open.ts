/**
 * Opening the project that a command works on.
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";
import { durationOf } from "../config/values.ts";
import { exitOnInterrupt } from "../interrupt.ts";
import { type FolderProject, openDatabases, openProject, type ProjectOptions } from "../project.ts";
import type { GlobalFlags } from "./common.ts";

/** Flags that say which project is meant, and how it is worked on. */
export interface OpenFlags extends GlobalFlags {
  readonly versionPath?: string | undefined;
  readonly tag?: string | undefined;
  readonly transactionMode?: ProjectOptions["transactionMode"];
  readonly lockWait?: string | undefined;
  readonly lockTimeout?: string | undefined;
}

/** Opens the project that the flags name. */
export async function open(flags: OpenFlags): Promise<FolderProject> {
  exitOnInterrupt();
  return await openProject(optionsOf(flags));
}

/** What the flags say about the project. */
export function optionsOf(flags: OpenFlags): ProjectOptions {
  const { config, name, url, versionPath, tag, transactionMode, xArg = [] } = flags;
  const lockWait = timeOf("--lock-wait", flags.lockWait);
  const lockTimeout = timeOf("--lock-timeout", flags.lockTimeout);
  const times = { lockWait, lockTimeout };
  return { config, name, url, versionPath, tag, transactionMode, ...times, x: xOf(xArg) };
}

/**
 * Opens the project that the flags name, once for each of its databases. Where a signal is given, it
 * stops runs; else Ctrl-C ends the process.
 */
export async function openAll(
  flags: OpenFlags,
  signal?: AbortSignal,
): Promise<readonly [FolderProject, ...FolderProject[]]> {
  if (signal === undefined) exitOnInterrupt();
  return await openDatabases({ ...optionsOf(flags), signal });
}

/** A flag that is a time, in milliseconds. */
export function timeOf(argument: string, text: string | undefined): number | undefined {
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
