/**
 * A shell that is the same on every system: a few commands, `&&`, `>` and variables before a command.
 *
 * @module
 */

/** What a command did. */
export interface Result {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}

/** The folder and variables of a story. */
export interface Shell {
  cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** How Deno runs `retort`; like a published package unless told. */
  readonly retort?: readonly string[];
  /** Whether packages come from a registry; else projects are told to use those of this checkout. */
  readonly published?: boolean;
}

interface Call {
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly into?: string;
}

/** The folder of the checkout. */
export const root: string = decodeURIComponent(new URL("../..", import.meta.url).pathname)
  .replace(/^\/(?=[A-Z]:)/i, "").replace(/\/$/, "");

/** The packages of the checkout, for `links` in a project's `deno.json`. */
export async function links(): Promise<readonly string[]> {
  const { workspace } = JSON.parse(await Deno.readTextFile(`${root}/deno.json`));
  return workspace.map((member: string) => `${root}/${member.replace(/^\.\//, "")}`);
}

/** Runs a line; stops at the first command that fails. */
export async function runLine(line: string, shell: Shell): Promise<Result> {
  let result: Result = { stdout: "", stderr: "", exit: 0 };
  for (const call of parseLine(line)) {
    const next = await runCall(call, shell);
    await settle(shell);
    const stdout = call.into === undefined ? next.stdout : "";
    if (call.into !== undefined) await Deno.writeTextFile(path(shell, call.into), next.stdout);
    result = {
      stdout: result.stdout + stdout,
      stderr: result.stderr + next.stderr,
      exit: next.exit,
    };
    if (next.exit !== 0) break;
  }
  return result;
}

/** Words of a line, with quotes taken away; `&&` and `>` stand for themselves. */
export function parseLine(line: string): readonly Call[] {
  const words = [
    ...line.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(&&|>)|((?:[^\s"'&>]|["'](?=\S))+)/g),
  ]
    .map(([, double, single, sign, plain]) => ({
      sign,
      text: double?.replace(/\\(.)/g, "$1") ?? single ?? plain ?? "",
    }));
  const calls: { words: string[]; env: Record<string, string>; into?: string }[] = [];
  let call: typeof calls[number] = { words: [], env: {} };
  calls.push(call);
  words.forEach(({ sign, text }, index) => {
    const variable = /^([A-Z_][A-Z0-9_]*)=(.*)$/.exec(text);
    if (sign === "&&") calls.push(call = { words: [], env: {} });
    else if (sign === ">") call.into = words[index + 1]?.text ?? "";
    else if (words[index - 1]?.sign === ">") return;
    else if (variable && call.words.length === 0) call.env[variable[1] ?? ""] = variable[2] ?? "";
    else call.words.push(text);
  });
  return calls;
}

function path(shell: Shell, name: string): string {
  return /^(?:\/|[A-Za-z]:)/.test(name) ? name : `${shell.cwd}/${name}`;
}

async function runCall({ words, env }: Call, shell: Shell): Promise<Result> {
  const [name = "", ...args] = words;
  if (name === "retort") {
    const how = shell.retort ?? ["run", "-A", "jsr:@retort/cli"];
    return await runDeno([...how, ...args], shell, env);
  }
  if (name === "deno") return await runDeno(args, shell, env);
  const command = builtins[name];
  if (!command) throw new Error(`a story has no command "${name}"`);
  try {
    return { stdout: await command(args, shell), stderr: "", exit: 0 };
  } catch (error) {
    return { stdout: "", stderr: `${error instanceof Error ? error.message : error}\n`, exit: 1 };
  }
}

async function runDeno(
  args: readonly string[],
  shell: Shell,
  env: Readonly<Record<string, string>>,
): Promise<Result> {
  const command = new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: shell.cwd,
    clearEnv: true,
    env: { ...shell.env, ...env },
    stdin: "null",
  });
  const { stdout, stderr, code } = await command.output();
  const decoder = new TextDecoder();
  return { stdout: decoder.decode(stdout), stderr: decoder.decode(stderr), exit: code };
}

type Builtin = (args: readonly string[], shell: Shell) => Promise<string> | string;

const builtins: Readonly<Record<string, Builtin>> = {
  cat: async (args, shell) => {
    const texts = args.map((name) => Deno.readTextFile(path(shell, name)));
    return (await Promise.all(texts)).join("");
  },
  cd: (args, shell) => {
    shell.cwd = Deno.realPathSync(path(shell, args[0] ?? "."));
    return "";
  },
  cp: async ([from = "", to = ""], shell) => {
    await Deno.copyFile(path(shell, from), path(shell, to));
    return "";
  },
  echo: (args) => `${args.join(" ")}\n`,
  git: async (args, { cwd }) => {
    const who = ["-c", "user.name=Ana", "-c", "user.email=ana@example.com"];
    const quiet = ["-c", "init.defaultBranch=main", "-c", "advice.detachedHead=false"];
    const command = new Deno.Command("git", {
      args: [...who, ...quiet, ...args],
      cwd,
      stdin: "null",
      env: { GIT_CONFIG_GLOBAL: "", GIT_CONFIG_NOSYSTEM: "1" },
    });
    const { code, stdout, stderr } = await command.output();
    if (code !== 0) throw new Error(new TextDecoder().decode(stderr).trim());
    return new TextDecoder().decode(stdout);
  },
  ls: async (args, shell) => {
    const names: string[] = [];
    const folder = path(shell, args[0] ?? ".");
    for await (const item of Deno.readDir(folder)) names.push(item.name);
    return names.sort().map((name) => `${name}\n`).join("");
  },
  mkdir: async (args, shell) => {
    for (const name of args) await Deno.mkdir(path(shell, name), { recursive: true });
    return "";
  },
  rm: async (args, shell) => {
    const names = args.filter((name) => !name.startsWith("-"));
    for (const name of names) await Deno.remove(path(shell, name), { recursive: true });
    return "";
  },
  sqlite3: async ([name = "", sql = ""], shell) => {
    const { DatabaseSync } = await import("node:sqlite");
    const db = new DatabaseSync(path(shell, name));
    try {
      const rows = db.prepare(sql).all();
      return rows.map((row) => `${Object.values(row).map((v) => v ?? "").join("|")}\n`).join("");
    } finally {
      db.close();
    }
  },
};

/** What a project needs after each step. */
export async function settle({ cwd, published = false }: Shell): Promise<void> {
  if (!published) await useCheckout(cwd);
}

/** Makes a project use the packages of this checkout instead of published ones. */
export async function useCheckout(folder: string): Promise<void> {
  const file = `${folder}/deno.json`;
  const text = await Deno.readTextFile(file).catch(() => undefined);
  if (text === undefined || text.includes('"links"')) return;
  const config = { ...JSON.parse(text), links: await links() };
  await Deno.writeTextFile(file, `${JSON.stringify(config, null, 2)}\n`);
}
