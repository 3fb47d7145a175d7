/**
 * Failures in words of the catalog, whatever they were before. Loaded only when something fails.
 *
 * @module
 */
import { type ErrorData, isRetortError, messageOf, RetortError } from "@retort/core/errors";
import {
  AliasNotFoundError,
  ArgumentParseError,
  EnumValidationError,
  FlagNotFoundError,
  UnexpectedFlagError,
  UnexpectedPositionalError,
  UnsatisfiedFlagError,
  UnsatisfiedPositionalError,
} from "@stricli/core";
import type { UnknownCommand } from "./app.ts";
import { kebab, normalize, wantsJson } from "./argv.ts";
import { denied } from "./denied.ts";
import { allowedText, flagVariable } from "./env.ts";
import { again, connectionFlags } from "./print/again.ts";
import { errorText } from "./print/error.ts";
import { errorJson } from "./print/json.ts";
import type { Terminal } from "./terminal.ts";
import type { UnknownFlag } from "./unknown_flag.ts";

/** Reports a failure; gives the exit code. */
export function report(failure: unknown, args: readonly string[], terminal: Terminal): number {
  const error = typed(failure, args);
  const flags = connectionFlags(args);
  const { code, message, place, database } = error;
  // A run through all databases is gone on with; what is about the one that failed names it.
  const one = database !== undefined && !/\bretort (?:up|down)grade\b/.test(error.hint ?? "");
  const chosen = one ? { ...flags, name: database.name } : flags;
  const hint = error.hint === undefined ? undefined : again(error.hint, chosen);
  // The data of a refused loss holds the same command.
  const { allow } = error.data as { readonly allow?: unknown };
  const data = typeof allow === "string"
    ? { ...error.data, allow: again(allow, chosen) }
    : error.data;
  const words = { code, message, data, place, database, hint };
  if (wantsJson(args)) terminal.out.write(errorJson(words));
  else {
    // A line about what is under way may stand there, to be overwritten.
    if (terminal.err.terminal) terminal.err.write("\r\x1b[K");
    terminal.err.write(errorText(words, { style: terminal.err.style, read: allowedText }));
  }
  if (args.includes("--raiseerr") || flagVariable("RETORT_DEBUG")) {
    terminal.err.write(`${stackOf(failure)}\n`);
  }
  return error.exit;
}

/** Any failure as an error of the catalog; `args` is the command line that failed. */
export function typed(failure: unknown, args: readonly string[] = []): RetortError {
  const error = inCatalog(failure, args);
  const [command = ""] = normalize(args);
  if (error.code !== "cli/permission" || alone.has(command)) return error;
  const { flag, what } = error.data as ErrorData["cli/permission"];
  // One right that is missing is seldom the only one.
  const data = { flag, what, project: true };
  return new RetortError("cli/permission", data, { cause: error.cause }) as RetortError;
}

/** Commands that need no project, and the one that would be pointed to. */
const alone: ReadonlySet<string> = new Set(["init", "import", "list-templates", "permissions", ""]);

function inCatalog(failure: unknown, args: readonly string[]): RetortError {
  const found = denied(failure) ?? commandError(failure) ?? flagError(failure) ??
    argumentError(failure, args);
  if (found) return found;
  if (isRetortError(failure)) return failure;
  const problem = messageOf(failure);
  const [first = ""] = problem.split("\n");
  return new RetortError("cli/unexpected", { problem: first }, { cause: failure });
}

/**
 * What is left of a failure after plugins were asked for a command that retort has not; nothing where
 * one of them had it. Without a project there are no plugins, and a word that is nearly a command was
 * meant to be that one, whatever is wrong with `env.ts`.
 */
export async function withPluginCommands(
  failure: unknown,
  find: () => Promise<(() => Promise<void>) | readonly string[]>,
): Promise<unknown> {
  const { unknownCommand, similar = [] } = (failure ?? {}) as Partial<UnknownCommand>;
  if (unknownCommand === undefined || unknownCommand.startsWith("-")) return failure;
  let found: Awaited<ReturnType<typeof find>>;
  try {
    found = await find();
  } catch (error) {
    const none = isRetortError(error) && error.code === "config/missing";
    return none || near(unknownCommand, similar, 0.75).length > 0 ? failure : error;
  }
  if (typeof found !== "function") return { unknownCommand, similar: [...similar, ...found] };
  return await found().then(() => undefined, (error: unknown) => error);
}

function commandError(failure: unknown): RetortError | undefined {
  if (typeof failure !== "object" || failure === null) return undefined;
  const { unknownCommand: command, unknownFlag: flag, similar = [] } = failure as
    & Partial<UnknownCommand>
    & Partial<UnknownFlag>;
  if (flag !== undefined) return new RetortError("cli/unknown-flag", { flag, similar });
  if (command === undefined) return undefined;
  return command.startsWith("-")
    ? new RetortError("cli/unknown-flag", { flag: command, similar: [] })
    : new RetortError("cli/unknown-command", { command, similar: near(command, similar) });
}

function flagError(error: unknown): RetortError | undefined {
  if (error instanceof FlagNotFoundError) {
    const similar = near(error.input, error.corrections.map(kebab)).map((name) => `--${name}`);
    return new RetortError("cli/unknown-flag", { flag: `--${error.input}`, similar });
  }
  if (error instanceof AliasNotFoundError) {
    return new RetortError("cli/unknown-flag", { flag: `-${error.input}`, similar: [] });
  }
  return undefined;
}

/** What is most often meant by a command that was typed without its argument. */
const examples: Readonly<Record<string, string>> = {
  init: "init migrations",
  upgrade: "upgrade head",
  downgrade: "downgrade -1",
  merge: "merge heads",
  show: "show head",
};

function argumentError(error: unknown, args: readonly string[]): RetortError | undefined {
  const bad = (argument: string, problem: string): RetortError =>
    new RetortError("cli/bad-argument", { argument, problem });
  if (error instanceof UnsatisfiedPositionalError) {
    const [command = ""] = normalize(args);
    const example = Object.hasOwn(examples, command) ? examples[command] : undefined;
    const about = { argument: error.placeholder, ...(example === undefined ? {} : { example }) };
    return new RetortError("cli/missing-argument", about);
  }
  if (error instanceof UnsatisfiedFlagError) {
    return bad(`--${error.externalFlagName}`, "it needs a value");
  }
  if (error instanceof UnexpectedPositionalError) {
    const [command, ...own] = normalize(args);
    const heads = command === "current" && own[own.indexOf(error.input) - 1] === "-c";
    if (heads) {
      const problem = 'after "current", -c means --check-heads; --config names the config file';
      return bad(error.input, problem);
    }
    return bad(
      error.input,
      command === "revision"
        ? `-m gives the message, as in -m ${JSON.stringify(error.input)}`
        : "the command takes no further argument",
    );
  }
  if (error instanceof UnexpectedFlagError) {
    return bad(error.input, `--${error.externalFlagName} is given already`);
  }
  if (error instanceof EnumValidationError) {
    return bad(error.input, `--${error.externalFlagName} is one of ${error.values.join(", ")}`);
  }
  if (error instanceof ArgumentParseError) {
    const { exception } = error;
    return bad(error.input, messageOf(exception));
  }
  return undefined;
}

/** The names that share most letters with a word: the parser's own guesses go too far. */
function near(word: string, names: readonly string[], most: number = 0.6): readonly string[] {
  return names.filter((name) => {
    const rest = [...name];
    const shared = [...word].filter((letter) => {
      const at = rest.indexOf(letter);
      if (at >= 0) rest.splice(at, 1);
      return at >= 0;
    });
    return shared.length / Math.max(word.length, name.length) >= most;
  });
}

function stackOf(failure: unknown): string {
  const stacks: string[] = [];
  for (let error = failure; error instanceof Error; error = error.cause) {
    stacks.push(error.stack ?? error.message);
  }
  return stacks.join("\ncaused by ");
}
