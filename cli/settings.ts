/**
 * The settings of a section as the commands of core take them.
 *
 * @module
 */
import type { Settings } from "@retort/core/commands";
import type { Config } from "./config/config.ts";
import { readIfThere } from "./files.ts";
import { join } from "./paths.ts";
import type { ProjectOptions } from "./project.ts";

/** The settings; what the command line says comes before the config file. */
export function settingsOf(
  config: Config,
  { transactionMode: mode, lockWait, lockTimeout }: ProjectOptions,
): Settings {
  const { path, versionTable, versionSchema, fileTemplate, truncateSlugLength, protect } = config;
  const { timezone, lock } = config;
  return {
    config: path,
    versionTable,
    ...(versionSchema === undefined ? {} : { versionSchema }),
    fileTemplate,
    truncateSlugLength,
    ...(timezone === undefined ? {} : { timezone }),
    transactionMode: mode ?? config.transactionMode,
    lock: { mode: lock, wait: lockWait ?? config.lockWait },
    waits: { timeout: lockTimeout ?? config.lockTimeout, tries: config.lockTries },
    recordSchema: config.recordSchema,
    dataLoss: protect ? "refuse" : config.dataLoss,
    keep: config.keep,
    // Read when it is asked for: only `revision` needs it.
    get template(): string | undefined {
      return readIfThere(join(config.scriptLocation, "revision.ts.template"));
    },
  };
}
