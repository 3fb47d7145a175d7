/**
 * `retort init`.
 *
 * @module
 */
import { reveal, type Secret } from "@retort/core/secret";
import { messageOf, RetortError } from "@retort/core/errors";
import { addMember } from "../config/jsonc.ts";
import { exists, unwritable, writeNew, writeText } from "../files.ts";
import { tidy } from "../paths.ts";
import {
  filesFor,
  foldersFor,
  type NewFile,
  type ProjectChoice,
  type TemplateName,
  templateNamed,
} from "../templates/files.ts";
import { type Addition, additionsFor, manifestText } from "../templates/manifest.ts";
import { namedTargets, targetOf } from "../templates/target.ts";
import { type Context, type OutputFlags, print, say } from "./common.ts";

/** The flags of `init`. */
export interface InitFlags extends OutputFlags {
  /** What the project begins with. */
  readonly template?: string | undefined;
  /** The database that it is made for. */
  readonly url?: Secret | undefined;
  /** `NAME=URL` of each database of a project with several. */
  readonly database?: readonly string[] | undefined;
}

/** What `init` did. */
export interface InitReport {
  /** Files that were made. */
  readonly created: readonly string[];
  /** Files that were there and are as they were. */
  readonly kept: readonly string[];
  /** Files that something was added to. */
  readonly changed: readonly string[];
  /** What is left for a person to do. */
  readonly todo: readonly string[];
}

/** Makes a new project in the current folder. */
export async function init(this: Context, flags: InitFlags, dir: string): Promise<void> {
  const template = templateNamed(flags.template ?? "generic");
  await refuseBrokenManifest();
  const report = makeProject(tidy(dir), Deno.cwd(), choiceOf(template, flags));
  print(this, flags, { report, text: initText });
  if (flags.json) return;
  for (const item of report.todo) say(this, flags, `note: ${item}`);
  say(
    this,
    flags,
    [
      ...firstSteps[template],
      "  deno task retort upgrade head",
    ].join("\n"),
  );
}

function choiceOf(template: TemplateName, { url, database }: InitFlags): ProjectChoice {
  const bad = (argument: string, problem: string): RetortError =>
    new RetortError("cli/bad-argument", { argument, problem });
  if (template === "multidb") {
    if (url !== undefined) throw bad("--url", "--database NAME=URL names each of several");
    return { template, databases: namedTargets(database) };
  }
  if (database !== undefined) throw bad("--database", "several databases need -t multidb");
  return { template, target: targetOf(url && reveal(url)) };
}

const firstSteps: Readonly<Record<TemplateName, readonly string[]>> = {
  generic: [
    "next: describe your tables in models.ts, then",
    '  deno task retort revision --autogenerate -m "first tables"',
  ],
  multidb: [
    "next: describe the tables of each database in models/, then",
    '  deno task retort revision --autogenerate -m "first tables"',
  ],
  minimal: [
    "next: write a revision, fill it in, and apply it",
    '  deno task retort revision -m "first tables"',
  ],
};

/** Refuses a `deno.json` that nothing can be added to, before anything is written. */
async function refuseBrokenManifest(): Promise<void> {
  const path = manifestNames.find(exists);
  if (path === undefined) return;
  const problem = await jsonProblem(Deno.readTextFileSync(path));
  if (problem === undefined) return;
  throw new RetortError("config/bad-manifest", { path, problem }, { place: { file: path } });
}

/** Why a text is not a JSON object with comments; nothing if it is one. */
export async function jsonProblem(text: string): Promise<string | undefined> {
  const { parseJSONC } = await import("confbox/jsonc");
  try {
    const json: unknown = parseJSONC(text.replace(/^\uFEFF/, ""), { allowTrailingComma: true });
    const whole = typeof json === "object" && json !== null && !Array.isArray(json);
    return whole ? undefined : "it holds no object";
  } catch (error) {
    return messageOf(error);
  }
}

/** Writes what is missing for a project whose migrations are in `folder`. */
export function makeProject(
  folder: string,
  cwd: string,
  choice: ProjectChoice = {},
): InitReport {
  const targets = choice.databases ?? [choice.target ?? targetOf()];
  if (!isEmpty(folder)) throw new RetortError("config/exists", { path: folder });
  const report = { created: [] as string[], kept: [] as string[], changed: [] as string[] };
  const todo: string[] = [];
  for (const path of foldersFor(folder, choice)) {
    written(path, () => Deno.mkdirSync(path, { recursive: true }));
  }
  for (const file of filesFor(folder, cwd, choice)) {
    report[tookPlace(file) ? "created" : "kept"].push(file.path);
  }
  if (report.kept.includes("retort.ini")) {
    todo.push(`retort.ini is as it was; its script_location must be ${folder}`);
  }
  for (const { variable } of targets) {
    if (variable === undefined) continue;
    todo.push(`retort.ini has no password in it; ${variable} in the environment is the password`);
  }
  const manifest = mergeManifest(additionsFor({ folder, cwd, from: import.meta.url, targets }));
  report[manifest.how].push(manifest.path);
  return { ...report, todo: [...todo, ...manifest.todo] };
}

const manifestNames = ["deno.json", "deno.jsonc"] as const;

interface Merged {
  readonly path: string;
  readonly how: "created" | "kept" | "changed";
  readonly todo: readonly string[];
}

function mergeManifest(additions: readonly Addition[]): Merged {
  const path = manifestNames.find(exists) ?? "deno.json";
  if (tookPlace({ path, text: manifestText(additions) })) return { path, how: "created", todo: [] };
  const before = Deno.readTextFileSync(path);
  const todo: string[] = [];
  let text = before;
  for (const { path: keys, value } of additions) {
    const added = addMember(text, keys, value);
    if (added === undefined || (added === text && !sameInside(text, keys, value))) {
      todo.push(`${path} has its own ${keys.join(".")}; retort's is ${JSON.stringify(value)}`);
    }
    text = added ?? text;
  }
  if (text === before) return { path, how: "kept", todo };
  written(path, () => writeText(path, text));
  return { path, how: "changed", todo };
}

/** Whether a member that was there says the same; compared as text, where only spaces may differ. */
function sameInside(text: string, keys: readonly string[], value: unknown): boolean {
  const plain = (json: string): string => json.replace(/\s/g, "");
  const last = keys.at(-1) ?? "";
  return plain(text).includes(plain(`${JSON.stringify(last)}:${JSON.stringify(value)}`));
}

/** Whether a file was written; not where there is one already. */
function tookPlace({ path, text }: NewFile): boolean {
  try {
    written(path, () => writeNew(path, text));
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) return false;
    throw error;
  }
}

/** What keeps a file from being written is told in words. */
function written(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw error instanceof Deno.errors.AlreadyExists ? error : unwritable(path, error);
  }
}

/** Whether a folder holds nothing, or there is none. */
export function isEmpty(folder: string): boolean {
  try {
    return Deno.readDirSync(folder)[Symbol.iterator]().next().done === true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return true;
    if (error instanceof Deno.errors.NotADirectory) return false;
    throw error;
  }
}

function initText({ created, kept, changed }: InitReport): string {
  const lines = (word: string, paths: readonly string[]): string =>
    paths.map((path) => `${word.padEnd(8)} ${path}\n`).join("");
  return lines("created", created) + lines("changed", changed) + lines("kept", kept);
}
