/**
 * Plugins: ops, nouns, comparators, sources, hooks and commands beside retort's own.
 *
 * ```ts
 * import { definePlugin } from "@retort/core/plugin";
 *
 * definePlugin({ name: "audit", hooks: { afterRevision: () => {} } }).name; // "audit"
 * ```
 *
 * @module
 */
export {
  addPluginObject,
  findPluginObject,
  type NounSource,
  type PluginObjectName,
  removePluginObject,
  replacePluginObject,
  touchesPluginObject,
} from "../ops/plugin_objects.ts";
export type {
  NormalizeContext,
  Noun,
  NounInspector,
  PluginOpSpec,
  PluginRenderContext,
  PluginRenderer,
  PluginRenderers,
  PluginStatement,
} from "../dialect/mod.ts";
export type {
  HookRevision,
  HookRun,
  HookRunEnd,
  HookStatement,
  NamedHooks,
  RunHooks,
} from "../run/hooks.ts";
export * from "./combine.ts";
export * from "./command.ts";
export * from "./define_noun.ts";
export * from "./define_op.ts";
export * from "./define_plugin.ts";
export * from "./dialect.ts";
export * from "./environment.ts";
export * from "./post_write.ts";
export * from "./source.ts";
