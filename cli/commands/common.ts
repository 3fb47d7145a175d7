/**
 * What the commands share: flags and printing reports.
 *
 * @module
 */
import { type Secret, secret } from "@retort/core/secret";
import type { CommandContext, TypedFlagParameter } from "@stricli/core";
import { again, type ConnectionFlags } from "../print/again.ts";
import { toJson } from "../print/json.ts";
import type { Terminal } from "../terminal.ts";

/** What a command finds as `this`. */
export interface Context extends CommandContext {
  /** Where it speaks. */
  readonly terminal: Terminal;
  /** Sets the exit code of a command that ends without an error. */
  exit(code: number): void;
}

/** The flags of every command that works on a project. */
export interface GlobalFlags extends OutputFlags {
  /** The config file. */
  readonly config?: string | undefined;
  /** The section of the config file. */
  readonly name?: string | undefined;
  /** `key=value` arguments for env.ts and revisions. */
  readonly xArg?: readonly string[] | undefined;
  /** The database URL. */
  readonly url?: Secret | undefined;
}

/** The flags of every command. */
export interface OutputFlags {
  /** Whether the result is one JSON document. */
  readonly json?: boolean | undefined;
  /** Whether only results and errors are printed. */
  readonly quiet?: boolean | undefined;
  /** Whether errors come with their stack. */
  readonly raiseerr?: boolean | undefined;
}

type Toggle = TypedFlagParameter<boolean | undefined, Context>;
type Text = TypedFlagParameter<string | undefined, Context>;
type Texts = TypedFlagParameter<readonly string[] | undefined, Context>;

type Url = TypedFlagParameter<Secret | undefined, Context>;

/** A flag with a URL, whose password is not printed. */
export function urlFlag(brief: string): Url {
  return { kind: "parsed", parse: secret, optional: true, placeholder: "URL", brief };
}

/** A flag without a value. */
export function toggle(brief: string): Toggle {
  return { kind: "boolean", optional: true, withNegated: false, brief };
}

/** A flag with a value. */
export function optional(placeholder: string, brief: string): Text {
  return { kind: "parsed", parse: String, optional: true, placeholder, brief };
}

/** A flag with one of some values. */
export function oneOf<V extends string>(
  values: readonly V[],
  brief: string,
): TypedFlagParameter<V | undefined, Context> {
  return { kind: "enum", values, optional: true, brief } as TypedFlagParameter<
    V | undefined,
    Context
  >;
}

/** A flag that can be given several times. */
export function repeated(placeholder: string, brief: string): Texts {
  return { kind: "parsed", parse: String, optional: true, variadic: true, placeholder, brief };
}

/** A positional argument. */
export function text(
  placeholder: string,
  brief: string,
): { readonly placeholder: string; readonly brief: string; readonly parse: (v: string) => string } {
  return { placeholder, brief, parse: String };
}

/** One or more positional arguments. */
export function some(placeholder: string, brief: string): {
  readonly kind: "array";
  readonly parameter: ReturnType<typeof text>;
  readonly minimum: number;
} {
  return { kind: "array", parameter: text(placeholder, brief), minimum: 1 };
}

/** The parameters of {@link OutputFlags}. */
export const outputFlags: {
  readonly json: Toggle;
  readonly quiet: Toggle;
  readonly raiseerr: Toggle;
} = {
  json: toggle("Print one JSON document"),
  quiet: toggle("Print only results and errors"),
  raiseerr: toggle("Show the stack of an error"),
};

/** The parameters of {@link GlobalFlags}. */
export const globalFlags: {
  readonly config: Text;
  readonly name: Text;
  readonly xArg: Texts;
  readonly url: Url;
  readonly json: Toggle;
  readonly quiet: Toggle;
  readonly raiseerr: Toggle;
} = {
  config: optional("FILE", "The config file; $RETORT_CONFIG or retort.ini unless told"),
  name: optional("SECTION", "The section of the config file; retort unless told"),
  xArg: repeated("KEY=VALUE", "Told to env.ts and revisions as cx.x"),
  url: urlFlag("The database; comes before $RETORT_URL, env.ts and the config file"),
  ...outputFlags,
};

/** The short forms of {@link globalFlags}. */
export const globalAliases: {
  readonly c: "config";
  readonly n: "name";
  readonly x: "xArg";
  readonly q: "quiet";
} = { c: "config", n: "name", x: "xArg", q: "quiet" };

/** The help of a command: one sentence and examples. */
export function docs(
  brief: string,
  examples: readonly string[],
): { readonly brief: string; readonly fullDescription: string } {
  const lines = examples.map((example) => `  retort ${example}`);
  return { brief, fullDescription: [brief, "", "EXAMPLES", ...lines].join("\n") };
}

/**
 * Loads a module of this folder when its command runs. Not `import("./x.ts")` itself: Deno would load
 * what it names at every start.
 */
export async function load<M>(path: string): Promise<M> {
  return await import(path);
}

/** Prints a result: as JSON where that is asked for, else as text. */
export function print<T>(
  context: Context,
  flags: OutputFlags & ConnectionFlags,
  { report, text }: { readonly report: T; readonly text: (report: T) => string },
): void {
  context.terminal.out.write(flags.json ? toJson(report) : withFlags(text(report), flags));
}

/** Prints a line of talk, unless quiet is asked for. */
export function say(context: Context, flags: OutputFlags & ConnectionFlags, line: string): void {
  if (!flags.quiet && line !== "") context.terminal.err.write(`${withFlags(line, flags)}\n`);
}

/** The commands in lines that say what is next repeat the flags that chose the database. */
function withFlags(text: string, flags: ConnectionFlags): string {
  return text.replace(/^next: .*/gm, (line) => again(line, flags));
}
