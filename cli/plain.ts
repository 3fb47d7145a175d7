/**
 * Command lines without flags, such as `upgrade head`: there is nothing to parse in them, and the
 * parser with all flags and helps is a third of what a command loads that finds nothing to do.
 *
 * @module
 */
import type { Context, GlobalFlags } from "./commands/common.ts";
import { loadFailure, openContext } from "./context.ts";
import { importPart } from "./part.ts";
import type { Terminal } from "./terminal.ts";

/** How many words a command takes that is typed often and may go without flags. */
export const plainCommands: Readonly<Record<string, number>> = {
  upgrade: 1,
  downgrade: 1,
  current: 0,
  history: 0,
  heads: 0,
  branches: 0,
  status: 0,
  check: 0,
};

type Command = (this: Context, flags: GlobalFlags, ...words: readonly string[]) => Promise<void>;

/** Runs a plain command line; gives its exit code, and nothing where the parser has to look at it. */
export async function runPlain(
  args: readonly string[],
  terminal: Terminal,
): Promise<number | undefined> {
  const [name = "", ...words] = args;
  if (!Object.hasOwn(plainCommands, name) || plainCommands[name] !== words.length) return undefined;
  if (words.some((word) => word.startsWith("-"))) return undefined;
  const { context, code } = openContext(terminal);
  try {
    const command = await load(name);
    await command.call(context, {}, ...words);
    return code();
  } catch (error) {
    return (await loadFailure()).report(error, args, terminal);
  }
}

/** The function of a command: the file of that name exports it. */
export async function load(name: string): Promise<Command> {
  const path = `./commands/${name}.ts`;
  const module = await importPart<Readonly<Record<string, Command>>>(path);
  return module[name] ?? Promise.reject(new TypeError(`${path} exports no ${name}`));
}
