/**
 * Where settings come from: finding the file and the section in it.
 *
 * @module
 */
import { similar } from "@retort/core/graph/similar";
import { messageOf, RetortError } from "@retort/core/errors";
import { variable } from "../env.ts";
import { readIfThere } from "../files.ts";
import { hookKeys } from "./hooks.ts";
import { parse } from "./ini.ts";

/** The raw settings of one section. */
export interface Source {
  /** The file. */
  readonly path: string;
  /** The section. */
  readonly section: string;
  /** Values by key. */
  readonly values: Readonly<Record<string, string>>;
  /** All databases of the project, where the section describes one of several. */
  readonly databases?: readonly string[];
  /** The line of a key, where that is known. */
  line(key: string): number | undefined;
}

type Sections = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Finds the settings; every key must be one of `keys`.
 *
 * @throws {RetortError} `config/missing`, `config/no-section`, `config/unknown-key`, `config/bad-…`.
 */
export async function findSource(
  options: { readonly path?: string; readonly section?: string },
  keys: readonly string[],
): Promise<Source> {
  const section = options.section ?? "retort";
  const named = options.path ?? (variable("RETORT_CONFIG") || undefined);
  for (const path of named === undefined ? ["retort.ini", "deno.json", "deno.jsonc"] : [named]) {
    const text = readIfThere(path);
    if (text === undefined) continue;
    if (named === undefined && isJson(path) && !await hasSettings(path, text)) continue;
    const read = async (name: string): Promise<Source> =>
      isJson(path) ? await jsonSource(path, text, name) : iniSource(path, text, name);
    return checked(await withCommon(read, section), keys);
  }
  throw new RetortError("config/missing", { path: named ?? "retort.ini" });
}

/** Names, one a line or between commas. */
export function namesIn(value = ""): readonly string[] {
  return value.split(/[\n,]/).map((name) => name.trim()).filter(Boolean);
}

/** A section; that of one of several databases has all that it does not say from `[retort]`. */
async function withCommon(
  read: (section: string) => Promise<Source>,
  section: string,
): Promise<Source> {
  const own = await read(section);
  if (section === "retort") return own;
  const common = await read("retort").catch(() => undefined);
  const databases = namesIn(common?.values["databases"]);
  if (!common || !databases.includes(section)) return own;
  // A database without a URL must not get that of another.
  const { databases: _all, url: _url, ...shared } = common.values;
  return {
    ...own,
    databases,
    values: { ...shared, ...own.values },
    line: (key) => Object.hasOwn(own.values, key) ? own.line(key) : common.line(key),
  };
}

/** A section of an ini file. */
export function iniSource(path: string, text: string, section: string): Source {
  const lines = new Map<string, number>();
  const sections = parse(text, {
    path,
    reviver: (key, value, at, line) => {
      if (at !== section) return value;
      const place = { file: path, line, column: 1 };
      const problem = `it stands on line ${lines.get(key)} too`;
      if (lines.has(key)) {
        throw new RetortError("config/bad-value", { path, key, problem }, { place });
      }
      lines.set(key, line);
      return value;
    },
  });
  return { path, section, values: pick(path, sections, section), line: (key) => lines.get(key) };
}

/** The `"retort"` object of a JSON file; objects in it are the other sections. */
export async function jsonSource(path: string, text: string, section: string): Promise<Source> {
  const all = await settingsIn(path, text) ?? {};
  const sections: Record<string, Record<string, string>> = { retort: flatten(path, all) };
  for (const [name, value] of Object.entries(all)) {
    if (isRecord(value)) sections[name] = flatten(path, value);
  }
  return { path, section, values: pick(path, sections, section), line: () => undefined };
}

/** Whether a JSON file has settings; a task of that name in `deno.json` is none. */
async function hasSettings(path: string, text: string): Promise<boolean> {
  // Most have none, and are not worth the time that the parser takes to load.
  return /"retort"\s*:\s*[{/]/.test(text) && await settingsIn(path, text) !== undefined;
}

async function settingsIn(
  path: string,
  text: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const { parseJSONC } = await import("confbox/jsonc");
  let json: unknown;
  try {
    json = parseJSONC(text, { allowTrailingComma: true });
  } catch (cause) {
    const problem = messageOf(cause);
    throw new RetortError("config/bad-value", { path, key: "retort", problem }, { cause });
  }
  return isRecord(json) && isRecord(json.retort) ? json.retort : undefined;
}

function flatten(path: string, object: Readonly<Record<string, unknown>>): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [key, value] of Object.entries(object)) {
    if (isRecord(value)) continue;
    if (Array.isArray(value) && value.every((item) => typeof item === "string")) {
      values[key] = value.join("\n");
    } else if (["string", "number", "boolean"].includes(typeof value)) {
      values[key] = String(value);
    } else {
      const problem = "it must be a string, a number, a boolean or a list of strings";
      throw new RetortError("config/bad-value", { path, key, problem }, { place: { file: path } });
    }
  }
  return values;
}

function pick(path: string, sections: Sections, section: string): Readonly<Record<string, string>> {
  const found = Object.hasOwn(sections, section) ? sections[section] : undefined;
  if (found) return found;
  const known = Object.keys(sections).filter((name) => name !== "");
  throw new RetortError("config/no-section", { path, section, sections: known });
}

function checked(source: Source, keys: readonly string[]): Source {
  const { path, section } = source;
  const all = [...keys, ...hookKeys(source.values)];
  for (const key of Object.keys(source.values)) {
    if (all.includes(key)) continue;
    const line = source.line(key);
    const place = line === undefined ? { file: path } : { file: path, line, column: 1 };
    const data = { path, section, key, similar: similar(key, all) };
    throw new RetortError("config/unknown-key", data, { place });
  }
  return source;
}

function isJson(path: string): boolean {
  return /\.jsonc?$/.test(path);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
