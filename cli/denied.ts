/**
 * Refusals by Deno's permissions, in words of the catalog.
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";
import { dirname, fromFileUrl, isAbsolute, shown } from "./paths.ts";

const refusal = /^Requires (\w+) access(?: to (.+?))?, run again with the (--[\w-]+) flag/;

const what: Readonly<Record<string, string>> = {
  read: "read",
  write: "write",
  net: "connect to",
  env: "read the environment variable",
  run: "run",
  sys: "ask the system for",
  import: "import code from",
};

/** The typed form of a refusal by Deno, also where another error was made of it; else nothing. */
export function denied(error: unknown): RetortError<"cli/permission"> | undefined {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; depth++) {
    const match = refusal.exec(cause.message);
    if (match) return missingRight(match[1] ?? "", match[2]?.replace(/^"|"$/g, ""), cause);
    cause = cause.cause;
  }
  return undefined;
}

/** The error of a right that was not given: of which kind, and to what. */
export function missingRight(
  kind: string,
  subject: string | undefined,
  cause?: Error,
): RetortError<"cli/permission"> {
  const name = subject === undefined ? undefined : nameOf(subject);
  const flag = name === undefined ? `--allow-${kind}` : `--allow-${kind}=${quoted(name)}`;
  const verb = what[kind] ?? `use ${kind}`;
  return new RetortError("cli/permission", {
    flag,
    what: name === undefined ? verb : `${verb} ${name}`,
  }, { cause });
}

/** A path as people see it; for files of retort itself the folder of its checkout. */
function nameOf(subject: string): string {
  const name = shown(subject);
  if (!isAbsolute(name)) return name;
  const own = import.meta.url.startsWith("file:")
    ? dirname(dirname(fromFileUrl(import.meta.url)))
    : undefined;
  return own !== undefined && subject.startsWith(`${own}/`) ? own : name;
}

function quoted(name: string): string {
  return /^[\w./:@,-]+$/.test(name) ? name : JSON.stringify(name);
}
