/**
 * Rights as the flags of Deno that give them.
 *
 * @module
 */

/** What a program may do; whatever a list does not name it may not. */
export interface Rights {
  /** Files and folders to read. */
  readonly read: readonly string[];
  /** Files and folders to write. */
  readonly write: readonly string[];
  /** Addresses to connect to: `127.0.0.1:5432`. */
  readonly net: readonly string[];
  /** Environment variables to read. */
  readonly env: readonly string[];
  /** Programs to run. */
  readonly run: readonly string[];
  /** Whether all other variables are said not to be there, instead of refusing them. */
  readonly ignoreEnv: boolean;
}

/** No right at all. */
export const noRights: Rights = {
  read: [],
  write: [],
  net: [],
  env: [],
  run: [],
  ignoreEnv: false,
};

/** All that some rights allow together. */
export function joined(...all: readonly Partial<Rights>[]): Rights {
  const list = (key: "read" | "write" | "net" | "env" | "run"): readonly string[] => [
    ...new Set(all.flatMap((rights) => rights[key] ?? [])),
  ];
  return {
    read: covered(list("read")),
    write: covered(list("write")),
    net: list("net"),
    env: list("env"),
    run: list("run"),
    ignoreEnv: all.some(({ ignoreEnv }) => ignoreEnv),
  };
}

/** The paths without those that lie in another one. */
function covered(paths: readonly string[]): readonly string[] {
  const inside = (path: string, folder: string): boolean =>
    path !== folder && (folder === "." ? isBelow(path) : path.startsWith(`${folder}/`));
  return paths.filter((path) => !paths.some((folder) => inside(path, folder)));
}

function isBelow(path: string): boolean {
  return !/^(?:\/|\.\.|[A-Za-z]:|\\)/.test(path);
}

/** The flags, as Deno takes them. */
export function flagsOf({ read, write, net, env, run, ignoreEnv }: Rights): readonly string[] {
  const flag = (name: string, values: readonly string[]): readonly string[] =>
    values.length === 0 ? [] : [`${name}=${values.map(listed).join()}`];
  return [
    ...flag("-R", read),
    ...flag("-W", write),
    ...flag("-N", net),
    // Drivers ask for variables of their own, and are told that there are none.
    ...(ignoreEnv ? ["--ignore-env"] : []),
    ...flag("-E", env),
    ...flag("--allow-run", run),
  ];
}

/** A value of a list of Deno's flags, in which a comma is written twice. */
function listed(value: string): string {
  return value.replaceAll(",", ",,");
}

/** A word of a command line; in quotes where spaces and the like need them. */
export function word(text: string): string {
  if (/^[\w./:@,=-]+$/.test(text) || text.endsWith(`=${editor}`)) return text;
  return `"${text.replace(/["\\`$]/g, (mark) => `\\${mark}`)}"`;
}

/** Stands for the user's editor where that is not known: the shell puts it in. */
export const editor = "$EDITOR";
