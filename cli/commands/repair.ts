/**
 * `retort repair`.
 *
 * @module
 */
import { acceptEdit, repair as look, type RepairReport } from "@retort/core/commands/repair";
import { RetortError } from "@retort/core/errors";
import { type Context, type GlobalFlags, print, say } from "./common.ts";
import { open } from "./open.ts";

/** The flags of `repair`. */
export interface RepairFlags extends GlobalFlags {
  /** Whether an edited revision is what was applied. */
  readonly accept?: boolean | undefined;
}

/** Shows where the record and the revisions differ, or does one of the things it shows. */
export async function repair(
  this: Context,
  flags: RepairFlags,
  revision?: string,
): Promise<void> {
  const project = await open(flags);
  if (!flags.accept) {
    const report = await look(project, revision);
    print(this, flags, { report, text: repairText });
    if (report.edits.length > 0) this.exit(1);
    return;
  }
  if (revision === undefined) {
    const problem = "name the revision that it is for";
    throw new RetortError("cli/bad-argument", { argument: "--accept", problem });
  }
  const report = await acceptEdit(project, revision);
  print(this, flags, {
    report,
    text: (done) => `${done.target}: "${done.revision}" is what was applied\n`,
  });
  say(this, flags, "Nothing was run");
}

function repairText({ target, edits, code }: RepairReport): string {
  const lines = edits.flatMap(({ revision, appliedAt, added, removed }) => [
    `${revision} was edited after it was applied on ${appliedAt.slice(0, 10)}:`,
    ...removed.map((op) => `  - ${op}`),
    ...added.map((op) => `  + ${op}`),
    `  "retort restore ${revision}" writes the file as it was`,
    `  "retort repair ${revision} --accept" declares that this is what was applied`,
    `  "retort revision --from-edit ${revision} -m …" makes a new revision of the change`,
  ]);
  lines.push(...code.map((id) => `${id} was edited; its ops are the same, its code may not be`));
  if (lines.length === 0) lines.push(`${target}: nothing to repair`);
  return lines.map((line) => `${line}\n`).join("");
}
