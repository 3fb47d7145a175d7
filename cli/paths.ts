/**
 * File paths and file URLs, for POSIX and Windows, without loading `node:path`.
 *
 * Nothing here looks at the disk, and what differs between systems is told by an argument, so that
 * the paths of Windows are tested everywhere. Joined paths use `/` everywhere: Windows takes it too.
 *
 * @module
 */

/** Whose paths are meant: on Windows `\` parts them, too, and drives and shares have no case. */
export type Platform = "posix" | "windows";

/** The platform that this runs on. */
export const here: Platform = Deno.build.os === "windows" ? "windows" : "posix";

/** Whether a path does not depend on the current folder; a drive is none on any system. */
export function isAbsolute(path: string): boolean {
  return path.startsWith("/") || /^[A-Za-z]:[\\/]/.test(path) || path.startsWith("\\\\");
}

/** A path seen from a folder; absolute paths stay as they are. */
export function join(folder: string, path: string, platform: Platform = here): string {
  if (isAbsolute(path) || folder === "" || folder === ".") return tidy(path, platform);
  return tidy(`${folder}/${path}`, platform);
}

/** The folder of a path; `""` for a name alone. */
export function dirname(path: string, platform: Platform = here): string {
  const end = lastSlash(path, platform);
  return end === 0 ? path.slice(0, 1) : path.slice(0, Math.max(end, 0));
}

/** The last part of a path. */
export function basename(path: string, platform: Platform = here): string {
  return path.slice(lastSlash(path, platform) + 1);
}

function lastSlash(path: string, platform: Platform): number {
  const back = platform === "windows" ? path.lastIndexOf("\\") : -1;
  return Math.max(path.lastIndexOf("/"), back);
}

/** A path without `./`, `//`, a trailing `/`, and `x/..` where that is safe. */
export function tidy(path: string, platform: Platform = here): string {
  const slashed = platform === "windows" ? plain(path).replaceAll("\\", "/") : path;
  const root = rootOf(slashed, platform);
  const parts: string[] = [];
  for (const part of slashed.slice(root.length).split("/")) {
    if (part === "" || part === ".") continue;
    const last = parts.at(-1);
    if (part === ".." && last !== undefined && last !== "..") parts.pop();
    else if (part !== ".." || root === "") parts.push(part);
  }
  return root + parts.join("/") || ".";
}

/** The part that `..` does not leave: `/`, `C:/`, and on Windows a share. */
function rootOf(slashed: string, platform: Platform): string {
  const share = platform === "windows" ? /^\/\/[^/]+\/[^/]+\/?/.exec(slashed)?.[0] : undefined;
  return share ?? /^(?:[A-Za-z]:\/|\/)/.exec(slashed)?.[0] ?? "";
}

/** A Windows path without the prefix that lifts limits, as in `\\?\C:\x` and `\\?\UNC\host\share`. */
function plain(path: string): string {
  return path.replace(/^\\\\\?\\(?:UNC(?=\\))?/i, (all) => all.length > 4 ? "\\" : "");
}

/** The way from one absolute folder to another absolute path; the path itself on another drive. */
export function relative(from: string, to: string, platform: Platform = here): string {
  const a = tidy(from, platform).split("/");
  const b = tidy(to, platform).split("/");
  const same = (index: number): boolean => key(a[index], platform) === key(b[index], platform);
  // On a share the host is the first part that is not empty.
  const first = a[0] === "" && a[1] === "" ? 2 : 0;
  if (!same(0) || !same(first)) return tidy(to, platform);
  let shared = 0;
  while (shared < a.length && shared < b.length && same(shared)) shared++;
  const up = a.slice(shared).filter((part) => part !== "").map(() => "..");
  return [...up, ...b.slice(shared)].join("/") || ".";
}

/** What two names that mean one file have in common. */
function key(part: string | undefined, platform: Platform): string | undefined {
  return platform === "windows" ? part?.toLowerCase() : part;
}

/** The `file:` URL of a path: spaces, `#`, `?` and `%` escaped, drives and shares as Windows has them. */
export function toFileUrl(
  path: string,
  folder: string = Deno.cwd(),
  platform: Platform = here,
): string {
  const full = tidy(isAbsolute(path) ? path : `${folder}/${path}`, platform);
  const escaped = encodeURI(full).replace(/[?#]/g, encodeURIComponent);
  if (escaped.startsWith("//")) return `file:${escaped}`;
  return escaped.startsWith("/") ? `file://${escaped}` : `file:///${escaped}`;
}

/** The path of a `file:` URL. */
export function fromFileUrl(url: string): string {
  const { hostname, pathname } = new URL(url);
  const path = decodeURIComponent(pathname);
  if (hostname !== "") return `//${hostname}${path}`;
  return /^\/[A-Za-z]:(?:\/|$)/.test(path) ? path.slice(1) : path;
}

/** A path as short as it can be said: relative for what is inside of the current folder. */
export function shown(
  path: string,
  folder: string = Deno.cwd(),
  platform: Platform = here,
): string {
  if (!isAbsolute(path)) return path;
  const way = relative(folder, path, platform);
  return way.startsWith("..") ? tidy(path, platform) : way;
}
