/**
 * The flags and help of commands that set things up.
 *
 * @module
 */
import { buildCommand, type Command } from "@stricli/core";
import type { AdoptFlags } from "./adopt.ts";
import type { BundleFlags } from "./bundle.ts";
import {
  type Context,
  docs,
  globalAliases,
  globalFlags,
  load,
  oneOf,
  optional,
  outputFlags,
  repeated,
  text,
  toggle,
  urlFlag,
} from "./common.ts";
import type { EnsureVersionFlags } from "./ensure_version.ts";
import type { ImportFlags } from "./import.ts";
import type { InitFlags } from "./init.ts";
import type { IntrospectFlags } from "./introspect.ts";
import type { ListTemplatesFlags } from "./list_templates.ts";
import type { PermissionsFlags } from "./permissions.ts";
import type { PluginsFlags } from "./plugins.ts";

/** `init`. */
export const init: Command<Context> = buildCommand<InitFlags, [string], Context>({
  loader: async () => (await load<typeof import("./init.ts")>("./init.ts")).init,
  parameters: {
    flags: {
      template: optional("NAME", "What it begins with; generic unless told, see list-templates"),
      url: urlFlag("The database; sqlite:app.db unless told"),
      database: repeated("NAME=URL", "One of several databases, with -t multidb"),
      ...outputFlags,
    },
    aliases: { t: "template", q: "quiet" },
    positional: { kind: "tuple", parameters: [text("DIR", "The folder for env.ts and revisions")] },
  },
  docs: docs("Make a new project in the current folder", [
    "init migrations",
    "init -t minimal migrations",
    "init -t multidb --database app=sqlite:app.db --database audit=sqlite:audit.db migrations",
    "init --url postgres://app@127.0.0.1:5432/shop migrations",
  ]),
});

/** `bundle`. */
export const bundle: Command<Context> = buildCommand<BundleFlags, [string?], Context>({
  loader: async () => (await load<typeof import("./bundle.ts")>("./bundle.ts")).bundle,
  parameters: {
    flags: { ...globalFlags, check: toggle("Write nothing; exit with 3 where it is stale") },
    aliases: globalAliases,
    positional: {
      kind: "tuple",
      parameters: [{
        ...text(
          "FILE",
          "Where it is written; the setting bundle, migrations/bundle.ts unless told",
        ),
        optional: true,
      }],
    },
  },
  docs: docs("Write all revisions as one module, for programs without files", [
    "bundle",
    "bundle src/migrations.ts",
    "bundle --check",
  ]),
});

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

/** `import`. */
export const importProject: Command<Context> = buildCommand<
  ImportFlags,
  ["alembic", string],
  Context
>({
  loader: async () => (await load<typeof import("./import.ts")>("./import.ts")).importProject,
  parameters: {
    flags: {
      ...globalFlags,
      to: optional("FOLDER", "The folder for env.ts and revisions; migrations unless told"),
      section: optional("SECTION", "The section of alembic.ini; alembic unless told"),
      runAlembic: optional("PATH", "The program that prints the SQL; alembic unless told"),
      sqlFile: repeated(
        "FILE",
        "What alembic upgrade --sql or downgrade --sql printed; none is run",
      ),
      stubs: toggle("Run no Alembic: what revisions do is left to be filled in"),
      versionTable: optional(
        "TABLE",
        "Alembic's table; what alembic.ini or env.py says unless told",
      ),
      versionSchema: optional("SCHEMA", "The schema of that table"),
      filesOnly: toggle("Do not open the database"),
      dryRun: toggle("Only say what would be written; the database is not opened"),
      force: toggle("Write over revisions of the same ids, and over models"),
    },
    aliases: globalAliases,
    positional: {
      kind: "tuple",
      parameters: [
        { placeholder: "TOOL", brief: "Which tool the project is of: alembic", parse: toolOf },
        text("DIR", "The folder with alembic.ini"),
      ],
    },
  },
  docs: docs("Take over a project of Alembic with the database that it migrated", [
    "import alembic ../shop",
    "import alembic ../shop --dry-run",
    "import alembic . --to db --url postgres://app@127.0.0.1:5432/shop",
    "import alembic . --run-alembic .venv/bin/alembic",
    "import alembic . --sql-file up.sql --sql-file down.sql",
  ]),
});

function toolOf(word: string): "alembic" {
  if (word === "alembic") return word;
  // The parser names the word in front of it.
  throw new Error("projects of alembic are all that can be taken over: retort import alembic DIR");
}

/** `introspect`. */
export const introspect: Command<Context> = buildCommand<IntrospectFlags, [], Context>({
  loader: async () => (await load<typeof import("./introspect.ts")>("./introspect.ts")).introspect,
  parameters: {
    flags: {
      ...globalFlags,
      ...modelsFlags,
      output: optional("FILE", "Where the models are written; printed unless told or split"),
    },
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

/** `plugins`. */
export const plugins: Command<Context> = buildCommand<PluginsFlags, [], Context>({
  loader: async () => (await load<typeof import("./plugins.ts")>("./plugins.ts")).plugins,
  parameters: { flags: globalFlags, aliases: globalAliases },
  docs: docs("List the plugins of env.ts, what they bring, and their commands", ["plugins"]),
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
