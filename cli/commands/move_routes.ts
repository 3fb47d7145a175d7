/**
 * The flags and help of commands that move a database.
 *
 * @module
 */
import { buildCommand, type Command } from "@stricli/core";
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
import type { DowngradeFlags } from "./downgrade.ts";
import type { TransactionMode } from "./move.ts";
import type { StampFlags } from "./stamp.ts";
import type { UpgradeFlags } from "./upgrade.ts";

const lockWait = optional(
  "TIME",
  "How long to wait for another run: 500ms, 3s, 10m; 60s unless told",
);

const moveFlags = {
  tag: optional("TEXT", "Told to env.ts and revisions as cx.tag"),
  allowLoss: repeated("OBJECT", "Data that may be destroyed: users or users.name"),
  keep: toggle("Give what would be destroyed another name instead, see kept"),
  transactionMode: oneOf<TransactionMode>(
    ["revision", "all", "none"],
    "Where transactions begin and end; comes before the config file",
  ),
  lockWait,
  plan: optional("HASH", "Run just the plan that was reviewed, with the losses that it names"),
  lockTimeout: optional(
    "TIME",
    "How long a statement waits for a lock before it is tried again; 3s unless told, 0: no end",
  ),
};

/** `upgrade`. */
export const upgrade: Command<Context> = buildCommand<UpgradeFlags, [string], Context>({
  loader: async () => (await load<typeof import("./upgrade.ts")>("./upgrade.ts")).upgrade,
  parameters: {
    flags: {
      ...globalFlags,
      sql: toggle("Print the SQL instead of running it"),
      ...moveFlags,
    },
    aliases: globalAliases,
    positional: { kind: "tuple", parameters: [text("REVISION", "Where to go: head, +1, an id")] },
  },
  docs: docs("Apply revisions", [
    "upgrade head",
    "upgrade +1",
    "upgrade ae1027a6acf",
    "upgrade ae10:head --sql",
  ]),
});

/** `downgrade`. */
export const downgrade: Command<Context> = buildCommand<DowngradeFlags, [string], Context>({
  loader: async () => (await load<typeof import("./downgrade.ts")>("./downgrade.ts")).downgrade,
  parameters: {
    flags: {
      ...globalFlags,
      sql: toggle("Print the SQL instead of running it; needs a range from:to"),
      ...moveFlags,
    },
    aliases: globalAliases,
    positional: { kind: "tuple", parameters: [text("REVISION", "Where to go: -1, base, an id")] },
  },
  docs: docs("Take revisions back", [
    "downgrade -1",
    "downgrade base",
    "downgrade -1 --allow-loss users.dob",
    "downgrade head:ae10 --sql",
  ]),
});

/** `stamp`. */
export const stamp: Command<Context> = buildCommand<StampFlags, string[], Context>({
  loader: async () => (await load<typeof import("./stamp.ts")>("./stamp.ts")).stamp,
  parameters: {
    flags: {
      ...globalFlags,
      sql: toggle("Print the SQL instead of running it; from:to says where it begins"),
      tag: optional("TEXT", "Told to env.ts and revisions as cx.tag"),
      purge: toggle("Empty the version table first, whatever it holds"),
      lockWait,
    },
    aliases: globalAliases,
    positional: some("REVISION", "What the version table shall say: head, base, ids"),
  },
  docs: docs("Set the version table without running any revision", [
    "stamp head",
    "stamp --purge base",
    "stamp ae10:head --sql",
  ]),
});
