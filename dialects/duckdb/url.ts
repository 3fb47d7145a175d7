/**
 * DuckDB's URLs.
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";

/**
 * The path in a URL: `duckdb:app.duckdb`, `duckdb:///var/app.duckdb`, `duckdb::memory:`.
 *
 * What follows `duckdb:` or `duckdb://` is the path, percent-encoding decoded; a relative one starts
 * at the current folder.
 *
 * @throws {RetortError} `database/bad-url`.
 */
export function pathOf(url: string): string {
  const rest = /^duckdb:(?:\/\/)?([^]*)$/i.exec(url)?.[1];
  if (rest === undefined) return refuse("it does not start with duckdb:");
  if (/^duckdb:\/\/[^/]*@/i.test(url)) refuse("a file has no user, password or host");
  if (rest.includes("?")) refuse("it has a ? part, and duckdb: takes none (%3F in a file's name)");
  const path = decoded(rest);
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
