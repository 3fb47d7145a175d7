/**
 * `retort history`.
 *
 * @module
 */
import * as core from "@retort/core/commands/history";
import { RetortError } from "@retort/core/errors";
import type { Drawing } from "../print/picture.ts";
import { eventsText, missingTalk, revisionsText } from "../print/text.ts";
import { type Context, type GlobalFlags, load, print, say } from "./common.ts";
import { printLook } from "./look.ts";
import { open } from "./open.ts";

/** The flags of `history`. */
export interface HistoryFlags extends GlobalFlags {
  /** Which revisions. */
  readonly revRange?: string | undefined;
  /** Whether all is said. */
  readonly verbose?: boolean | undefined;
  /** Whether the revisions that the database stands at are marked. */
  readonly indicateCurrent?: boolean | undefined;
  /** Whether what was done to the database is listed instead. */
  readonly events?: boolean | undefined;
  /** Whether lanes are drawn. */
  readonly graph?: boolean | undefined;
  /** Whether a Mermaid flow chart is printed. */
  readonly mermaid?: boolean | undefined;
  /** Whether a Graphviz graph is printed. */
  readonly dot?: boolean | undefined;
}

/** Lists revisions, newest first. */
export async function history(this: Context, flags: HistoryFlags): Promise<void> {
  const { revRange, indicateCurrent = false } = flags;
  if (flags.events) {
    const report = await core.events(await open(flags));
    if (!report.exists) say(this, flags, missingTalk(report));
    return print(this, flags, { report, text: eventsText });
  }
  const kind = drawingOf(flags);
  const report = await core.history(await open(flags), {
    indicateCurrent,
    ...(revRange === undefined ? {} : { range: revRange }),
  });
  if (kind === undefined) {
    return printLook(this, flags, { report, text: (found) => revisionsText(found, flags) });
  }
  const { drawing } = await load<typeof import("../print/picture.ts")>("../print/picture.ts");
  const picture = drawing(report, kind, flags);
  printLook(this, flags, { report: { ...report, picture }, text: () => picture });
}

function drawingOf(flags: HistoryFlags): Drawing | undefined {
  const [kind, other] = (["graph", "mermaid", "dot"] as const).filter((name) => flags[name]);
  if (other === undefined) return kind;
  const problem = `--${kind} is given too, and one picture is drawn`;
  throw new RetortError("cli/bad-argument", { argument: `--${other}`, problem });
}
