/**
 * Bringing a command line into the form that the parser takes.
 *
 * @module
 */

/** Flags that may also stand before the command, by how they can be written. */
const globals: Readonly<Record<string, string>> = {
  "-c": "--config",
  "--config": "--config",
  "-n": "--name",
  "--name": "--name",
  "-x": "--x-arg",
  "--x-arg": "--x-arg",
  "--url": "--url",
};

const switches: Readonly<Record<string, string>> = {
  "--json": "--json",
  "-q": "--quiet",
  "--quiet": "--quiet",
  "--raiseerr": "--raiseerr",
};

/**
 * Puts flags that stand before the command behind it, under their long names, and takes values off
 * short flags: `-c a.ini upgrade -x k=v` and `upgrade --config a.ini -xk=v` are the same.
 *
 * ```ts ignore
 * normalize(["-c", "a.ini", "upgrade", "+1"]); // ["upgrade", "--config", "a.ini", "+1"]
 * ```
 */
export function normalize(args: readonly string[]): readonly string[] {
  const { moved, rest } = leading(args);
  const [command, ...own] = rest;
  if (command === undefined) return [];
  if (command === "help") return own.length === 0 ? ["--help"] : [...own, "--help"];
  if (command.startsWith("-")) return rest;
  // In `current` -c means --check-heads, as in Alembic.
  const letters = command === "current" ? "nxmrt" : "cnxmrt";
  return [command, ...moved, ...own.flatMap(splitter(letters, own.indexOf("--")))];
}

/** Whether a command line asks for JSON; known before it is parsed, for errors in it. */
export function wantsJson(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return (end < 0 ? args : args.slice(0, end)).includes("--json");
}

/** A name as it stands in a flag: `markDone` is `mark-done`. */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function leading(args: readonly string[]): { moved: string[]; rest: readonly string[] } {
  const moved: string[] = [];
  let index = 0;
  for (; index < args.length; index++) {
    const arg = args[index] ?? "";
    const toggled = switches[arg];
    const [, name = arg, value] = /^(--[a-z-]+)=(.*)$/s.exec(arg) ?? /^(-[cnx])(.+)$/s.exec(arg) ??
      [];
    const long = globals[name];
    if (toggled !== undefined) moved.push(toggled);
    else if (long === undefined) break;
    else if (value !== undefined) moved.push(...pair(long, value));
    else if (index + 1 < args.length) moved.push(...pair(long, args[++index] ?? ""));
    else moved.push(long);
  }
  return { moved, rest: args.slice(index) };
}

function splitter(letters: string, end: number): (arg: string, index: number) => readonly string[] {
  const short = new RegExp(`^-([${letters}])([^=].*)$`, "s");
  return (arg, index) => {
    if (end >= 0 && index >= end) return [arg];
    const attached = short.exec(arg);
    if (attached) return pair(`-${attached[1]}`, attached[2] ?? "");
    // The parser takes --name=value, but not an empty value or one of several lines.
    const [, name, value] = /^(--[a-z][\w-]+)=(|.*\n.*)$/s.exec(arg) ?? [];
    return name === undefined ? [arg] : pair(name, value ?? "");
  };
}

/** A flag and its value; in one piece where the value looks like a flag itself. */
function pair(flag: string, value: string): readonly string[] {
  return value.startsWith("-") && !value.includes("\n") ? [`${flag}=${value}`] : [flag, value];
}
