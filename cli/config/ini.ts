/**
 * Reads and writes ini files whose values are raw: all that stands after `=`, trimmed.
 *
 * `#` and `;` begin a comment only on a line of their own, indented lines continue a value, and
 * no character inside of a value means anything.
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";

/** Sections by name; settings before the first section are those of `""`. */
export type Ini = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What {@link parse} is told besides the text. */
export interface ParseOptions {
  /** The file, for messages. */
  readonly path?: string;
  /** Called for each setting with the line it begins on; gives the value to keep. */
  readonly reviver?: (key: string, value: string, section: string, line: number) => string;
}

/**
 * Reads an ini file.
 *
 * @throws {RetortError} `config/bad-line` for a line that is no section, setting or comment.
 */
export function parse(text: string, options: ParseOptions = {}): Ini {
  const path = options.path ?? "retort.ini";
  const ini: Record<string, Record<string, string>> = Object.create(null);
  let section = "";
  let open: { key: string; lines: string[]; line: number } | undefined;
  const close = (): void => {
    if (!open) return;
    const value = open.lines.join("\n").trim();
    const kept = options.reviver?.(open.key, value, section, open.line) ?? value;
    (ini[section] ??= Object.create(null) as Record<string, string>)[open.key] = kept;
    open = undefined;
  };
  for (const [index, raw] of text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/).entries()) {
    const trimmed = raw.trim();
    if (trimmed === "" || /^[#;]/.test(trimmed)) continue;
    if (open && /^\s/.test(raw)) {
      open.lines.push(trimmed);
      continue;
    }
    const name = /^\[([^\]]+)\]$/.exec(trimmed)?.[1];
    const setting = /^([^=[\]]+?)\s*=(.*)$/.exec(trimmed);
    const place = { file: path, line: index + 1, column: 1 };
    if (name !== undefined) {
      close();
      section = name.trim();
      ini[section] ??= Object.create(null) as Record<string, string>;
    } else if (setting) {
      close();
      open = { key: setting[1] ?? "", lines: [setting[2] ?? ""], line: index + 1 };
    } else {
      throw new RetortError("config/bad-line", { path, text: trimmed }, { place });
    }
  }
  close();
  return ini;
}

/** Writes an ini file; lines of a value are indented. */
export function stringify(ini: Ini): string {
  const blocks = Object.entries(ini).map(([section, settings]) => {
    const lines = Object.entries(settings).map(([key, value]) =>
      `${key} = ${value.replaceAll("\n", "\n    ")}`.trimEnd()
    );
    return [...(section === "" ? [] : [`[${section}]`]), ...lines].join("\n") + "\n";
  });
  return blocks.join("\n");
}
