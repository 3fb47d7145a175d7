/**
 * Running post-write hooks. Loaded only where a project has some.
 *
 * @module
 */
import type { Environment } from "@retort/core/commands";
import { isRetortError, messageOf, RetortError } from "@retort/core/errors";
import type { PostWriteHook } from "@retort/core/plugin";
import { type HookSetting, programOf, scriptToken } from "./config/hooks.ts";
import { denied, missingRight } from "./denied.ts";
import { exists } from "./files.ts";
import { here, isAbsolute, join, shown } from "./paths.ts";

/** What hooks are run for. */
export interface HookOptions {
  /** The hooks, in order. */
  readonly hooks: readonly HookSetting[];
  /** The new revision file. */
  readonly file: string;
  /** The config file, for messages. */
  readonly config: string;
  /** Loads `env.ts`; only for hooks that are functions. */
  readonly environment: () => Promise<Environment>;
}

/**
 * Refuses hooks that there are not, that have no program or no folder to work in, or that may not be
 * run, before a file is written.
 *
 * @throws {RetortError} `config/unknown-hook`, `config/no-program`, `config/bad-value`,
 *   `cli/permission`, and what loading `env.ts` throws.
 */
export async function checkHooks(options: Omit<HookOptions, "file">): Promise<void> {
  for (const hook of options.hooks) {
    checkFolder(options, hook);
    const program = hook.type === "deno_fmt" ? denoProgram() : programOf(hook);
    if (program === undefined) await find(options, hook);
    else if (!isGone(program)) mayRun(hook, program);
    else throw noProgram(options, hook, program);
  }
}

/** Refuses a folder to work in that surely is none: Deno would say that the program is missing. */
function checkFolder(
  { config: path }: Pick<HookOptions, "config">,
  { name, cwd }: HookSetting,
): void {
  if (cwd === undefined) return;
  if (Deno.permissions.querySync({ name: "read", path: cwd }).state !== "granted") return;
  const there = exists(cwd);
  if (there && Deno.statSync(cwd).isDirectory) return;
  const folder = shown(cwd);
  const problem = there ? `${folder} is no folder` : `there is no folder ${folder}`;
  throw new RetortError("config/bad-value", { path, key: `${name}.cwd`, problem }, {
    place: { file: path },
  });
}

function noProgram(
  { config: path }: Pick<HookOptions, "config">,
  { name: hook }: HookSetting,
  program: string,
): RetortError {
  const data = { path, hook, program: shown(program) };
  return new RetortError("config/no-program", data, { place: { file: path } }) as RetortError;
}

/** Whether there surely is no such program; nothing is run, and no right is asked for. */
function isGone(program: string): boolean {
  if (program.includes("/")) {
    // On Windows there are endings that need not be written.
    if (here === "windows") return false;
    const { state } = Deno.permissions.querySync({ name: "read", path: program });
    return state === "granted" && !exists(program);
  }
  try {
    // Deno looks for a name before anything else, also before the right to run it; and nothing can be
    // run with a zero byte in its words.
    new Deno.Command(program, { args: ["\0"], stdin: "null" }).outputSync();
    return false;
  } catch (error) {
    return error instanceof Deno.errors.NotFound;
  }
}

/** At a terminal Deno asks now; elsewhere what was not given is refused. */
function mayRun(hook: HookSetting, command: string): void {
  const { state } = Deno.permissions.requestSync({ name: "run", command });
  if (state !== "granted") throw forHook(hook, missingRight("run", command));
}

/**
 * Runs hooks one after the other.
 *
 * @throws {RetortError} `config/hook-failed`, `config/unknown-hook`, `cli/permission`; the file stays.
 */
export async function runHooks(options: HookOptions): Promise<void> {
  for (const hook of options.hooks) {
    const own = Object.hasOwn(builtIn, hook.type) ? builtIn[hook.type] : undefined;
    try {
      await (own ?? await find(options, hook))(options.file, hook);
    } catch (error) {
      throw failed(hook, options.file, error);
    }
  }
}

/** The hooks of retort itself, of the same shape as those of plugins. */
const builtIn: Readonly<Record<string, PostWriteHook>> = {
  exec: (file, hook) => execute(file, hook, hook.executable ?? ""),
  deno_fmt: (file, hook) => execute(file, denoFmt(hook), denoProgram()),
};

function denoFmt(hook: HookSetting): HookSetting {
  return { ...hook, options: ["fmt", "-q", ...hook.options, scriptToken] };
}

/** This Deno itself; where only `deno` may be run, the one of that name. */
function denoProgram(): string {
  const path = Deno.execPath();
  const { state } = Deno.permissions.querySync({ name: "run", command: path });
  return state === "granted" ? path : "deno";
}

async function execute(file: string, hook: HookSetting, executable: string): Promise<void> {
  const path = hook.cwd === undefined || isAbsolute(file) ? file : join(Deno.cwd(), file);
  const filled = hook.options.map((word) => word.replaceAll(scriptToken, path));
  // Alembic puts the file first where no option names it.
  const named = hook.options.some((word) => word.includes(scriptToken));
  const args = named ? filled : [path, ...filled];
  const { cwd } = hook;
  const output = await new Deno.Command(executable, {
    args,
    stdin: "null",
    ...(cwd === undefined ? {} : { cwd }),
  }).output();
  if (output.success) return;
  const said = new TextDecoder().decode(output.stderr.length > 0 ? output.stderr : output.stdout);
  const line = plain(said).split("\n").find((text) => text.trim() !== "")?.trim();
  const problem = `${executable} ended with ${output.code}${line === undefined ? "" : `: ${line}`}`;
  throw new RetortError("config/hook-failed", { hook: hook.name, file, problem });
}

/** A function of env.ts, or of one of its plugins. */
async function find(
  { config, environment }: Omit<HookOptions, "file">,
  hook: HookSetting,
): Promise<PostWriteHook> {
  const { hooks = {} } = await environment();
  const work = Object.hasOwn(hooks, hook.type) ? hooks[hook.type] : undefined;
  if (work) return work;
  const known = Object.keys(hooks);
  const data = { path: config, hook: hook.name, type: hook.type, known };
  throw new RetortError("config/unknown-hook", data, { place: { file: config } });
}

function failed(hook: HookSetting, file: string, cause: unknown): RetortError {
  const refused = denied(cause);
  if (refused) return forHook(hook, refused);
  if (isRetortError(cause)) return cause;
  const [problem = ""] = plain(messageOf(cause)).split("\n");
  const data = { hook: hook.name, file, problem };
  return new RetortError("config/hook-failed", data, { cause }) as RetortError;
}

/** A missing right, and the hook that it is for. */
function forHook({ name }: HookSetting, { data }: RetortError<"cli/permission">): RetortError {
  const { flag, what } = data;
  // Without the cause: the words for that would take the place of these.
  const more = { flag, what: `${what} for the post-write hook "${name}"` };
  return new RetortError("cli/permission", more) as RetortError;
}

/** Text without the colours of a terminal. */
function plain(text: string): string {
  // deno-lint-ignore no-control-regex -- escape sequences begin with a control character
  return text.replace(/\x1b\[[\d;]*m/g, "");
}
