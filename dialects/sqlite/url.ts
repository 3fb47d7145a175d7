/**
 * SQLite's URLs.
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";

/**
 * The path in a URL: `sqlite:app.db`, `sqlite:/var/app.db`, `sqlite::memory:`.
 *
 * What follows `sqlite:` or `sqlite://` is the path as it stands, percent-encoding decoded; a
 * relative one starts at the current folder. So `sqlite:///var/app.db` is `/var/app.db`, and
 * `sqlite:./app.db`, `sqlite:app.db` and `sqlite://app.db` are the same file.
 *
 * @throws {RetortError} `database/bad-url`.
 */
export function pathOf(url: string): string {
  const rest = /^sqlite:(?:\/\/)?([^]*)$/i.exec(url)?.[1];
  if (rest === undefined) {
    throw new RetortError("database/bad-url", { problem: "it does not start with sqlite:" });
  }
  const path = decoded(rest);
  if (path === "") throw new RetortError("database/bad-url", { problem: "it names no file" });
  if (path.includes("\0")) {
    throw new RetortError("database/bad-url", { problem: "the path holds a NUL character" });
  }
  return path;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone % in a file name is no encoding.
    return text;
  }
}
