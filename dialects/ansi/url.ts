/**
 * The URLs of databases that are files.
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";

/**
 * The path in a URL: with the scheme `sqlite` that of `sqlite:app.db`, `sqlite:/var/app.db`,
 * `sqlite::memory:`.
 *
 * What follows `sqlite:` or `sqlite://` is the path, percent-encoding decoded: a `%` or `?` in it
 * is written `%25` or `%3F`. A relative one starts at the current folder. So `sqlite:///var/app.db`
 * is `/var/app.db`, and `sqlite:./app.db`, `sqlite:app.db` and `sqlite://app.db` are the same file.
 *
 * @throws {RetortError} `database/bad-url`.
 */
export function filePath(url: string, scheme: string): string {
  const start = `${scheme}:`;
  if (!url.toLowerCase().startsWith(start)) refuse(`it does not start with ${start}`);
  const rest = url.slice(start.length);
  if (/^\/\/[^/]*@/.test(rest)) refuse("a file has no user, password or host");
  if (rest.includes("?")) refuse(`it has a ? part, and ${start} takes none (%3F in a file's name)`);
  const path = decoded(rest.replace(/^\/\//, ""));
  if (path === "") refuse("it names no file");
  if (path.includes("\0")) refuse("the path holds a NUL character");
  return path;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return refuse("its percent-encoding is broken (%25 in a file's name is a %)");
  }
}

/** The problem never quotes the URL, which may hold a password. */
function refuse(problem: string): never {
  throw new RetortError("database/bad-url", { problem });
}
