/**
 * Hooks of runs: what plugins are told before and after a run, a revision and a statement.
 *
 * @module
 */
import type { ServerInfo, Statement } from "../dialect/mod.ts";
import { isRetortError, messageOf, RetortError } from "../errors/mod.ts";
import type { Revision } from "../graph/mod.ts";
import type { RunDatabase } from "../ops/mod.ts";
import { directionOf, type Migration } from "../plan/migration.ts";
import { describeGroup, type PlannedGroup } from "../plan/render.ts";
import { runDatabase } from "./database.ts";
import type { Session } from "./standing.ts";

/** What hooks are told of a run. */
export interface HookRun {
  /** The database. */
  readonly server: ServerInfo;
  /** The database, to ask and to write. */
  readonly db: RunDatabase;
  /** The version rows before. */
  readonly from: readonly string[];
  /** The version rows there will be. */
  readonly to: readonly string[];
  /** The revisions that run, in order. */
  readonly revisions: readonly string[];
}

/** What hooks are told of a run that has ended. */
export interface HookRunEnd extends HookRun {
  /** The revisions that are done. */
  readonly done: readonly string[];
  /** Why it ended before all were; absent where they are. */
  readonly error?: unknown;
}

/** What hooks are told of a revision. */
export interface HookRevision {
  /** The revision. */
  readonly revision: Revision;
  /** Up or down. */
  readonly direction: "upgrade" | "downgrade";
  /** The database that it runs on. */
  readonly server: ServerInfo;
  /** The database, in the transaction of the revision where it has one. */
  readonly db: RunDatabase;
}

/** What hooks are told of a statement of a revision. */
export interface HookStatement extends Pick<HookRevision, "revision" | "direction"> {
  /** The SQL. */
  readonly sql: string;
  /** The op that it is of, in words. */
  readonly op: string;
}

/**
 * What is called while revisions run. A hook that throws fails the revision; what it did through `db`
 * goes with the transaction of that.
 */
export interface RunHooks {
  /** The run has the lock, all that can be known beforehand is checked, and nothing is changed yet. */
  readonly beforeRun?: (run: HookRun) => void | Promise<void>;
  /** The run has ended, also where it failed; it still has the lock. */
  readonly afterRun?: (run: HookRunEnd) => void | Promise<void>;
  /** A revision begins; where its transaction is tried again, so is this. */
  readonly beforeRevision?: (step: HookRevision) => void | Promise<void>;
  /** The ops of a revision are done; its version row is not written yet. */
  readonly afterRevision?: (step: HookRevision) => void | Promise<void>;
  /** A statement is about to run. */
  readonly beforeStatement?: (statement: HookStatement) => void | Promise<void>;
  /** A statement has run. */
  readonly afterStatement?: (statement: HookStatement) => void | Promise<void>;
}

/** Hooks and whose they are. */
export interface NamedHooks {
  /** The plugin. */
  readonly plugin: string;
  /** Its hooks. */
  readonly hooks: RunHooks;
}

/** The hooks of plugins. */
export function hooksOf(
  plugins: readonly { readonly name: string; readonly hooks?: RunHooks }[],
): readonly NamedHooks[] {
  return plugins.flatMap(({ name, hooks }) => hooks ? [{ plugin: name, hooks }] : []);
}

/** Tells all hooks of one name, one after the other. */
export async function tellHooks<H extends keyof RunHooks>(
  named: readonly NamedHooks[] | undefined,
  hook: H,
  about: () => Parameters<NonNullable<RunHooks[H]>>[0],
): Promise<void> {
  for (const { plugin, hooks } of named ?? []) {
    const call = hooks[hook] as ((about: unknown) => void | Promise<void>) | undefined;
    if (!call) continue;
    try {
      await call(about());
    } catch (cause) {
      // What the database said of a hook's SQL has more to say than its first line.
      if (isRetortError(cause) && !cause.code.startsWith("database/")) throw cause;
      const message = messageOf(cause);
      const problem = message.split("\n")[0] ?? "";
      throw new RetortError("plugin/hook-failed", { plugin, hook, problem }, { cause });
    }
  }
}

/** What hooks are told of a migration. */
export function hookRevision({ step }: Migration, session: Session): HookRevision {
  return {
    revision: step.revision,
    direction: directionOf(step),
    server: session.db.server,
    db: runDatabase(session),
  };
}

/** Runs a statement between the hooks that want to know of it. */
export async function toldStatement(
  hooks: readonly NamedHooks[] | undefined,
  about: {
    readonly statement: Statement;
    readonly group: PlannedGroup;
    readonly migration: Migration;
  },
  run: () => Promise<void>,
): Promise<void> {
  if (!hooks || hooks.length === 0 || about.statement.around !== undefined) return await run();
  const { statement, group, migration: { step } } = about;
  const told = (): HookStatement => ({
    revision: step.revision,
    direction: directionOf(step),
    sql: statement.sql,
    op: describeGroup(group),
  });
  await tellHooks(hooks, "beforeStatement", told);
  await run();
  await tellHooks(hooks, "afterStatement", told);
}
