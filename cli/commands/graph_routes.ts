/**
 * The flags and help of commands about the revision graph and its files.
 *
 * @module
 */
import { buildCommand, type Command } from "@stricli/core";
import type { BranchesFlags } from "./branches.ts";
import {
  type Context,
  docs,
  globalAliases,
  globalFlags,
  load,
  optional,
  repeated,
  some,
  text,
  toggle,
} from "./common.ts";
import type { EditFlags } from "./edit.ts";
import type { MergeFlags } from "./merge.ts";

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

/** `branches`. */
export const branches: Command<Context> = buildCommand<BranchesFlags, [], Context>({
  loader: async () => (await load<typeof import("./branches.ts")>("./branches.ts")).branches,
  parameters: {
    flags: { ...globalFlags, verbose: toggle("Say all there is to say") },
    aliases: { ...globalAliases, v: "verbose" },
  },
  docs: docs("List the revisions that several follow", ["branches", "branches -v"]),
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
