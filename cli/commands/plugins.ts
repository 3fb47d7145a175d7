/**
 * `retort plugins`.
 *
 * @module
 */
import type { Plugin } from "@retort/core/plugin";
import { type Context, type GlobalFlags, print } from "./common.ts";
import { open } from "./open.ts";

/** The flags of `plugins`. */
export type PluginsFlags = GlobalFlags;

/** What a plugin brings, by name. */
export interface PluginReport {
  /** The plugin. */
  readonly name: string;
  /** The kinds of its ops. */
  readonly ops: readonly string[];
  /** The nouns of its objects. */
  readonly nouns: readonly string[];
  /** Its comparators. */
  readonly comparators: readonly string[];
  /** Its schema sources. */
  readonly sources: readonly string[];
  /** Its hooks. */
  readonly hooks: readonly string[];
  /** Its post-write hooks, as the config file names them. */
  readonly postWrite: readonly string[];
  /** Its commands. */
  readonly commands: readonly { readonly name: string; readonly summary: string }[];
}

/** Lists the plugins of a project and what each brings. */
export async function plugins(this: Context, flags: PluginsFlags): Promise<void> {
  const project = await open(flags);
  const { plugins: found = [] } = await project.environment();
  print(this, flags, { report: { plugins: found.map(reportOf) }, text: pluginsText });
}

function reportOf(plugin: Plugin): PluginReport {
  const { name, ops = [], nouns = [], comparators = [], sources = [], hooks = {} } = plugin;
  const { postWrite = {}, commands = {} } = plugin;
  return {
    name,
    ops: ops.map(({ kind }) => kind),
    nouns: nouns.map(({ noun }) => noun),
    comparators: comparators.map((item) => item.name),
    sources: sources.map((item) => item.name),
    hooks: Object.keys(hooks),
    postWrite: Object.keys(postWrite).map((hook) => `${name}:${hook}`),
    commands: Object.entries(commands).map(([command, { summary }]) => ({
      name: command,
      summary,
    })),
  };
}

function pluginsText({ plugins }: { readonly plugins: readonly PluginReport[] }): string {
  if (plugins.length === 0) return "env.ts names no plugins\n";
  return plugins.map(({ name, commands, ...lists }) => {
    const lines = Object.entries(lists).filter(([, items]) => items.length > 0)
      .map(([what, items]) => `  ${words[what] ?? what}: ${items.join(", ")}\n`);
    const own = commands.map((item) => `  retort ${item.name}: ${item.summary}\n`);
    return `${name}\n${[...lines, ...own].join("")}`;
  }).join("");
}

const words: Readonly<Record<string, string>> = { postWrite: "post-write hooks" };
