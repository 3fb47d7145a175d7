/**
 * Errors about plugins.
 *
 * @module
 */
import { type Catalog, list } from "./catalog.ts";

/** The data of each error about plugins. */
export interface PluginErrors {
  /** A plugin, or a part of one, has a shape that makes no sense. */
  "plugin/bad-shape": { readonly plugin: string; readonly problem: string };
  /** Two plugins, or a plugin and retort, bring something of the same name. */
  "plugin/clash": {
    /** What it is: `op`, `noun`, `command`, `plugin`. */
    readonly what: string;
    readonly name: string;
    /** Who brings it, `retort` among them. */
    readonly plugins: readonly string[];
  };
  /** The noun of an object is not of the form `plugin:noun`. */
  "plugin/bad-noun": { readonly noun: string };
  /** Models declare an object of a plugin that is not there. */
  "plugin/unknown-noun": { readonly noun: string; readonly name: string };
  /** An op cannot be rendered for the database. */
  "plugin/no-renderer": {
    readonly kind: string;
    /** The op in words. */
    readonly op: string;
    readonly dialect: string;
    /** What it can be rendered for. */
    readonly known: readonly string[];
  };
  /** A renderer gave something else than statements. */
  "plugin/bad-rendering": { readonly op: string; readonly found: string };
  /** A hook failed. */
  "plugin/hook-failed": {
    readonly plugin: string;
    readonly hook: string;
    readonly problem: string;
  };
  /** A command failed, other than with an error of the catalog. */
  "plugin/command-failed": {
    readonly plugin: string;
    readonly command: string;
    readonly problem: string;
  };
  /** A command gave back what cannot be printed, or an exit code that there is not. */
  "plugin/bad-result": {
    readonly plugin: string;
    readonly command: string;
    readonly problem: string;
  };
  /** A function of a plugin, or of env.ts, threw, was async, or gave what makes no sense. */
  "plugin/function-failed": {
    /** The function, and what it is of: `reverse of the op "flags:add"`. */
    readonly what: string;
    readonly problem: string;
  };
  /** A noun failed to read its objects, other than with an error of the catalog. */
  "plugin/inspect-failed": { readonly noun: string; readonly problem: string };
  /** A schema source failed, or gave something else than metadata. */
  "plugin/source-failed": { readonly source: string; readonly problem: string };
}

/** The words for each error about plugins. */
export const pluginErrors: Catalog<PluginErrors> = {
  "plugin/bad-shape": {
    exit: 1,
    message: ({ plugin, problem }) => `The plugin "${plugin}" cannot be used: ${problem}`,
    hint: () => "correct the plugin; docs/guides/writing-a-plugin.md shows the shapes",
  },
  "plugin/clash": {
    exit: 1,
    message: ({ what, name, plugins }) => `The ${what} "${name}" is brought by ${list(plugins)}`,
    hint: ({ what, plugins }) =>
      plugins.includes("retort")
        ? `give the plugin's ${what} another name`
        : "take one of them out of plugins in env.ts",
  },
  "plugin/bad-noun": {
    exit: 1,
    message: ({ noun }) => `"${noun}" is no noun of a plugin`,
    hint: () => "name it plugin:noun, such as policies:policy",
  },
  "plugin/unknown-noun": {
    exit: 1,
    message: ({ noun, name }) => `The models declare "${name}", and no plugin knows ${noun}`,
    hint: ({ noun }) => `name the plugin "${noun.split(":")[0]}" in plugins of env.ts`,
  },
  "plugin/no-renderer": {
    exit: 1,
    message: ({ kind, op, dialect, known }) =>
      `Cannot ${op}: ${kind} has no renderer for ${dialect}` +
      (known.length === 0 ? "" : `, only for ${known.join(", ")}`),
    hint: ({ known: [first = "postgres"] }) =>
      `let upgrade be a function that asks for the dialect: (cx) => cx.dialect === "${first}" ? […] : []`,
  },
  "plugin/bad-rendering": {
    exit: 1,
    message: ({ op, found }) => `Rendering "${op}" gave ${found}, not a list of statements`,
    hint: () => "correct the renderer of the plugin: [sql`…`] or [{ sql: … }]",
  },
  "plugin/hook-failed": {
    exit: 1,
    message: ({ plugin, hook, problem }) =>
      `The hook ${hook} of the plugin "${plugin}" failed: ${problem}`,
    hint: () => "correct the plugin, or take it out of plugins in env.ts",
  },
  "plugin/command-failed": {
    exit: 1,
    message: ({ plugin, command, problem }) =>
      `The command "${command}" of the plugin "${plugin}" failed: ${problem}`,
    hint: () => "--raiseerr shows where",
  },
  "plugin/bad-result": {
    exit: 1,
    message: ({ plugin, command, problem }) =>
      `What the command "${command}" of the plugin "${plugin}" gave cannot be used: ${problem}`,
    hint: () => "correct what run of the command returns",
  },
  "plugin/function-failed": {
    exit: 1,
    message: ({ what, problem }) => `The function ${what} failed: ${problem}`,
    hint: () => "correct it; --raiseerr shows where",
  },
  "plugin/inspect-failed": {
    exit: 1,
    message: ({ noun, problem }) => `The objects of ${noun} could not be read: ${problem}`,
    hint: ({ noun }) =>
      `correct inspect of the plugin "${noun.split(":")[0]}"; --raiseerr shows where`,
  },
  "plugin/source-failed": {
    exit: 1,
    message: ({ source, problem }) => `The schema source "${source}" failed: ${problem}`,
    hint: () => "correct what the source reads, or take it out of env.ts",
  },
};
