/**
 * Putting the plugins of a project to work. Loaded only where a project has some.
 *
 * @module
 */
import type { Environment } from "@retort/core/environment";
import { RetortError } from "@retort/core/errors";
import { plugEnvironment } from "@retort/core/plugin";
import { kebab } from "./argv.ts";
import { importPart } from "./part.ts";

export { plugDialect } from "@retort/core/plugin";

/**
 * The environment with its plugins at work.
 *
 * @throws {RetortError} `plugin/clash`, also for a command that retort has itself; `plugin/bad-shape`.
 */
export async function withPluginsOf(environment: Environment): Promise<Environment> {
  const plugged = plugEnvironment(environment);
  const commands = (plugged.plugins ?? []).flatMap(({ name: plugin, commands = {} }) =>
    Object.keys(commands).map((name) => ({ name, plugin }))
  );
  if (commands.length === 0) return plugged;
  const path = "./commands/mod.ts";
  const { aliases, routes } = await importPart<typeof import("./commands/mod.ts")>(path);
  const own = new Set([...Object.keys(routes).map(kebab), ...Object.keys(aliases), "help"]);
  const clash = commands.find(({ name }) => own.has(name));
  if (!clash) return plugged;
  const { name, plugin } = clash;
  throw new RetortError("plugin/clash", { what: "command", name, plugins: ["retort", plugin] });
}
