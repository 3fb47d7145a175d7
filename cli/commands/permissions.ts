/**
 * `retort permissions`.
 *
 * @module
 */
import { word } from "../rights/flags.ts";
import { gather } from "../rights/facts.ts";
import { type Kind, kindsOf, taskOf } from "../rights/kinds.ts";
import { type Context, type GlobalFlags, print, say } from "./common.ts";
import { optionsOf } from "./open.ts";

/** The flags of `permissions`. */
export type PermissionsFlags = GlobalFlags;

/** What the commands may do in a project. */
export interface PermissionsReport {
  /** Kinds of command, from few rights to many. */
  readonly kinds: readonly Kind[];
  /** The line of the task in `deno.json`. */
  readonly task: string;
  /** What is not known and has to be added. */
  readonly notes: readonly string[];
}

/** Prints the smallest flags for Deno by kind of command. */
export async function permissions(this: Context, flags: PermissionsFlags): Promise<void> {
  const { facts, notes } = await gather(optionsOf(flags));
  const kinds = kindsOf(facts);
  const report: PermissionsReport = { kinds, task: taskOf(kinds), notes };
  print(this, flags, { report, text: permissionsText });
  if (flags.json) return;
  for (const note of notes) say(this, flags, `note: ${note}`);
}

function permissionsText({ kinds, task }: PermissionsReport): string {
  const blocks = kinds.filter(({ name }) => name !== "task").map(({ commands, flags }) =>
    `${commands.join(", ")}\n  ${flags.map(word).join(" ")}\n`
  );
  return [...blocks, `the task "retort" in deno.json\n  ${task}\n`].join("\n");
}
