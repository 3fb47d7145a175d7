/**
 * `retort plan`.
 *
 * @module
 */
import { plan as core, type PlanReport } from "@retort/core/commands/plan";
import type { PlannedPart } from "@retort/core/run";
import { count } from "@retort/core/errors";
import { codeTalk, missingTalk, stand } from "../print/text.ts";
import { type Context, type GlobalFlags, print, say } from "./common.ts";
import { open } from "./open.ts";
import type { TransactionMode } from "./move.ts";

/** The flags of `plan`. */
export interface PlanFlags extends GlobalFlags {
  /** Whether a downgrade is planned. */
  readonly downgrade?: boolean | undefined;
  /** What env.ts and revisions are told of this run. */
  readonly tag?: string | undefined;
  /** Where transactions begin and end, whatever the config file says. */
  readonly transactionMode?: TransactionMode | undefined;
}

/** Shows what a run would do. */
export async function plan(
  this: Context,
  flags: PlanFlags,
  target?: string,
): Promise<void> {
  const wanted = target ?? (flags.downgrade ? "-1" : "head");
  const direction = flags.downgrade ? "downgrade" : "upgrade";
  const report = await core(await open(flags), { target: wanted, direction });
  print(this, flags, { report, text: (found) => planText(found, wanted) });
  if (!report.exists) say(this, flags, missingTalk(report));
  if (report.code.length > 0) say(this, flags, codeTalk(report.code));
}

function planText(report: PlanReport, wanted: string): string {
  const { server, target, from, to, revisions, losses, undeclared, hash, direction } = report;
  const lines = [`${server}  ${target}  at ${stand(from)} -> ${stand(to)}`];
  if (revisions.length === 0) return `${lines[0]}, nothing to do\n`;
  for (const { revision, direction: way, message, parts } of revisions) {
    const title = message === undefined ? "" : `, ${message}`;
    lines.push("", `${way === "up" ? "upgrade" : "downgrade"} ${revision}${title}`);
    for (const part of parts) lines.push(...partLines(part));
  }
  lines.push("");
  for (const { object, rows, capped, unfit } of losses) {
    const number = `${capped ? "over " : ""}${rows}`;
    lines.push(
      unfit === undefined
        ? `destroys ${object}: ${number}`
        : `changes ${object}: ${number} not fitting ${unfit}`,
    );
  }
  lines.push(...undeclared.map((op) => `may destroy more, and does not say what: ${op}`));
  lines.push(`plan ${hash}`);
  lines.push(`next: retort ${direction} ${wanted} --plan ${hash.slice(0, 12)}`);
  return lines.map((line) => `${line}\n`).join("");
}

function partLines({ kind, ops, done, interrupted }: PlannedPart): readonly string[] {
  if (done === "all") return ["  committed already:", ...ops.map(({ op }) => `    ${op}`)];
  const head = kind === "transaction" ? "  in one transaction:" : "  step by step:";
  return [
    head,
    ...(done === undefined ? [] : [`    (${count(done, "statement")} of it committed already)`]),
    ...(interrupted
      ? ["    (interrupted: whether it is done is looked up, or asked, when the run comes to it)"]
      : []),
    ...ops.flatMap(({ op, statements, late }) => [
      `    ${op}${late && statements.length === 0 ? " (its SQL is known when it is reached)" : ""}`,
      ...statements.flatMap(({ sql, lock }) => [
        ...sql.split("\n").map((line) => `      ${line}`),
        ...(lock === undefined ? [] : [`      -- locks: ${lock}`]),
      ]),
    ]),
  ];
}
