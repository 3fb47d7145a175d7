/**
 * `retort repair`.
 *
 * @module
 */
import {
  acceptEdit,
  type ForgetReport,
  forgetSteps,
  repair as look,
  type RepairReport,
  settleStep,
} from "@retort/core/commands/repair";
import { RetortError } from "@retort/core/errors";
import { kebab } from "../argv.ts";
import { halfLines } from "../print/text.ts";
import type { FolderProject } from "../project.ts";
import { type Context, type GlobalFlags, print } from "./common.ts";
import { open } from "./open.ts";

/** The flags of `repair`. */
export interface RepairFlags extends GlobalFlags {
  /** Whether an edited revision is what was applied. */
  readonly accept?: boolean | undefined;
  /** Whether a step that was interrupted took effect. */
  readonly markDone?: boolean | undefined;
  /** Whether it is to be run again. */
  readonly runAgain?: boolean | undefined;
  /** Whether the committed steps were undone by hand. */
  readonly forget?: boolean | undefined;
}

const ways = ["accept", "markDone", "runAgain", "forget"] as const;

/** Shows where the record and the revisions differ, or does one of the things it shows. */
export async function repair(
  this: Context,
  flags: RepairFlags,
  revision?: string,
): Promise<void> {
  const project = await open(flags);
  const [way, other] = ways.filter((name) => flags[name]);
  if (other !== undefined) throw refused(other, `--${kebab(way ?? "")} is given too; choose one`);
  if (way !== undefined && revision === undefined) {
    throw refused(way, "name the revision that it is for");
  }
  if (way !== undefined && revision !== undefined) {
    const { report, lines } = await settle(project, way, revision);
    return print(this, flags, { report, text: () => lines.map((line) => `${line}\n`).join("") });
  }
  const report = await look(project, revision);
  print(this, flags, { report, text: repairText });
  if (report.edits.length + report.half.length > 0) this.exit(1);
}

type Way = (typeof ways)[number];

async function settle(
  project: FolderProject,
  way: Way,
  revision: string,
): Promise<{ readonly report: unknown; readonly lines: readonly string[] }> {
  if (way === "accept") {
    const report = await acceptEdit(project, revision);
    const line = `${report.target}: "${report.revision}" is what was applied; nothing was run`;
    return { report, lines: [line] };
  }
  if (way === "forget") {
    const report = await forgetSteps(project, revision);
    return { report, lines: forgetLines(report) };
  }
  const report = await settleStep(project, revision, way === "markDone" ? "done" : "again");
  const what = report.settled === "done" ? "is done" : "will be run again";
  const step = `step ${report.step}, "${report.op}"`;
  return { report, lines: [`${report.target}: ${step}, ${what}; nothing was run`] };
}

function forgetLines(report: ForgetReport): string[] {
  const { target, revision, forgotten, left, unclear, unread } = report;
  const steps = forgotten.map((op) => `"${op}"`).join(", ");
  const lines = [`${target}: forgotten: ${steps}; nothing was run`];
  if (unread) {
    lines.push(`${revision} cannot be read, so the schema stays recorded as its steps left it`);
    lines.push('next: "retort stamp" with the revisions that are applied records it as it is');
  }
  if (left.length > 0) {
    lines.push(`still other than before ${revision}: ${left.join(", ")}`);
    lines.push('next: undo this by hand; "retort status" shows what is left');
  }
  if (unclear.length > 0) {
    lines.push(`recorded as it is now, as nothing tells what was before: ${unclear.join(", ")}`);
    lines.push("next: look whether this is undone; status tells nothing of it");
  }
  return lines;
}

function refused(way: Way, problem: string): RetortError {
  return new RetortError("cli/bad-argument", { argument: `--${kebab(way)}`, problem });
}

function repairText({ target, edits, code, half }: RepairReport): string {
  const lines = edits.flatMap(({ revision, appliedAt, added, removed }) => [
    `${revision} was edited after it was applied on ${appliedAt.slice(0, 10)}:`,
    ...removed.map((op) => `  - ${op}`),
    ...added.map((op) => `  + ${op}`),
    `  "retort restore ${revision}" writes the file as it was`,
    `  "retort repair ${revision} --accept" declares that this is what was applied`,
    `  "retort revision --from-edit ${revision} -m …" makes a new revision of the change`,
  ]);
  lines.push(...code.map((id) => `${id} was edited; its ops are the same, its code may not be`));
  lines.push(...half.flatMap((item) => [...halfLines(item), ...waysOn(item)]));
  if (lines.length === 0) lines.push(`${target}: nothing to repair`);
  return lines.map((line) => `${line}\n`).join("");
}

/** What can be done where a revision stopped half-way. */
function waysOn({ revision, direction, steps }: RepairReport["half"][number]): readonly string[] {
  const open = steps.some(({ state }) => state === "started");
  const correct = steps.some(({ state }) => state === "failed")
    ? "; correct what stopped it first"
    : "";
  return [
    open
      ? `  the next ${direction} looks at the database and goes on, where the op says what it does`
      : `  "retort ${direction}" goes on behind what is committed${correct}`,
    ...(steps.some(({ state }) => state !== "done")
      ? [`  "retort repair ${revision} --mark-done" declares that the step it stopped at is done`]
      : []),
    ...(open
      ? [`  "retort repair ${revision} --run-again" declares that it is not, or may be run twice`]
      : []),
    `  "retort repair ${revision} --forget" forgets all steps, once you have undone them by hand`,
  ];
}
