/**
 * Commands that plugins add to the command line.
 *
 * @module
 */
import type { Project } from "../commands/project.ts";
import type { Session } from "../run/standing.ts";

/** What a command of a plugin is given. */
export interface PluginCommandContext {
  /** The words behind the name of the command, without the flags that every command takes. */
  readonly args: readonly string[];
  /** The project; what `@retort/core/commands` has takes it. */
  readonly project: Project;
  /** Opens the database of the project for some work, and closes it again. */
  session<T>(work: (session: Session) => Promise<T>): Promise<T>;
}

/** What a command has to say. */
export interface PluginCommandResult {
  /** For people; a line break is added. */
  readonly text?: string;
  /** For programs: what `--json` prints. */
  readonly report?: unknown;
  /** The exit code, 0 to 255, where it is not 0. */
  readonly exit?: number;
}

/** A command of a plugin. It prints nothing itself: what it gives back is printed. */
export interface PluginCommand {
  /** One line for the list of commands. */
  readonly summary: string;
  /** How it is called, behind its name: `[TABLE]`. */
  readonly usage?: string;
  /** Does it; what gives back nothing prints nothing. */
  run(cx: PluginCommandContext): PluginCommandResult | void | Promise<PluginCommandResult | void>;
}
