/**
 * The flags and help of commands about runs.
 *
 * @module
 */
import { buildCommand, type Command } from "@stricli/core";
import { type Context, docs, globalAliases, type GlobalFlags, globalFlags } from "./common.ts";
import { text, toggle } from "./common.ts";
import type { LockAction, LockFlags } from "./lock.ts";
import type { RepairFlags } from "./repair.ts";

// Not import("./x.ts") itself, see mod.ts.
async function load<M>(path: string): Promise<M> {
  return await import(path);
}

function lockAction(text: string): LockAction {
  if (text === "status" || text === "break") return text;
  throw new Error(`"${text}" is neither status nor break`);
}

/** `lock`. */
export const lock: Command<Context> = buildCommand<LockFlags, [LockAction], Context>({
  loader: async () => (await load<typeof import("./lock.ts")>("./lock.ts")).lock,
  parameters: {
    flags: globalFlags,
    aliases: globalAliases,
    positional: {
      kind: "tuple",
      parameters: [{
        placeholder: "ACTION",
        brief: "status: who holds it; break: take it away",
        parse: lockAction,
      }],
    },
  },
  docs: docs("Show who keeps other runs out, or take that away", ["lock status", "lock break"]),
});

/** `repair`. */
export const repair: Command<Context> = buildCommand<RepairFlags, [string?], Context>({
  loader: async () => (await load<typeof import("./repair.ts")>("./repair.ts")).repair,
  parameters: {
    flags: {
      ...globalFlags,
      accept: toggle("Declare that the edited revision, as it is now, is what was applied"),
      markDone: toggle("Declare that the step which a run was in the middle of took effect"),
      runAgain: toggle("Declare that it did not, or may be run twice"),
    },
    aliases: globalAliases,
    positional: {
      kind: "tuple",
      parameters: [{ ...text("REVISION", "Which one; all are shown unless told"), optional: true }],
    },
  },
  docs: docs("Show where the record and the revisions differ, and choose a way on", [
    "repair",
    "repair ae10 --accept",
    "repair ae10 --mark-done",
    "repair ae10 --run-again",
  ]),
});

/** `restore`. */
export const restore: Command<Context> = buildCommand<GlobalFlags, [string], Context>({
  loader: async () => (await load<typeof import("./restore.ts")>("./restore.ts")).restore,
  parameters: {
    flags: globalFlags,
    aliases: globalAliases,
    positional: { kind: "tuple", parameters: [text("REVISION", "Its whole id")] },
  },
  docs: docs("Write the file of a revision as it was when it was applied", ["restore ae1027a6acf"]),
});
