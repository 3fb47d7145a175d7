/**
 * Where a file stands in the repository: what the lint rules and house tests ask of a path.
 *
 * @module
 */

/** The part of the repository that a file belongs to. */
export type Area = "core" | "cli" | "dialects" | "plugins" | "tests" | "other";

/** A file's place. */
export interface Place {
  /** The path from the root of the repository, with forward slashes. */
  readonly path: string;
  readonly area: Area;
  /** The folder below the area: `schema` in core, `sqlite` in dialects; empty at the top. */
  readonly folder: string;
  /** Whether it is a test, which may import what tests need. */
  readonly test: boolean;
}

const root = decodeURIComponent(new URL("../../../", import.meta.url).pathname);
const areas: readonly string[] = ["core", "cli", "dialects", "plugins", "tests"];

/** The place of a file, given as an absolute path or as one from the root. */
export function placeOf(filename: string): Place {
  const slashed = filename.replaceAll("\\", "/");
  const path = slashed.startsWith(root) ? slashed.slice(root.length) : slashed;
  const [top = "", folder = ""] = path.split("/").slice(0, -1);
  const area = areas.includes(top) ? top as Area : "other";
  return { path, area, folder, test: path.endsWith("_test.ts") || area === "tests" };
}

/** The path that a relative specifier means, from the root of the repository. */
export function resolve(from: string, specifier: string): string {
  const base = new URL(`file:///root/${from}`);
  return new URL(specifier, base).pathname.replace(/^\/root\//, "");
}
