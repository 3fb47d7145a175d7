/**
 * File paths and file URLs, for POSIX and Windows, without loading `node:path`.
 *
 * Joined paths use `/` everywhere: Windows takes it too.
 *
 * @module
 */

const windows: boolean = Deno.build.os === "windows";

/** Whether a path does not depend on the current folder. */
export function isAbsolute(path: string): boolean {
  return path.startsWith("/") || /^[A-Za-z]:[\\/]/.test(path) || path.startsWith("\\\\");
}

/** A path seen from a folder; absolute paths stay as they are. */
export function join(folder: string, path: string): string {
  if (isAbsolute(path) || folder === "" || folder === ".") return tidy(path);
  return tidy(`${folder.replace(/[\\/]+$/, "")}/${path}`);
}

/** The folder of a path; `""` for a name alone. */
export function dirname(path: string): string {
  const end = Math.max(path.lastIndexOf("/"), windows ? path.lastIndexOf("\\") : -1);
  return end === 0 ? path.slice(0, 1) : path.slice(0, Math.max(end, 0));
}

/** The last part of a path. */
export function basename(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** A path without `./`, `//`, a trailing `/`, and `x/..` where that is safe. */
export function tidy(path: string): string {
  const slashed = windows ? path.replaceAll("\\", "/") : path;
  const root = /^(?:\/\/(?=[^/])|[A-Za-z]:\/|\/)/.exec(slashed)?.[0] ?? "";
  const parts: string[] = [];
  for (const part of slashed.slice(root.length).split("/")) {
    if (part === "" || part === ".") continue;
    const last = parts.at(-1);
    if (part === ".." && last !== undefined && last !== "..") parts.pop();
    else if (part !== ".." || root === "") parts.push(part);
  }
  return root + parts.join("/") || ".";
}

/** The way from one absolute folder to another absolute path; the path itself on another drive. */
export function relative(from: string, to: string): string {
  const a = tidy(from).split("/");
  const b = tidy(to).split("/");
  if (a[0] !== b[0]) return tidy(to);
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  const up = a.slice(same).filter((part) => part !== "").map(() => "..");
  return [...up, ...b.slice(same)].join("/") || ".";
}

/** The `file:` URL of a path: spaces, `#`, `?` and `%` escaped, drives and shares as Windows has them. */
export function toFileUrl(path: string, folder: string = Deno.cwd()): string {
  const onWindows = /^(?:[A-Za-z]:[\\/]|\\\\)/.test(isAbsolute(path) ? path : folder);
  const full = tidy(isAbsolute(path) ? path : `${folder}/${path}`);
  const slashed = onWindows ? full.replaceAll("\\", "/") : full;
  const escaped = encodeURI(slashed).replace(/[?#]/g, encodeURIComponent);
  if (slashed.startsWith("//")) return `file:${escaped}`;
  return slashed.startsWith("/") ? `file://${escaped}` : `file:///${escaped}`;
}

/** The path of a `file:` URL. */
export function fromFileUrl(url: string): string {
  const { hostname, pathname } = new URL(url);
  const path = decodeURIComponent(pathname);
  if (hostname !== "") return `//${hostname}${path}`;
  return /^\/[A-Za-z]:\//.test(path) ? path.slice(1) : path;
}

/** A path as short as it can be said: relative for what is inside of the current folder. */
export function shown(path: string, folder: string = Deno.cwd()): string {
  if (!isAbsolute(path)) return path;
  const way = relative(folder, path);
  return way.startsWith("..") ? tidy(path) : way;
}
