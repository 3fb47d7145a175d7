/**
 * The flags and help of commands about runs.
 *
 * @module
 */
import { buildCommand, type Command } from "@stricli/core";
import { type Context, docs, globalAliases, globalFlags } from "./common.ts";
import type { LockAction, LockFlags } from "./lock.ts";

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
