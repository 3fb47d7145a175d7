/**
 * All commands of the command line: their flags and help; the code of each is loaded when it runs.
 *
 * @module
 */
import type { CompareSource } from "@retort/core/commands/check";
import { buildCommand, type Command } from "@stricli/core";
import type { CheckFlags } from "./check.ts";
import { type Context, docs, globalAliases, globalFlags, load, outputFlags } from "./common.ts";
import { oneOf, optional, repeated, some, text, toggle, urlFlag } from "./common.ts";
import type { CurrentFlags } from "./current.ts";
import type { DowngradeFlags } from "./downgrade.ts";
import type { HeadsFlags } from "./heads.ts";
import type { HistoryFlags } from "./history.ts";
import { branches, edit, merge } from "./graph_routes.ts";
import type { InitFlags } from "./init.ts";
import type { RevisionFlags } from "./revision.ts";
import { heal, kept, lock, plan, repair, restore, status } from "./run_routes.ts";
import { adopt, bundle, ensureVersion, importProject, introspect } from "./setup_routes.ts";
import { listTemplates, permissions, plugins } from "./setup_routes.ts";
import type { ShowFlags } from "./show.ts";
import type { StampFlags } from "./stamp.ts";
import { preflight, verify } from "./trial_routes.ts";
import type { UpgradeFlags } from "./upgrade.ts";
import type { TransactionMode } from "./move.ts";

export type { Context, GlobalFlags } from "./common.ts";

const init = buildCommand<InitFlags, [string], Context>({
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

const from = oneOf<CompareSource>(
  ["database", "history"],
  "Compare models with the database, or with what the revisions amount to: no database is opened",
);

const revision = buildCommand<RevisionFlags, [], Context>({
  loader: async () => (await load<typeof import("./revision.ts")>("./revision.ts")).revision,
  parameters: {
    flags: {
      ...globalFlags,
      message: optional("TEXT", "One line about it"),
      autogenerate: toggle("Fill it with what differs between models and database"),
      from,
      fromEdit: optional(
        "REVISION",
        "Make a revision of an edit of this applied one, and undo the edit",
      ),
      adoptDrift: toggle(
        "Make an applied revision of what something else has changed, see status",
      ),
      sql: toggle("Print the SQL of --autogenerate instead of writing a file"),
      rename: repeated("OLD=NEW", "What was renamed: users.name=users.full_name"),
      drop: repeated("OBJECT", "What is gone, not renamed: users.name"),
      answers: optional("FILE", 'JSON with {"rename": {"old": "new"}, "drop": ["old"]}'),
      head: repeated("REVISION", "What it follows; head unless told"),
      splice: toggle("Let it follow a revision that is no head: a new branch"),
      branchLabel: repeated("LABEL", "Name the branch that begins with it"),
      versionPath: optional("DIR", "Which of version_locations it is written to"),
      revId: optional("ID", "Its id; a random one unless told"),
      dependsOn: repeated("REVISION", "What must be applied before it, on other branches"),
    },
    aliases: { ...globalAliases, m: "message" },
  },
  docs: docs("Write a new revision file", [
    'revision -m "create users"',
    'revision --autogenerate -m "add dob"',
    "revision -m hotfix --head ae1027 --splice",
  ]),
});

const transactionMode = oneOf<TransactionMode>(
  ["revision", "all", "none"],
  "Where transactions begin and end; comes before the config file",
);

const lockWait = optional(
  "TIME",
  "How long to wait for another run: 500ms, 3s, 10m; 60s unless told",
);

const lockTimeout = optional(
  "TIME",
  "How long a statement waits for a lock before it is tried again; 3s unless told, 0: no end",
);

const planHash = optional(
  "HASH",
  "Run just the plan that was reviewed, with the losses that it names",
);

const upgrade = buildCommand<UpgradeFlags, [string], Context>({
  loader: async () => (await load<typeof import("./upgrade.ts")>("./upgrade.ts")).upgrade,
  parameters: {
    flags: {
      ...globalFlags,
      sql: toggle("Print the SQL instead of running it"),
      tag: optional("TEXT", "Told to env.ts and revisions as cx.tag"),
      allowLoss: repeated("OBJECT", "Data that may be destroyed: users or users.name"),
      keep: toggle("Give what would be destroyed another name instead, see kept"),
      transactionMode,
      lockWait,
      plan: planHash,
      lockTimeout,
    },
    aliases: globalAliases,
    positional: { kind: "tuple", parameters: [text("REVISION", "Where to go: head, +1, an id")] },
  },
  docs: docs("Apply revisions", [
    "upgrade head",
    "upgrade +1",
    "upgrade ae1027a6acf",
    "upgrade ae10:head --sql",
  ]),
});

const downgrade = buildCommand<DowngradeFlags, [string], Context>({
  loader: async () => (await load<typeof import("./downgrade.ts")>("./downgrade.ts")).downgrade,
  parameters: {
    flags: {
      ...globalFlags,
      sql: toggle("Print the SQL instead of running it; needs a range from:to"),
      tag: optional("TEXT", "Told to env.ts and revisions as cx.tag"),
      allowLoss: repeated("OBJECT", "Data that may be destroyed: users or users.name"),
      keep: toggle("Give what would be destroyed another name instead, see kept"),
      transactionMode,
      lockWait,
      plan: planHash,
      lockTimeout,
    },
    aliases: globalAliases,
    positional: { kind: "tuple", parameters: [text("REVISION", "Where to go: -1, base, an id")] },
  },
  docs: docs("Take revisions back", [
    "downgrade -1",
    "downgrade base",
    "downgrade -1 --allow-loss users.dob",
    "downgrade head:ae10 --sql",
  ]),
});

const current = buildCommand<CurrentFlags, [], Context>({
  loader: async () => (await load<typeof import("./current.ts")>("./current.ts")).current,
  parameters: {
    flags: {
      ...globalFlags,
      verbose: toggle("Say all there is to say"),
      checkHeads: toggle("Exit with 3 unless all heads are applied"),
    },
    // Not -c for --config, as everywhere else: Alembic has taken it for --check-heads.
    aliases: { n: "name", x: "xArg", q: "quiet", v: "verbose", c: "checkHeads" },
  },
  docs: docs("Show where the database stands", ["current", "current --check-heads"]),
});

const history = buildCommand<HistoryFlags, [], Context>({
  loader: async () => (await load<typeof import("./history.ts")>("./history.ts")).history,
  parameters: {
    flags: {
      ...globalFlags,
      revRange: optional("FROM:TO", "Which revisions; both ends belong to it"),
      verbose: toggle("Say all there is to say"),
      indicateCurrent: toggle("Mark where the database stands"),
      events: toggle("List what was done to the database, by whom and when, newest first"),
      graph: toggle("Draw how revisions follow each other"),
      mermaid: toggle("Print a Mermaid flow chart"),
      dot: toggle("Print a graph for Graphviz"),
    },
    aliases: { ...globalAliases, r: "revRange", v: "verbose", i: "indicateCurrent" },
  },
  docs: docs("List revisions, newest first", [
    "history",
    "history -r ae10:head",
    "history -r -3:current",
    "history -i",
    "history --graph",
    "history --mermaid > history.mmd",
  ]),
});

const heads = buildCommand<HeadsFlags, [], Context>({
  loader: async () => (await load<typeof import("./heads.ts")>("./heads.ts")).heads,
  parameters: {
    flags: {
      ...globalFlags,
      verbose: toggle("Say all there is to say"),
      resolveDependencies: toggle("Leave out heads that other revisions depend on"),
    },
    aliases: { ...globalAliases, v: "verbose" },
  },
  docs: docs("List the revisions that none follows", ["heads", "heads -v"]),
});

const show = buildCommand<ShowFlags, string[], Context>({
  loader: async () => (await load<typeof import("./show.ts")>("./show.ts")).show,
  parameters: {
    flags: globalFlags,
    aliases: globalAliases,
    positional: some("REVISION", "What to show: ids, head, current, labels"),
  },
  docs: docs("Show revisions", ["show head", "show current", "show ae10 27c6"]),
});

const stamp = buildCommand<StampFlags, string[], Context>({
  loader: async () => (await load<typeof import("./stamp.ts")>("./stamp.ts")).stamp,
  parameters: {
    flags: {
      ...globalFlags,
      sql: toggle("Print the SQL instead of running it; from:to says where it begins"),
      tag: optional("TEXT", "Told to env.ts and revisions as cx.tag"),
      purge: toggle("Empty the version table first, whatever it holds"),
      lockWait,
    },
    aliases: globalAliases,
    positional: some("REVISION", "What the version table shall say: head, base, ids"),
  },
  docs: docs("Set the version table without running any revision", [
    "stamp head",
    "stamp --purge base",
    "stamp ae10:head --sql",
  ]),
});

const check = buildCommand<CheckFlags, [], Context>({
  loader: async () => (await load<typeof import("./check.ts")>("./check.ts")).check,
  parameters: { flags: { ...globalFlags, from }, aliases: globalAliases },
  docs: docs("Exit with 3 if revisions are pending or models have changed", [
    "check",
    "check --from history",
  ]),
});

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
