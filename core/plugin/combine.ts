/**
 * Several plugins together: nothing of one may have the name of something of another.
 *
 * @module
 */
import { type Comparator, comparatorNames } from "../diff/registry.ts";
import { RetortError } from "../errors/mod.ts";
import { isPlugin, type Plugin, pluginBrand } from "./define_plugin.ts";

/**
 * Refuses plugins that bring something of the same name.
 *
 * @throws {RetortError} `plugin/clash`, `plugin/bad-shape`.
 */
export function checkPlugins(plugins: readonly Plugin[]): readonly Plugin[] {
  const seen = new Map<string, string>(
    comparatorNames.map((name) => [`comparator ${name}`, "retort"]),
  );
  for (const plugin of plugins) {
    if (!isPlugin(plugin)) {
      const { name = "?" } = (plugin ?? {}) as { readonly name?: string };
      const problem = "it was not made by definePlugin()";
      throw new RetortError("plugin/bad-shape", { plugin: String(name), problem });
    }
    checkVersion(plugin);
    for (const [what, name] of namesOf(plugin)) {
      const other = seen.get(`${what} ${name}`);
      if (other !== undefined) {
        throw new RetortError("plugin/clash", { what, name, plugins: [other, plugin.name] });
      }
      seen.set(`${what} ${name}`, plugin.name);
    }
  }
  return plugins;
}

/** Refuses a plugin that was made for another interface than this one. */
function checkVersion(plugin: Plugin): void {
  const made: unknown = plugin[pluginBrand];
  if (made === 1) return;
  const problem = `it was made for version ${String(made)} of the interface of plugins, ` +
    "and this retort has version 1; take versions of both that belong together";
  throw new RetortError("plugin/bad-shape", { plugin: String(plugin.name), problem });
}

function namesOf(plugin: Plugin): readonly (readonly [what: string, name: string])[] {
  const { name, ops = [], nouns = [], comparators = [], commands = {} } = plugin;
  return [
    ["plugin", name],
    ...ops.map(({ kind }) => ["op", kind] as const),
    ...nouns.map(({ noun }) => ["noun", noun] as const),
    ...comparators.map((item) => ["comparator", item.name] as const),
    ...Object.keys(commands).map((command) => ["command", command] as const),
  ];
}

/** The comparators of plugins. */
export function comparatorsOf(plugins: readonly Plugin[]): readonly Comparator[] {
  return plugins.flatMap(({ comparators = [] }) => comparators);
}
