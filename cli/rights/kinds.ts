/**
 * Kinds of command by the rights that they need in a project.
 *
 * @module
 */
import { flagsOf, joined, type Rights, word } from "./flags.ts";

/** What is known about a project. Paths are as the flags shall have them. */
export interface Facts {
  /** The config file. */
  readonly config: string;
  /** The folder of `env.ts`. */
  readonly scriptLocation: string;
  /** The folders with revision files. */
  readonly versionLocations: readonly string[];
  /** The file that revisions are bundled into. */
  readonly bundle: string;
  /** Whether it is there, and so written again with each revision. */
  readonly bundled?: boolean;
  /** The file that models are written to. */
  readonly models: string;
  /** Local files that `env.ts` and revisions import, and revisions' own folders left out. */
  readonly imported: readonly string[];
  /** Files that say which commit is checked out; none outside of a repository. */
  readonly commit: readonly string[];
  /** The folder of retort's own code, where it is no package. */
  readonly checkout?: string;
  /** The databases. */
  readonly databases: readonly Partial<Rights>[];
  /** Variables that the settings name, but for those of the URL. */
  readonly variables: readonly string[];
  /** Variables that the URL, `env.ts` and what it imports name. */
  readonly databaseVariables: readonly string[];
  /** Programs that the post-write hooks run. */
  readonly programs: readonly string[];
  /** Whether a post-write hook is a function of `env.ts`. */
  readonly hookFunctions: boolean;
  /** The program of the editor. */
  readonly editor: string;
  /** Whether code of revisions runs in workers without rights. */
  readonly sandbox?: boolean;
}

/** The name of a kind of command. */
export type KindName =
  | "graph"
  | "database"
  | "write"
  | "bundle"
  | "autogenerate"
  | "models"
  | "edit"
  | "task";

/** A kind of command, and what it needs. */
export interface Kind {
  /** Its name. */
  readonly name: KindName;
  /** The commands, as they are typed. */
  readonly commands: readonly string[];
  /** The rights. */
  readonly rights: Rights;
  /** The same as flags, as Deno takes them. */
  readonly flags: readonly string[];
}

/** The commands of each kind; `task` is what `deno.json` has for all of them but `edit`. */
export const commandsOf: Readonly<Record<KindName, readonly string[]>> = {
  graph: ["branches", "heads", "history", "list-templates", "show"],
  database: [
    ...["check", "current", "downgrade", "ensure-version", "heal", "introspect", "kept", "lock"],
    ...["permissions", "plan", "plugins", "preflight", "repair", "stamp", "status", "upgrade"],
  ],
  write: ["merge", "revision"],
  bundle: ["bundle"],
  autogenerate: ["restore", "revision --autogenerate", "verify"],
  models: ["adopt", "introspect -o"],
  edit: ["edit"],
  task: [],
};

/** The kinds that load revisions; the others read what stands in them. */
const loading: ReadonlySet<KindName> = new Set(["database", "autogenerate", "models", "task"]);

/** Each kind with its rights in a project. */
export function kindsOf(facts: Facts): readonly Kind[] {
  const { config, scriptLocation, versionLocations, checkout } = facts;
  const graph = joined({
    read: [config, scriptLocation, ...versionLocations, facts.bundle],
    env: ["RETORT_CONFIG", ...facts.variables],
  });
  const environment = { read: facts.imported, env: facts.databaseVariables };
  // Who it was, and what was checked out, stands in the history.
  const known = { read: facts.commit, env: ["RETORT_URL", "USER", "HOSTNAME"] };
  const database = joined(graph, known, environment, ...facts.databases);
  const bundled = facts.bundled ? [facts.bundle] : [];
  const writing = { write: [...versionLocations, ...bundled], run: facts.programs };
  const write = joined(graph, writing, facts.hookFunctions ? environment : {});
  const bundle = joined(graph, { write: [facts.bundle] });
  const autogenerate = joined(database, writing);
  const models = joined(autogenerate, { read: [facts.models], write: [facts.models] });
  const edit = joined(graph, { env: ["VISUAL", "EDITOR"], write: bundled, run: [facts.editor] });
  const task = taskRights(autogenerate, facts);
  const all = { graph, database, write, bundle, autogenerate, models, edit, task };
  const code = checkout === undefined ? {} : { read: [checkout] };
  return Object.entries(all).map(([key, own]) => {
    const name = key as KindName;
    const rights = joined(own, code);
    const workers = facts.sandbox && loading.has(name) ? ["--unstable-worker-options"] : [];
    return { name, commands: commandsOf[name], rights, flags: [...flagsOf(rights), ...workers] };
  });
}

/** What the task of `deno.json` allows: it is for work on the project, so it reads all of it. */
function taskRights(rights: Rights, { scriptLocation }: Facts): Rights {
  return joined({ read: ["."], write: [scriptLocation] }, rights, {
    env: ["RETORT_DEBUG", "CI"],
  });
}

/** The line that runs any command but `edit`, for `tasks` in `deno.json`. */
export function taskOf(kinds: readonly Kind[]): string {
  const flags = kinds.find(({ name }) => name === "task")?.flags ?? [];
  return ["deno run", ...flags.map(word), "@retort/cli"].join(" ");
}
