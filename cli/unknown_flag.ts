/**
 * Flags that there are not: what the parser does not see as such, and what it finds no name for.
 *
 * @module
 */
import { FlagNotFoundError } from "@stricli/core";
import { kebab } from "./argv.ts";
import { aliases, routes } from "./commands/mod.ts";

/** A word that was meant as a flag and that no command has. */
export interface UnknownFlag {
  /** The flag, without its value. */
  readonly unknownFlag: string;
  /** Flags of the command that may be meant. */
  readonly similar: readonly string[];
}

/** A flag that there is not, with those that begin so: `revision --auto`; else the error as it is. */
export function begunFlag(error: unknown, [name = ""]: readonly string[]): unknown {
  if (!(error instanceof FlagNotFoundError)) return error;
  const similar = beginningWith(error.input, Object.keys(commandOf(name)?.parameters.flags ?? {}));
  if (similar.length === 0) return error;
  return { unknownFlag: `--${error.input}`, similar } satisfies UnknownFlag;
}

function commandOf(name: string): (typeof routes)[string] | undefined {
  const key = aliases[name] ?? name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
  return Object.hasOwn(routes, key) ? routes[key] : undefined;
}

function beginningWith(short: string, flags: readonly string[]): readonly string[] {
  const likely = flags.map(kebab).filter((name) => name.startsWith(short));
  return likely.slice(0, 3).map((name) => `--${name}`);
}

/** What the parser takes for a flag; also a text of several lines, which is a value of one. */
const seen = /^--[a-z][a-z-.\d_]+(=.*)?$|\n/is;

/**
 * The first word of a command line that begins with `--` and that the parser would take for an
 * argument: `plan --x` is no plan for a revision of that name.
 */
export function unknownFlag([name = "", ...words]: readonly string[]): UnknownFlag | undefined {
  const command = commandOf(name);
  if (command === undefined || words.includes("--help") || words.includes("-h")) return undefined;
  const end = words.indexOf("--");
  const own = end < 0 ? words : words.slice(0, end);
  const found = own.find((word) => word.startsWith("--") && !seen.test(word));
  if (found === undefined) return undefined;
  const [flag = ""] = found.split("=");
  const { flags = {}, aliases: letters = {} } = command.parameters;
  const short = flag.replace(/^-+/, "");
  const similar = /^\d+$/.test(short)
    ? [`${name === "upgrade" ? "+" : "-"}${short}`]
    : meant(short, { flags: Object.keys(flags), letters });
  return { unknownFlag: flag, similar };
}

function meant(
  short: string,
  { flags, letters }: {
    readonly flags: readonly string[];
    readonly letters: Readonly<Record<string, unknown>>;
  },
): readonly string[] {
  const long = Object.hasOwn(letters, short) ? letters[short] : undefined;
  if (typeof long === "string") return [`-${short}`, `--${kebab(long)}`];
  return short === "" ? [] : beginningWith(short, flags);
}
