/**
 * Commands in hints, with the flags that chose the database: copied, they run against the same one.
 *
 * @module
 */
import { reveal, type Secret, secret } from "@retort/core/secret";
import { shellWord } from "@retort/core/errors";
import { normalize } from "../argv.ts";

/** The flags that choose a database. */
export interface ConnectionFlags {
  /** The config file. */
  readonly config?: string | undefined;
  /** The section of the config file. */
  readonly name?: string | undefined;
  /** The database URL. */
  readonly url?: Secret | undefined;
}

const names: Readonly<Record<string, keyof ConnectionFlags>> = {
  "-c": "config",
  "--config": "config",
  "-n": "name",
  "--name": "name",
  "--url": "url",
};

/** The commands that take these flags and that hints name; "retort keeps" is none of them. */
const commands = new RegExp(
  "\\bretort (?:branches|bundle|check|current|downgrade|edit|heads|heal|history|introspect|kept|" +
    "lock|merge|plan|preflight|repair|restore|revision|show|stamp|status|upgrade|verify)\\b",
  "g",
);

/** The flags that chose the database, found in a command line. */
export function connectionFlags(args: readonly string[]): ConnectionFlags {
  const found: { -readonly [K in keyof ConnectionFlags]: ConnectionFlags[K] } = {};
  const [command, ...own] = normalize(args);
  for (const [index, arg] of own.entries()) {
    if (arg === "--") break;
    const [, flag = arg, inline] = /^(--?[a-z]+)=(.*)$/s.exec(arg) ?? [];
    const name = flag === "-c" && command === "current" ? undefined : names[flag];
    const value = inline ?? own[index + 1];
    if (name === undefined || value === undefined) continue;
    if (name === "url") found.url = secret(value);
    else found[name] = value;
  }
  return found;
}

/** A hint whose commands repeat the flags; passwords are never printed. */
export function again(hint: string, { config, name, url }: ConnectionFlags): string {
  const words: string[] = [];
  if (config !== undefined) words.push("--config", shellWord(config));
  if (name !== undefined) words.push("-n", shellWord(name));
  if (url !== undefined) {
    const text = reveal(url);
    words.push("--url", hasSecret(text) ? "URL" : shellWord(text));
  }
  if (words.length === 0) return hint;
  return hint.replace(commands, (command) => [command, ...words].join(" "));
}

function hasSecret(url: string): boolean {
  return /^[^/?#]*:\/\/[^/?#]*@/.test(url) ||
    /[?&][^=]*(?:pass|pwd|secret|token|key)[^=]*=/i.test(url);
}
