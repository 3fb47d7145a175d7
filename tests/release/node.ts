/**
 * Packages of this checkout in a project of Node: packed as JavaScript, installed by npm.
 *
 * @module
 */
import { type Result, root } from "../scripts/shell.ts";
import { findProgram } from "../servers/programs.ts";

/** A project of Node. */
export interface NodeProject {
  /** Runs a module of it, with arguments. */
  run(file: string, ...args: readonly string[]): Promise<Result>;
  /** Removes it. */
  close(): Promise<void>;
}

/** What a project of Node is made of. */
export interface NodeParts {
  /** The packages of this checkout that it needs, by their folders. */
  readonly own: readonly string[];
  /** The packages of npm. */
  readonly npm: readonly string[];
  /** Its modules, by their names. */
  readonly files: Readonly<Record<string, string>>;
}

/** The command that runs a Node which has SQLite; the reason where there is none. */
export async function nodeCommand(): Promise<readonly string[] | string> {
  const here = await findProgram("node");
  if (here !== undefined && await hasSqlite([here])) return [here];
  const npx = await findProgram("npx");
  if (npx === undefined) return "neither Node 22.13 or later nor npx is installed";
  const fetched = [npx, "-y", "-p", "node@24", "node"];
  return await hasSqlite(fetched) ? fetched : "npm gave no Node 24";
}

async function hasSqlite(node: readonly string[]): Promise<boolean> {
  const script = `import("node:sqlite").catch(() => process.exit(1))`;
  return (await execute([...node, "-e", script], root)).exit === 0;
}

/** Makes a project in a folder of its own. */
export async function nodeProject(
  node: readonly string[],
  { own, npm, files }: NodeParts,
): Promise<NodeProject> {
  const folder = await Deno.makeTempDir({ prefix: "retort_node_" });
  const archives = await Promise.all(own.map((member) => pack(member, folder)));
  const texts = { "package.json": `{ "type": "module", "private": true }`, ...files };
  for (const [name, text] of Object.entries(texts)) {
    await Deno.writeTextFile(`${folder}/${name}`, text);
  }
  const quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"];
  await demand(["npm", "install", ...quiet, ...archives, ...npm], folder);
  return {
    run: (file, ...args) => execute([...node, file, ...args], folder),
    close: () => Deno.remove(folder, { recursive: true }),
  };
}

async function pack(member: string, folder: string): Promise<string> {
  const archive = `${folder}/${member.replaceAll("/", "_")}.tgz`;
  const flags = ["--allow-dirty", "--no-source-maps", "-o", archive];
  await demand([Deno.execPath(), "pack", ...flags], `${root}/${member}`);
  return archive;
}

async function demand(command: readonly string[], cwd: string): Promise<void> {
  const { exit, stdout, stderr } = await execute(command, cwd);
  if (exit !== 0) throw new Error(`${command.join(" ")} ended with ${exit}\n${stdout}${stderr}`);
}

async function execute([program = "", ...args]: readonly string[], cwd: string): Promise<Result> {
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args,
    cwd,
    env: { NO_COLOR: "1" },
    stdin: "null",
    signal: AbortSignal.timeout(120_000),
  }).output();
  const text = new TextDecoder();
  return { exit: code, stdout: text.decode(stdout), stderr: text.decode(stderr) };
}
