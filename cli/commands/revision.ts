/**
 * `retort revision`.
 *
 * @module
 */
import type { CompareSource } from "@retort/core/commands/check";
import * as core from "@retort/core/commands/revision";
import { RetortError } from "@retort/core/errors";
import { type AnswerFlags, answersOf, askRename } from "../answers.ts";
import { kebab } from "../argv.ts";
import { revisionTalk } from "../print/text.ts";
import { type Context, type GlobalFlags, load, print, say } from "./common.ts";
import { isSeveral } from "../project.ts";
import { open, openAll } from "./open.ts";

/** The flags of `revision`. */
export interface RevisionFlags extends GlobalFlags, AnswerFlags {
  /** One line about it. */
  readonly message?: string | undefined;
  /** Whether it is filled with what differs between models and database. */
  readonly autogenerate?: boolean | undefined;
  /** What models are compared with. */
  readonly from?: CompareSource | undefined;
  /** The applied revision whose edit becomes a revision of its own. */
  readonly fromEdit?: string | undefined;
  /** Whether what something else has changed becomes a revision that counts as applied. */
  readonly adoptDrift?: boolean | undefined;
  /** Whether the SQL is printed instead. */
  readonly sql?: boolean | undefined;
  /** What it follows. */
  readonly head?: readonly string[] | undefined;
  /** Whether it may follow what is no head. */
  readonly splice?: boolean | undefined;
  /** Labels of the branch that begins with it. */
  readonly branchLabel?: readonly string[] | undefined;
  /** Where it is written to. */
  readonly versionPath?: string | undefined;
  /** Its id. */
  readonly revId?: string | undefined;
  /** What must be applied before it. */
  readonly dependsOn?: readonly string[] | undefined;
}

/** Writes a new revision file. */
export async function revision(this: Context, flags: RevisionFlags): Promise<void> {
  refuseIdle(flags);
  const project = await open(flags);
  if (flags.sql) {
    const report = await core.autogenerateSql(project, settled(this, flags));
    return print(this, flags, { report, text: ({ script }) => script });
  }
  const options = optionsOf(flags);
  if (flags.fromEdit !== undefined) {
    const { revisionFromEdit } = await import("@retort/core/commands/from_edit");
    const report = await revisionFromEdit(project, flags.fromEdit, options);
    say(this, flags, revisionTalk(report, { autogenerate: false }));
    return print(this, flags, { report, text: ({ path }) => `${path}\n` });
  }
  if (flags.adoptDrift) {
    const { adoptDrift } = await import("@retort/core/commands/adopt_drift");
    const report = await adoptDrift(project, options);
    say(this, flags, revisionTalk(report, { autogenerate: false }));
    say(this, flags, adoptedTalk);
    return print(this, flags, { report, text: ({ path }) => `${path}\n` });
  }
  if (flags.autogenerate && isSeveral(project.config)) return await severalRevision(this, flags);
  const report = flags.autogenerate
    ? await core.autogenerate(project, { ...options, ...settled(this, flags) })
    : await core.revision(project, options);
  say(this, flags, revisionTalk(report, { autogenerate: flags.autogenerate ?? false }));
  print(this, flags, { report, text: pathText });
}

const ways = ["autogenerate", "fromEdit", "adoptDrift"] as const;

/** What is said of an empty revision, by the flag that makes no sense for it. */
const idle = {
  sql: "has no SQL",
  from: "compares nothing",
  rename: "asks nothing",
  drop: "asks nothing",
  answers: "asks nothing",
} as const;

/** Refuses flags that would change nothing of what is done. */
function refuseIdle(flags: RevisionFlags): void {
  const refuse = (name: string, problem: string): never => {
    throw new RetortError("cli/bad-argument", { argument: `--${kebab(name)}`, problem });
  };
  const [way, other] = ways.filter((name) => flags[name]);
  if (way && other) refuse(other, `--${kebab(way)} is given too; choose one`);
  if (way === "autogenerate") return;
  const kind = way === undefined ? "an empty revision" : `--${kebab(way)}`;
  for (const [name, problem] of Object.entries(idle)) {
    if (!flags[name as keyof typeof idle]) continue;
    refuse(name, `${kind} ${problem}${way === undefined ? "; add --autogenerate" : ""}`);
  }
}

const adoptedTalk = "It counts as applied here and was not run; other databases run it\n" +
  'next: put it into the models too; "retort check" names what they lack';

/** Writes one file for several databases. */
async function severalRevision(context: Context, flags: RevisionFlags): Promise<void> {
  const { autogenerateAll } = await load<typeof import("@retort/core/commands/revision_several")>(
    "@retort/core/commands/revision_several",
  );
  const options = { ...optionsOf(flags), ...settled(context, flags) };
  const report = await autogenerateAll(await openAll(flags), options);
  for (const { database, ...found } of report.databases) {
    const told = found.changes.length === 0 ? "  nothing differs" : revisionTalk(found, {
      autogenerate: false,
    });
    say(context, flags, `[${database}]\n${told}`);
  }
  if (report.path === undefined) say(context, flags, "Nothing differs: no revision was written");
  print(context, flags, { report, text: pathText });
}

function pathText({ path }: Pick<core.RevisionReport, "path">): string {
  return path === undefined ? "" : `${path}\n`;
}

/** How questions are answered: by flags, by a file, by the person at the terminal. */
function settled(
  { terminal }: Context,
  flags: RevisionFlags,
): Pick<core.AutogenerateOptions, "answers" | "ask" | "from"> {
  const from = flags.from === undefined ? {} : { from: flags.from };
  const answers = answersOf(flags);
  const ask = flags.json ? undefined : askRename(terminal);
  return ask === undefined ? { answers, ...from } : { answers, ask, ...from };
}

function optionsOf(flags: RevisionFlags): core.RevisionOptions {
  const { message, revId, head, splice = false, branchLabel = [], dependsOn = [] } = flags;
  return {
    splice,
    labels: branchLabel,
    dependsOn,
    ...(message === undefined ? {} : { message }),
    ...(revId === undefined ? {} : { id: revId }),
    ...(head === undefined ? {} : { head }),
  };
}
