/**
 * The flags and help of commands about runs.
 *
 * @module
 */
import { buildCommand, type Command } from "@stricli/core";
import {
  type Context,
  docs,
  globalAliases,
  type GlobalFlags,
  globalFlags,
  load,
  oneOf,
  optional,
  repeated,
  text,
  toggle,
} from "./common.ts";
import type { HealFlags } from "./heal.ts";
import type { KeptAction, KeptFlags } from "./kept.ts";
import type { LockAction, LockFlags } from "./lock.ts";
import type { TransactionMode } from "./move.ts";
import type { PlanFlags } from "./plan.ts";
import type { RepairFlags } from "./repair.ts";

function lockAction(text: string): LockAction {
  if (text === "status" || text === "break") return text;
  throw new Error(`"${text}" is neither status nor break`);
}

function keptAction(text: string): KeptAction {
  if (text === "list" || text === "restore" || text === "purge") return text;
  throw new Error(`"${text}" is neither list nor restore nor purge`);
}

/** `kept`. */
export const kept: Command<Context> = buildCommand<KeptFlags, [KeptAction, string?], Context>({
  loader: async () => (await load<typeof import("./kept.ts")>("./kept.ts")).kept,
  parameters: {
    flags: {
      ...globalFlags,
      olderThan: optional("TIME", "With purge: what was kept so long ago, as in 14d"),
      allowLoss: repeated("OBJECT", "With purge: data that may be destroyed: users or users.name"),
    },
    aliases: globalAliases,
    positional: {
      kind: "tuple",
      parameters: [
        {
          placeholder: "list|restore|purge",
          brief: "list: what is kept; restore: give it back; purge: destroy it",
          parse: keptAction,
        },
        { ...text("OBJECT", "Which: users or users.name"), optional: true },
      ],
    },
  },
  docs: docs("Show what --keep has kept, give it back, or destroy it", [
    "kept list",
    "kept restore users.name",
    "kept purge users.name --allow-loss users.name",
    "kept purge --older-than 14d",
  ]),
});

/** `lock`. */
export const lock: Command<Context> = buildCommand<LockFlags, [LockAction], Context>({
  loader: async () => (await load<typeof import("./lock.ts")>("./lock.ts")).lock,
  parameters: {
    flags: globalFlags,
    aliases: globalAliases,
    positional: {
      kind: "tuple",
      parameters: [{
        placeholder: "status|break",
        brief: "status: who holds it; break: take it away",
        parse: lockAction,
      }],
    },
  },
  docs: docs("Show who keeps other runs out, or take that away", ["lock status", "lock break"]),
});

/** `plan`. */
export const plan: Command<Context> = buildCommand<PlanFlags, [string?], Context>({
  loader: async () => (await load<typeof import("./plan.ts")>("./plan.ts")).plan,
  parameters: {
    flags: {
      ...globalFlags,
      downgrade: toggle("Plan a downgrade; to -1 unless told"),
      tag: optional("TEXT", "Told to env.ts and revisions as cx.tag"),
      transactionMode: oneOf<TransactionMode>(
        ["revision", "all", "none"],
        "Where transactions begin and end; comes before the config file",
      ),
    },
    aliases: globalAliases,
    positional: {
      kind: "tuple",
      parameters: [{ ...text("REVISION", "Where to go; head unless told"), optional: true }],
    },
  },
  docs: docs("Show what a run would do: statements, transactions, locks, losses, and their hash", [
    "plan",
    "plan +1",
    "plan --downgrade base",
  ]),
});

/** `repair`. */
export const repair: Command<Context> = buildCommand<RepairFlags, [string?], Context>({
  loader: async () => (await load<typeof import("./repair.ts")>("./repair.ts")).repair,
  parameters: {
    flags: {
      ...globalFlags,
      accept: toggle("Declare that the edited revision, as it is now, is what was applied"),
      markDone: toggle("Declare that the step which a revision stopped at is done"),
      runAgain: toggle("Declare that it is not, or may be run twice"),
      forget: toggle("Forget the steps of a revision that stopped, undone by hand"),
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
    "repair ae10 --forget",
  ]),
});

/** `status`. */
export const status: Command<Context> = buildCommand<GlobalFlags, [], Context>({
  loader: async () => (await load<typeof import("./status.ts")>("./status.ts")).status,
  parameters: { flags: globalFlags, aliases: globalAliases },
  docs: docs(
    "Exit with 5 if something else has changed the schema, with 3 if revisions are pending",
    [
      "status",
      "status --json",
    ],
  ),
});

/** `heal`. */
export const heal: Command<Context> = buildCommand<HealFlags, [], Context>({
  loader: async () => (await load<typeof import("./heal.ts")>("./heal.ts")).heal,
  parameters: {
    flags: {
      ...globalFlags,
      only: repeated(
        "OBJECT",
        "What is brought back: users_email_key, users.name; all unless told",
      ),
      sql: toggle("Print the SQL instead of running it"),
      allowLoss: repeated("OBJECT", "Data that may be destroyed: users or users.name"),
      lockWait: optional(
        "TIME",
        "How long to wait for another run: 500ms, 3s, 10m; 60s unless told",
      ),
    },
    aliases: globalAliases,
  },
  docs: docs("Bring the schema back to what retort has recorded", [
    "heal",
    "heal --only users_email_key",
    "heal --sql",
  ]),
});

/** `restore`. */
export const restore: Command<Context> = buildCommand<GlobalFlags, [string], Context>({
  loader: async () => (await load<typeof import("./restore.ts")>("./restore.ts")).restore,
  parameters: {
    flags: globalFlags,
    aliases: globalAliases,
    positional: { kind: "tuple", parameters: [text("REVISION", "Its id, or the beginning of it")] },
  },
  docs: docs("Write the file of a revision as it was when it was applied", ["restore ae1027a6acf"]),
});
