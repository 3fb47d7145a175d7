/**
 * The flags and help of commands that set things up.
 *
 * @module
 */
import { buildCommand, type Command } from "@stricli/core";
import type { AdoptFlags } from "./adopt.ts";
import { type Context, docs, globalAliases, globalFlags, oneOf } from "./common.ts";
import { optional, outputFlags, toggle } from "./common.ts";
import type { EnsureVersionFlags } from "./ensure_version.ts";
import type { IntrospectFlags } from "./introspect.ts";
import type { ListTemplatesFlags } from "./list_templates.ts";
import type { PermissionsFlags } from "./permissions.ts";

// Not import("./x.ts") itself, see mod.ts.
async function load<M>(path: string): Promise<M> {
  return await import(path);
}

/** `ensure-version`. */
export const ensureVersion: Command<Context> = buildCommand<EnsureVersionFlags, [], Context>({
  loader: async () =>
    (await load<typeof import("./ensure_version.ts")>("./ensure_version.ts")).ensureVersion,
  parameters: {
    flags: { ...globalFlags, sql: toggle("Print the SQL instead of running it") },
    aliases: globalAliases,
  },
  docs: docs("Make the version table if it is missing", [
    "ensure-version",
    "ensure-version --sql",
  ]),
});

const modelsFlags = {
  output: optional("FILE", "Where the models are written; models.ts unless told"),
  split: oneOf(["schema", "table"], "A module for each schema or table, which FILE joins"),
  force: toggle("Write over models that are there"),
};

/** `adopt`. */
export const adopt: Command<Context> = buildCommand<AdoptFlags, [], Context>({
  loader: async () => (await load<typeof import("./adopt.ts")>("./adopt.ts")).adopt,
  parameters: {
    flags: {
      ...globalFlags,
      message: optional("TEXT", "One line about the first revision; adopt unless told"),
      revId: optional("ID", "Its id; a random one unless told"),
      ...modelsFlags,
    },
    aliases: { ...globalAliases, m: "message", o: "output" },
  },
  docs: docs("Take over a database: write models and a first revision, and stamp it", [
    'adopt -m "what was there"',
    "adopt -o src/models.ts",
    "adopt --split table",
  ]),
});

/** `introspect`. */
export const introspect: Command<Context> = buildCommand<IntrospectFlags, [], Context>({
  loader: async () => (await load<typeof import("./introspect.ts")>("./introspect.ts")).introspect,
  parameters: {
    flags: { ...globalFlags, ...modelsFlags },
    aliases: { ...globalAliases, o: "output" },
  },
  docs: docs("Print or write the models that declare the tables of the database", [
    "introspect > models.ts",
    "introspect --split table -o src/models.ts",
  ]),
});

/** `list-templates`. */
export const listTemplates: Command<Context> = buildCommand<ListTemplatesFlags, [], Context>({
  loader: async () =>
    (await load<typeof import("./list_templates.ts")>("./list_templates.ts")).listTemplates,
  parameters: { flags: outputFlags, aliases: { q: "quiet" } },
  docs: docs("List what init can begin with", ["list-templates"]),
});

/** `permissions`. */
export const permissions: Command<Context> = buildCommand<PermissionsFlags, [], Context>({
  loader: async () =>
    (await load<typeof import("./permissions.ts")>("./permissions.ts")).permissions,
  parameters: { flags: globalFlags, aliases: globalAliases },
  docs: docs("Print the smallest rights that commands need, as flags for Deno", [
    "permissions",
    "permissions --json",
  ]),
});
