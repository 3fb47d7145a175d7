/**
 * Putting the plugins of a project to work. Loaded only where a project has some.
 *
 * @module
 */
export { plugDialect, plugEnvironment } from "@retort/core/plugin";
