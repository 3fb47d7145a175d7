/**
 * Commands that plugins bring. Loaded only where no command of retort has the name.
 *
 * @module
 */
import type { PluginCommand, PluginCommandContext } from "@retort/core/plugin";
import { isRetortError, messageOf, RetortError } from "@retort/core/errors";
import { bookkeepingOf } from "@retort/core/plan";
import { normalize } from "./argv.ts";
import { type Context, type GlobalFlags, print } from "./commands/common.ts";
import { open } from "./commands/open.ts";
import { denied } from "./denied.ts";
import type { FolderProject } from "./project.ts";

/** A command line for a plugin: what retort understands of it, and the rest. */
interface PluginLine {
  readonly name: string;
  readonly flags: GlobalFlags;
  readonly help: boolean;
  readonly args: readonly string[];
}

/**
 * The command of a plugin, ready to run; the names of those that there are where it is none of them.
 *
 * @throws {RetortError} what loading `env.ts` throws, and `cli/missing-argument` for a flag without
 *   its value.
 */
export async function findPluginCommand(
  args: readonly string[],
  context: Context,
): Promise<(() => Promise<void>) | readonly string[]> {
  const line = read(normalize(args));
  const project = await open(line.flags);
  const { plugins = [] } = await project.environment();
  const owner = plugins.find(({ commands = {} }) => Object.hasOwn(commands, line.name));
  const command = owner?.commands?.[line.name];
  if (!owner || !command) return plugins.flatMap(({ commands = {} }) => Object.keys(commands));
  return async () => {
    if (line.help) return context.terminal.out.write(helpText(line.name, command));
    const result = await ran(owner.name, line.name, async () => {
      return await command.run(contextOf(project, line.args)) ?? {};
    });
    checkResult(owner.name, line.name, result);
    const { report = {}, text = "", exit } = result;
    const words = text === "" || text.endsWith("\n") ? text : `${text}\n`;
    print(context, line.flags, { report, text: () => words });
    if (exit !== undefined) context.exit(exit);
  };
}

/** What types would refuse. */
function checkResult(plugin: string, command: string, result: unknown): void {
  const refuse = (problem: string): never => {
    throw new RetortError("plugin/bad-result", { plugin, command, problem });
  };
  if (typeof result !== "object" || result === null || Array.isArray(result)) {
    return refuse("it must be an object such as { text, report, exit }, or nothing");
  }
  const { text, exit } = result as { readonly text?: unknown; readonly exit?: unknown };
  if (text !== undefined && typeof text !== "string") refuse('"text" must be a text');
  const code = Number.isInteger(exit) && Number(exit) >= 0 && Number(exit) <= 255;
  if (exit !== undefined && !code) refuse('"exit" must be a whole number from 0 to 255');
}

/** What went wrong in a plugin is not said to be retort's; what Deno refused has words already. */
async function ran<T>(plugin: string, command: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (isRetortError(cause) || denied(cause)) throw cause;
    const message = messageOf(cause);
    const problem = message.split("\n")[0] ?? "";
    throw new RetortError("plugin/command-failed", { plugin, command, problem }, { cause });
  }
}

function contextOf(project: FolderProject, args: readonly string[]): PluginCommandContext {
  return {
    args,
    project,
    session: async (work) => {
      const dialect = await project.dialect();
      const db = await project.connect({ create: false });
      try {
        return await work({ dialect, db, tables: bookkeepingOf(project.settings) });
      } finally {
        await project.release(db);
      }
    },
  };
}

function helpText(name: string, { summary, usage = "" }: PluginCommand): string {
  const own = usage === "" ? "" : ` ${usage}`;
  const flags =
    "  -c --config FILE, -n --name SECTION, -x --x-arg KEY=VALUE, --url URL, --json, -q";
  return `USAGE\n  retort ${name}${own}\n\n${summary}\n\nFLAGS OF EVERY COMMAND\n${flags}\n`;
}

const valued: Readonly<Record<string, "config" | "name" | "url" | "xArg">> = {
  "--config": "config",
  "-c": "config",
  "--name": "name",
  "-n": "name",
  "--url": "url",
  "--x-arg": "xArg",
  "-x": "xArg",
};

const switches: Readonly<Record<string, "json" | "quiet" | "raiseerr">> = {
  "--json": "json",
  "--quiet": "quiet",
  "-q": "quiet",
  "--raiseerr": "raiseerr",
};

/** Takes the flags that every command has; all else is the plugin's, and all behind `--`. */
function read([name = "", ...words]: readonly string[]): PluginLine {
  const flags: Record<string, string | boolean> = {};
  const xArg: string[] = [];
  const args: string[] = [];
  let help = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word === "--") {
      args.push(...words.slice(at + 1));
      break;
    }
    const [, flag = word, attached] = /^(--[a-z-]+)=(.*)$/s.exec(word) ?? [];
    const key = Object.hasOwn(valued, flag) ? valued[flag] : undefined;
    const toggle = Object.hasOwn(switches, word) ? switches[word] : undefined;
    if (word === "--help" || word === "-h") help = true;
    else if (toggle) flags[toggle] = true;
    else if (key === undefined) args.push(word);
    else {
      const value = attached ?? words[++at];
      if (value === undefined) throw new RetortError("cli/missing-argument", { argument: flag });
      if (key === "xArg") xArg.push(value);
      else flags[key] = value;
    }
  }
  return { name, flags: { ...flags, xArg }, help, args };
}
