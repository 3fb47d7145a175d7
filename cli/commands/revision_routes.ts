/**
 * The flags and help of commands that write revision files, or say that one is due.
 *
 * @module
 */
import type { CompareSource } from "@retort/core/commands/check";
import { buildCommand, type Command } from "@stricli/core";
import type { CheckFlags } from "./check.ts";
import {
  type Context,
  docs,
  globalAliases,
  globalFlags,
  load,
  oneOf,
  optional,
  repeated,
  some,
  text,
  toggle,
} from "./common.ts";
import type { EditFlags } from "./edit.ts";
import type { MergeFlags } from "./merge.ts";
import type { RevisionFlags } from "./revision.ts";

const from = oneOf<CompareSource>(
  ["database", "history"],
  "Compare models with the database, or with what the revisions amount to: no database is opened",
);

/** `revision`. */
export const revision: Command<Context> = buildCommand<RevisionFlags, [], Context>({
  loader: async () => (await load<typeof import("./revision.ts")>("./revision.ts")).revision,
  parameters: {
    flags: {
      ...globalFlags,
      message: optional("TEXT", "One line about it"),
      autogenerate: toggle("Fill it with what differs between models and database"),
      from,
      fromEdit: optional(
        "REVISION",
        "Make a revision of an edit of this applied one, and undo the edit",
      ),
      adoptDrift: toggle(
        "Make an applied revision of what something else has changed, see status",
      ),
      sql: toggle("Print the SQL of --autogenerate instead of writing a file"),
      rename: repeated("OLD=NEW", "What was renamed: users.name=users.full_name"),
      drop: repeated("OBJECT", "What is gone, not renamed: users.name"),
      answers: optional("FILE", 'JSON with {"rename": {"old": "new"}, "drop": ["old"]}'),
      head: repeated("REVISION", "What it follows; head unless told"),
      splice: toggle("Let it follow a revision that is no head: a new branch"),
      branchLabel: repeated("LABEL", "Name the branch that begins with it"),
      versionPath: optional("DIR", "Which of version_locations it is written to"),
      revId: optional("ID", "Its id; a random one unless told"),
      dependsOn: repeated("REVISION", "What must be applied before it, on other branches"),
    },
    aliases: { ...globalAliases, m: "message" },
  },
  docs: docs("Write a new revision file", [
    'revision -m "create users"',
    'revision --autogenerate -m "add dob"',
    "revision -m hotfix --head ae1027 --splice",
  ]),
});

/** `merge`. */
export const merge: Command<Context> = buildCommand<MergeFlags, string[], Context>({
  loader: async () => (await load<typeof import("./merge.ts")>("./merge.ts")).merge,
  parameters: {
    flags: {
      ...globalFlags,
      message: optional("TEXT", "One line about it; the ids that it joins unless told"),
      branchLabel: repeated("LABEL", "Name the branch that begins with it"),
      revId: optional("ID", "Its id; a random one unless told"),
      splice: toggle("Let it join revisions that are no heads"),
      versionPath: optional("DIR", "Which of version_locations it is written to"),
    },
    aliases: { ...globalAliases, m: "message" },
    positional: some("REVISION", "What it joins: heads, ids, label@head"),
  },
  docs: docs("Write a revision that joins others", [
    "merge heads",
    'merge -m "join billing" ae10 27c6',
  ]),
});

/** `edit`. */
export const edit: Command<Context> = buildCommand<EditFlags, [string], Context>({
  loader: async () => (await load<typeof import("./edit.ts")>("./edit.ts")).edit,
  parameters: {
    flags: globalFlags,
    aliases: globalAliases,
    positional: { kind: "tuple", parameters: [text("REVISION", "An id, head, current, a label")] },
  },
  docs: docs("Open the file of a revision in $VISUAL or $EDITOR", ["edit head", "edit ae10"]),
});

/** `check`. */
export const check: Command<Context> = buildCommand<CheckFlags, [], Context>({
  loader: async () => (await load<typeof import("./check.ts")>("./check.ts")).check,
  parameters: {
    flags: {
      ...globalFlags,
      from,
      against: optional(
        "COMMIT",
        "Look at the revisions that git has there too, as in origin/main: would a merge leave two heads?",
      ),
    },
    aliases: globalAliases,
  },
  docs: docs("Exit with 3 if revisions are pending or models have changed", [
    "check",
    "check --from history",
    "check --from history --against origin/main",
  ]),
});
