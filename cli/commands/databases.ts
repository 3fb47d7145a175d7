/**
 * Commands in projects with several databases: the same for each, in their order.
 *
 * @module
 */
import type { InDatabase } from "@retort/core/commands/several";
import { importPart } from "../part.ts";
import type { FolderProject } from "../project.ts";
import { type Context, type GlobalFlags, print } from "./common.ts";
import { openAll } from "./open.ts";

/** What is done to each database. */
export interface DatabaseWork<R> {
  /** Does it. */
  readonly run: (project: FolderProject) => Promise<R>;
  /** Prints what came of it. */
  readonly show: (report: R, flags: GlobalFlags) => void;
}

/**
 * Does something to each database that the flags name and prints what came of it: under the name of
 * the database where there are several, and with `--json` as one document then.
 */
export async function overDatabases<R extends object>(
  context: Context,
  flags: GlobalFlags,
  { run, show }: DatabaseWork<R>,
): Promise<readonly R[]> {
  const projects = await openAll(flags);
  const [first, ...others] = projects;
  if (others.length === 0) {
    const report = await run(first);
    show(report, flags);
    return [report];
  }
  const module = "@retort/core/commands/several";
  const { eachDatabase } = await importPart<typeof import("@retort/core/commands/several")>(module);
  const reports = await eachDatabase(projects, async (project) => {
    if (!flags.json) heading(context, project.database ?? "");
    const report = await run(project as FolderProject);
    if (!flags.json) show(report, { ...flags, name: project.database });
    return report;
  });
  if (flags.json) printAll(context, flags, reports);
  return reports;
}

/** The line above what is printed about one of several databases. */
export function heading({ terminal }: Context, database: string): void {
  terminal.out.write(`[${database}]\n`);
}

/** Prints reports of several databases as one document. */
export function printAll<R extends object>(
  context: Context,
  flags: GlobalFlags,
  databases: readonly InDatabase<R>[],
): void {
  print(context, flags, { report: { databases }, text: () => "" });
}
