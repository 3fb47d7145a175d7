/**
 * Reading `alembic.ini` as Alembic does.
 *
 * @module
 */
import { parse } from "../config/ini.ts";

/** The values of a section by key, filled in. */
export type AlembicValues = Readonly<Record<string, string>>;

/** What an `alembic.ini` says. */
export interface AlembicIni {
  /** The names of its sections that describe a project: those with a `script_location`. */
  readonly sections: readonly string[];
  /** The values of a section with those of `[DEFAULT]`; `undefined` where there is no such section. */
  values(section: string): AlembicValues | undefined;
}

/**
 * Reads an `alembic.ini`: `%(name)s` is filled in, `%(here)s` is the folder of the file.
 *
 * @throws {RetortError} `config/bad-line`.
 */
export function readAlembicIni(
  text: string,
  { path, here }: { readonly path: string; readonly here: string },
): AlembicIni {
  const ini = parse(withEquals(text), { path });
  const { DEFAULT: common = {}, ...own } = ini;
  const values = (section: string): AlembicValues | undefined => {
    const found = own[section];
    if (found === undefined) return undefined;
    const raw = lowered({ here, ...common, ...found });
    return Object.fromEntries(Object.keys(raw).map((key) => [key, filled(raw, key, 10)]));
  };
  const sections = Object.keys(own).filter((name) => own[name]?.["script_location"] !== undefined);
  return { sections, values };
}

/** `key: value` is the same as `key = value` there. */
function withEquals(text: string): string {
  return text.replace(/^([^\s#;[=:][^=:\n]*?)\s*:(.*)$/gm, "$1 =$2");
}

function lowered(values: AlembicValues): AlembicValues {
  return Object.fromEntries(Object.entries(values).map(([key, text]) => [key.toLowerCase(), text]));
}

function filled(raw: AlembicValues, key: string, depth: number): string {
  const text = raw[key] ?? "";
  // The folder is put in by Alembic itself, and is no text of the file.
  if (depth === 0 || key === "here") return text;
  return text.replace(/%%|%\(([^)]+)\)s/g, (all, name: string | undefined) => {
    if (name === undefined) return "%";
    const known = name.toLowerCase();
    return Object.hasOwn(raw, known) ? filled(raw, known, depth - 1) : all;
  });
}

const separators: Readonly<Record<string, RegExp>> = {
  os: Deno.build.os === "windows" ? /;/ : /:/,
  ":": /:/,
  ";": /;/,
  space: / +/,
  newline: /\n/,
};

/** The folders that `version_locations` lists. */
export function locationsIn(values: AlembicValues): readonly string[] {
  // The template of some versions has a comment behind the value.
  const named = values["path_separator"] ?? values["version_path_separator"] ?? "";
  const separator = separators[named.replace(/\s+#.*$/, "").trim()] ?? /[,\s]+/;
  const text = values["version_locations"] ?? "";
  return text.split(separator).map((item) => item.trim()).filter(Boolean);
}
