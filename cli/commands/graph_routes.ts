/**
 * The flags and help of commands that look at the revision graph, and where a database stands in it.
 *
 * @module
 */
import { buildCommand, type Command } from "@stricli/core";
import type { BranchesFlags } from "./branches.ts";
import {
  type Context,
  docs,
  globalAliases,
  globalFlags,
  load,
  optional,
  some,
  toggle,
} from "./common.ts";
import type { CurrentFlags } from "./current.ts";
import type { HeadsFlags } from "./heads.ts";
import type { HistoryFlags } from "./history.ts";
import type { ShowFlags } from "./show.ts";

/** `current`. */
export const current: Command<Context> = buildCommand<CurrentFlags, [], Context>({
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

/** `history`. */
export const history: Command<Context> = buildCommand<HistoryFlags, [], Context>({
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

/** `heads`. */
export const heads: Command<Context> = buildCommand<HeadsFlags, [], Context>({
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

/** `branches`. */
export const branches: Command<Context> = buildCommand<BranchesFlags, [], Context>({
  loader: async () => (await load<typeof import("./branches.ts")>("./branches.ts")).branches,
  parameters: {
    flags: { ...globalFlags, verbose: toggle("Say all there is to say") },
    aliases: { ...globalAliases, v: "verbose" },
  },
  docs: docs("List the revisions that several follow", ["branches", "branches -v"]),
});

/** `show`. */
export const show: Command<Context> = buildCommand<ShowFlags, string[], Context>({
  loader: async () => (await load<typeof import("./show.ts")>("./show.ts")).show,
  parameters: {
    flags: globalFlags,
    aliases: globalAliases,
    positional: some("REVISION", "What to show: ids, head, current, labels"),
  },
  docs: docs("Show revisions", ["show head", "show current", "show ae10 27c6"]),
});
