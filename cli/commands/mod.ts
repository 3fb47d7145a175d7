/**
 * All commands of the command line: their flags and help are in the files of routes, and the code of
 * each is loaded when it runs.
 *
 * @module
 */
import type { Command } from "@stricli/core";
import type { Context } from "./common.ts";
import { branches, current, heads, history, show } from "./graph_routes.ts";
import { downgrade, stamp, upgrade } from "./move_routes.ts";
import { check, edit, merge, revision } from "./revision_routes.ts";
import { heal, kept, lock, plan, repair, restore, status } from "./run_routes.ts";
import {
  adopt,
  bundle,
  ensureVersion,
  importProject,
  init,
  introspect,
  listTemplates,
  permissions,
  plugins,
} from "./setup_routes.ts";
import { preflight, verify } from "./trial_routes.ts";

export type { Context, GlobalFlags } from "./common.ts";

/** The commands by name, in the order in which help lists them. */
export const routes: Readonly<Record<string, Command<Context>>> = {
  init,
  revision,
  upgrade,
  downgrade,
  current,
  history,
  heads,
  branches,
  merge,
  show,
  edit,
  bundle,
  stamp,
  kept,
  plan,
  lock,
  status,
  heal,
  repair,
  restore,
  check,
  preflight,
  verify,
  introspect,
  adopt,
  import: importProject,
  ensureVersion,
  listTemplates,
  permissions,
  plugins,
};

/** Other spellings of commands; Alembic writes some with an underscore. */
export const aliases: Readonly<Record<string, string>> = {
  ensure_version: "ensureVersion",
  list_templates: "listTemplates",
};
