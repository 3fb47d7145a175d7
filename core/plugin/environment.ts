/**
 * An environment with what its plugins bring in the places that env.ts could fill itself.
 *
 * @module
 */
import type { Environment } from "../commands/environment.ts";
import { called } from "../errors/called.ts";
import { checkPlugins, comparatorsOf } from "./combine.ts";
import type { Plugin } from "./define_plugin.ts";
import type { PostWriteHook } from "./post_write.ts";
import { loadSource } from "./source.ts";

/**
 * The environment with its plugins at work; the same one where it has none. What env.ts itself says
 * comes before plugins where one of them decides, and after them where one is told what another left.
 *
 * @throws {RetortError} `plugin/clash`, `plugin/bad-shape`.
 */
export function plugEnvironment(environment: Environment): Environment {
  const { plugins = [] } = environment;
  if (plugins.length === 0) return environment;
  checkPlugins(plugins);
  const { compare = [], hooks = {} } = environment;
  return {
    ...environment,
    compare: [...comparatorsOf(plugins), ...compare],
    hooks: { ...hooksOfPlugins(plugins), ...hooks },
    ...renderers(environment, plugins),
    ...processors(environment, plugins),
    ...sources(environment, plugins),
  };
}

function hooksOfPlugins(plugins: readonly Plugin[]): Readonly<Record<string, PostWriteHook>> {
  const all = plugins.flatMap(({ name, postWrite = {} }) =>
    Object.entries(postWrite).map(([hook, work]) => [`${name}:${hook}`, work])
  );
  return Object.fromEntries(all);
}

function renderers(
  { renderItem }: Environment,
  plugins: readonly Plugin[],
): Pick<Environment, "renderItem"> {
  const all = [renderItem, ...plugins.map((plugin) => plugin.renderItem)]
    .filter((item) => item !== undefined);
  if (all.length === 0) return {};
  return {
    renderItem: (item) => {
      for (const render of all) {
        const found = called("renderItem", () => render(item));
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

function processors(
  { processRevision }: Environment,
  plugins: readonly Plugin[],
): Pick<Environment, "processRevision"> {
  const all = [...plugins.map((plugin) => plugin.processRevision), processRevision]
    .filter((item) => item !== undefined);
  if (all.length === 0) return {};
  return {
    processRevision: (draft) =>
      all.reduce<ReturnType<NonNullable<Environment["processRevision"]>>>((found, process) => {
        const next = called("processRevision", () => process({ ...draft, ...found }));
        return next === undefined ? found : { ...found, ...next };
      }, undefined),
  };
}

function sources(
  { metadata }: Environment,
  plugins: readonly Plugin[],
): Pick<Environment, "metadata"> {
  const all = plugins.flatMap((plugin) => plugin.sources ?? []);
  if (all.length === 0) return {};
  return {
    metadata: async () => {
      const own = metadata === undefined ? [] : [await metadata()];
      const loaded = await Promise.all(all.map(loadSource));
      return [...own, ...loaded.flat()];
    },
  };
}
