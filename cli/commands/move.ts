/**
 * What `upgrade` and `downgrade` share.
 *
 * @module
 */
import type { MoveOptions, MoveReport } from "@retort/core/commands";
import {
  type Direction,
  move as moveTo,
  type PathParts,
  type RunParts,
} from "@retort/core/commands/move";
import { type ErrorData, isRetortError, RetortError } from "@retort/core/errors";
import { abortOnInterrupt } from "../interrupt.ts";
import { importPart } from "../part.ts";
import { listenerFor } from "../print/progress.ts";
import { moveText } from "../print/text.ts";
import type { Config, FolderProject } from "../project.ts";
import { type Context, type GlobalFlags, print } from "./common.ts";
import { heading, printAll } from "./databases.ts";
import { open, openAll } from "./open.ts";

/** Where transactions begin and end. */
export type TransactionMode = Config["transactionMode"];

/** The flags of `upgrade` and `downgrade`. */
export interface MoveFlags extends GlobalFlags {
  /** Whether the SQL is printed instead. */
  readonly sql?: boolean | undefined;
  /** What env.ts and revisions are told of this run. */
  readonly tag?: string | undefined;
  /** Objects whose loss is right. */
  readonly allowLoss?: readonly string[] | undefined;
  /** Whether what would be lost otherwise is kept under another name. */
  readonly keep?: boolean | undefined;
  /** Where transactions begin and end, whatever the config file says. */
  readonly transactionMode?: TransactionMode | undefined;
  /** The hash of the plan that was reviewed. */
  readonly plan?: string | undefined;
  /** How long to wait for another run. */
  readonly lockWait?: string | undefined;
  /** How long statements wait for locks. */
  readonly lockTimeout?: string | undefined;
}

/** Runs `upgrade` or `downgrade`, or prints its script. */
export async function move(
  context: Context,
  flags: MoveFlags,
  { direction, target }: { readonly direction: Direction; readonly target: string },
): Promise<void> {
  const { allowLoss = [], keep, sql } = flags;
  if (sql) return await printScript(context, flags, { direction, target });
  const [project, ...others] = await openAll(flags, abortOnInterrupt(context.terminal));
  for (const { config } of [project, ...others]) refuseProtected(config, allowLoss);
  const listener = listenerFor(context.terminal, flags);
  const options = {
    target,
    allowLoss,
    ...(flags.plan === undefined ? {} : { plan: flags.plan }),
    ...(keep === undefined ? {} : { keep }),
    ...(listener ? { listener } : {}),
  };
  if (others.length > 0) {
    return await moveSeveral(context, flags, {
      direction,
      projects: [project, ...others],
      options,
    });
  }
  const way = {
    direction,
    loadPath: () => importPart<PathParts>("@retort/core/commands/move_path"),
    loadRun: () => importPart<RunParts>("@retort/core/commands/move_run"),
  };
  const report = await moveTo(project, way, options).catch((error: unknown) => {
    throw protectedLoss(error, project.config);
  });
  print(context, flags, { report, text: moveText });
}

async function printScript(
  context: Context,
  flags: MoveFlags,
  { direction, target }: { readonly direction: Direction; readonly target: string },
): Promise<void> {
  if (flags.keep) throw new RetortError("kept/needs-database", { command: direction });
  if (flags.plan !== undefined) {
    const problem = "a plan is of one database, and --sql asks none";
    throw new RetortError("cli/bad-argument", { argument: "--plan", problem });
  }
  const module = "@retort/core/commands/script";
  const { moveScript } = await importPart<typeof import("@retort/core/commands/script")>(module);
  const report = await moveScript(await open(flags), direction, target);
  print(context, flags, { report, text: ({ script }) => script });
}

async function moveSeveral(
  context: Context,
  flags: MoveFlags,
  { direction, projects, options }: {
    readonly direction: Direction;
    readonly projects: readonly FolderProject[];
    readonly options: MoveOptions;
  },
): Promise<void> {
  const module = "@retort/core/commands/several";
  const { moveAll } = await importPart<typeof import("@retort/core/commands/several")>(module);
  const show = flags.json ? undefined : {
    begin: (database: string) => heading(context, database),
    finish: (report: MoveReport) => print(context, flags, { report, text: moveText }),
  };
  const reports = await moveAll(projects, direction, options, show).catch((error: unknown) => {
    const failed = isRetortError(error) ? error.database : undefined;
    const project = projects.find(({ database }) => database === failed?.name);
    throw project ? protectedLoss(error, project.config) : error;
  });
  if (flags.json) printAll(context, flags, reports);
}

/** Where the section is protected, a refused loss can't be allowed by the flag that hints name. */
function protectedLoss(
  error: unknown,
  { path, section, protect }: Pick<Config, "path" | "section" | "protect">,
): unknown {
  if (!protect || !isRetortError(error) || error.code !== "run/data-loss") return error;
  const data = error.data as ErrorData["run/data-loss"];
  const protectedBy = `Section [${section}] of ${path}`;
  const { database } = error;
  const where = database === undefined ? {} : { database };
  return new RetortError("run/data-loss", { ...data, protectedBy }, { ...where, cause: error });
}

/** Refuses to allow any loss where the section is protected. */
export function refuseProtected(
  { path, section, protect }: Pick<Config, "path" | "section" | "protect">,
  allowLoss: readonly string[],
): void {
  if (!protect || allowLoss.length === 0) return;
  throw new RetortError("config/protected", { path, section });
}
