/**
 * The settings of post-write hooks: what is done to each new revision file.
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";
import type { PostWriteSetting } from "@retort/core/plugin";
import { isAbsolute, join } from "../paths.ts";
import { type Reader, text } from "./values.ts";

/** What is done to a new revision file: what every hook is told, retort's own and those of plugins. */
export type HookSetting = PostWriteSetting;

/** Stands for the path of the new file in the options of a hook, as in Alembic. */
export const scriptToken = "REVISION_SCRIPT_FILENAME";

const suffixes: readonly string[] = ["type", "executable", "options", "cwd"];

/** The keys that the hooks named in a section may have. */
export function hookKeys(values: Readonly<Record<string, string>>): readonly string[] {
  const names = namesIn(values["post_write_hooks"] ?? "");
  return names.flatMap((name) => suffixes.map((suffix) => `${name}.${suffix}`));
}

/**
 * The hooks of a section, in the order in which they run.
 *
 * @throws {RetortError} `config/no-key`, `config/bad-value`.
 */
export function readHooks(reader: Reader): readonly HookSetting[] {
  return namesIn(text(reader, "post_write_hooks", "")).map((name) => {
    const type = text(reader, `${name}.type`, name);
    const cwd = text(reader, `${name}.cwd`, "");
    if (type === "console_scripts" || type === "module") {
      const problem = `"${type}" is for Python; exec runs any program`;
      const place = reader(`${name}.type`)?.place ?? { file: reader.path };
      const data = { path: reader.path, key: `${name}.type`, problem };
      throw new RetortError("config/bad-value", data, { place });
    }
    return {
      name,
      type,
      options: words(text(reader, `${name}.options`, "")),
      ...(type === "exec" ? { executable: text(reader, `${name}.executable`) } : {}),
      ...(cwd === "" ? {} : { cwd }),
    };
  });
}

/** The program of a hook of type `exec`: Deno looks for a path from where it is started. */
export function programOf({ executable, cwd }: HookSetting): string | undefined {
  if (executable === undefined || cwd === undefined) return executable;
  return executable.includes("/") && !isAbsolute(executable) ? join(cwd, executable) : executable;
}

/** The words of a command line; quotes keep spaces inside of a word. */
export function words(line: string): readonly string[] {
  const found = line.matchAll(/(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'])+/g);
  return Array.from(found, ([word]) =>
    word.replace(
      /"((?:[^"\\]|\\.)*)"|'([^']*)'/g,
      (_all, double: string | undefined, single: string | undefined) =>
        double?.replace(/\\(["\\])/g, "$1") ?? single ?? "",
    ));
}

function namesIn(value: string): readonly string[] {
  return value.split(/[\s,]+/).filter((name) => name !== "");
}
