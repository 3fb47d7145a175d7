/**
 * Runs a story in a temporary folder.
 *
 * @module
 */
import { type Bindings, generalise, matches, substitute } from "./match.ts";
import { links, type Result, runLine, settle, type Shell } from "./shell.ts";
import type { Command, Story, StoryStep } from "./story.ts";

/**
 * Runs a story to its end or to the first command that does something else.
 *
 * @param variables of a registry that packages come from; without them they are those of this checkout
 */
export async function runStory(
  story: Story,
  variables?: Readonly<Record<string, string>>,
): Promise<void> {
  await inFolder(variables, async (shell, bindings) => {
    for (const step of story.steps) {
      if (step.kind !== "command") await prepare(step, shell, bindings);
      else {
        const result = await runLine(substitute(step.command.line, bindings), shell);
        const problem = compare(step.command, result, bindings);
        if (problem) throw new Error(report(step.command, result, problem));
      }
    }
  });
}

/** Runs a story and gives it back with what its commands did. */
export async function recordStory(story: Story): Promise<Story> {
  const steps: StoryStep[] = [];
  const typed = story.steps.map((step) => step.kind === "command" ? step.command.line : "").join();
  await inFolder(undefined, async (shell, bindings) => {
    for (const step of story.steps) {
      if (step.kind !== "command") {
        await prepare(step, shell, bindings);
        steps.push(step);
        continue;
      }
      const result = await runLine(substitute(step.command.line, bindings), shell);
      const same = compare(step.command, result, bindings) === undefined;
      const command = same ? step.command : record(step.command, result, { bindings, typed });
      steps.push({ kind: "command", command });
    }
  });
  return { steps };
}

function record(
  command: Command,
  result: Result,
  { bindings, typed }: { readonly bindings: Bindings; readonly typed: string },
): Command {
  const stderr = command.stderr === undefined && result.exit === 0
    ? undefined
    : generalise(result.stderr, bindings, typed) || undefined;
  return {
    line: command.line,
    stdout: generalise(result.stdout, bindings, typed),
    stderr,
    exit: result.exit,
  };
}

async function inFolder(
  variables: Readonly<Record<string, string>> | undefined,
  work: (shell: Shell, bindings: Bindings) => Promise<void>,
): Promise<void> {
  const temp = await Deno.realPath(await Deno.makeTempDir({ prefix: "retort_story_" }));
  try {
    // A folder above the project says where the packages are, before the project says so itself.
    const above = variables === undefined ? { links: await links() } : {};
    await Deno.writeTextFile(`${temp}/deno.json`, JSON.stringify(above));
    const cwd = `${temp}/project`;
    await Deno.mkdir(cwd);
    const env = { ...environment(), ...variables };
    await work({ cwd, env, published: variables !== undefined }, new Map([["dir", cwd]]));
  } finally {
    await Deno.remove(temp, { recursive: true });
  }
}

/** What commands see of the environment: nothing that changes what they print. */
export function environment(): Readonly<Record<string, string>> {
  const kept = ["HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_CACHE_HOME", "DENO_DIR", "SystemRoot"];
  const network = [
    "NPM_CONFIG_REGISTRY",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "DENO_CERT",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "NODE_EXTRA_CA_CERTS",
    "DENO_TLS_CA_STORE",
  ];
  const values = [...kept, ...network, ...network.map((name) => name.toLowerCase())]
    .flatMap((name) => {
      const value = Deno.env.get(name);
      return value === undefined ? [] : [[name, value]];
    });
  const slash = Math.max(Deno.execPath().lastIndexOf("/"), Deno.execPath().lastIndexOf("\\"));
  const separator = Deno.build.os === "windows" ? ";" : ":";
  const searched = [Deno.execPath().slice(0, slash), Deno.env.get("PATH") ?? ""].join(separator);
  const fixed = { NO_COLOR: "1", CI: "1", TZ: "UTC", DENO_NO_UPDATE_CHECK: "1", PATH: searched };
  return { ...Object.fromEntries(values), ...fixed };
}

async function prepare(step: StoryStep, shell: Shell, bindings: Bindings): Promise<void> {
  if (step.kind !== "file") return;
  const path = `${shell.cwd}/${substitute(step.file.path, bindings)}`;
  await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
  await Deno.writeTextFile(path, substitute(step.file.text, bindings));
  await settle(shell);
}

function compare(command: Command, result: Result, bindings: Bindings): string | undefined {
  if (result.exit !== command.exit) return `exit ${command.exit} was expected`;
  const { stdout, stderr } = result;
  const seen = command.anyStream ? [stdout, stderr, stderr + stdout, stdout + stderr] : [stdout];
  const wanted = command.stdout;
  if (wanted !== undefined && !seen.some((text) => matches(wanted, text, bindings))) {
    return "stdout is not as expected";
  }
  if (command.stderr !== undefined && !matches(command.stderr, stderr, bindings)) {
    return "stderr is not as expected";
  }
  return undefined;
}

function report(command: Command, result: Result, problem: string): string {
  const expected = [command.stdout, command.stderr].filter((text) => text !== undefined).join("\n");
  return [
    `$ ${command.line}`,
    problem,
    "--- expected",
    expected,
    `--- stdout, exit ${result.exit}`,
    result.stdout,
    "--- stderr",
    result.stderr,
  ].join("\n");
}
