/**
 * What `upgrade` and `downgrade` share.
 *
 * @module
 */
import { downgrade, downgradeScript } from "@retort/core/commands/downgrade";
import { upgrade, upgradeScript } from "@retort/core/commands/upgrade";
import { type ErrorData, isRetortError, RetortError } from "@retort/core/errors";
import { listenerFor } from "../print/progress.ts";
import { moveText } from "../print/text.ts";
import type { Config } from "../project.ts";
import { type Context, type GlobalFlags, print } from "./common.ts";
import { open } from "./open.ts";

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
  /** Where transactions begin and end, whatever the config file says. */
  readonly transactionMode?: TransactionMode | undefined;
  /** How long to wait for another run. */
  readonly lockWait?: string | undefined;
}

type Direction = "upgrade" | "downgrade";

const commands: {
  readonly [D in Direction]: {
    readonly move: typeof upgrade;
    readonly script: typeof upgradeScript;
  };
} = {
  upgrade: { move: upgrade, script: upgradeScript },
  downgrade: { move: downgrade, script: downgradeScript },
};

/** Runs `upgrade` or `downgrade`, or prints its script. */
export async function move(
  context: Context,
  flags: MoveFlags,
  { direction, target }: { readonly direction: Direction; readonly target: string },
): Promise<void> {
  const project = await open(flags);
  const { allowLoss = [], sql } = flags;
  if (sql) {
    const report = await commands[direction].script(project, target);
    return print(context, flags, { report, text: ({ script }) => script });
  }
  refuseProtected(project.config, allowLoss);
  const listener = listenerFor(context.terminal, flags);
  const report = await commands[direction].move(project, {
    target,
    allowLoss,
    ...(listener ? { listener } : {}),
  }).catch((error: unknown) => {
    throw protectedLoss(error, project.config);
  });
  print(context, flags, { report, text: moveText });
}

/** Where the section is protected, a refused loss can't be allowed by the flag that hints name. */
function protectedLoss(
  error: unknown,
  { path, section, protect }: Pick<Config, "path" | "section" | "protect">,
): unknown {
  if (!protect || !isRetortError(error) || error.code !== "run/data-loss") return error;
  const data = error.data as ErrorData["run/data-loss"];
  const protectedBy = `Section [${section}] of ${path}`;
  return new RetortError("run/data-loss", { ...data, protectedBy }, { cause: error });
}

/** Refuses to allow any loss where the section is protected. */
export function refuseProtected(
  { path, section, protect }: Pick<Config, "path" | "section" | "protect">,
  allowLoss: readonly string[],
): void {
  if (!protect || allowLoss.length === 0) return;
  throw new RetortError("config/protected", { path, section });
}
