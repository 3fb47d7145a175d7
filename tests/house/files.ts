/**
 * The files of the repository, as the house tests read them.
 *
 * @module
 */
import { find } from "../runner/steps.ts";

/** A text file of the repository. */
export interface TextFile {
  /** The path from the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** The root of the repository. */
export const root: string = decodeURIComponent(new URL("../..", import.meta.url).pathname)
  .replace(/^\/(?=[A-Z]:)/i, "").replace(/\/$/, "");

const texts =
  /\.(?:ts|md|json|txt|txtar|sql|ini|template|lock|yml)$|LICENSE$|\.ci\/run$|\.gitignore$/;

/** The names at the top of the repository, without git's own folder and what git ignores. */
export async function topNames(): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(root)) names.push(name);
  return names.filter((name) => !name.startsWith(".") && !ignored.includes(name)).sort();
}

const ignored: readonly string[] = ["coverage", "node_modules"];

/** Every text file of the repository. */
export async function textFiles(): Promise<readonly TextFile[]> {
  const files: TextFile[] = [];
  for await (const { name, isDirectory } of Deno.readDir(root)) {
    if (ignored.includes(name) || name === ".git" || name === ".cache") continue;
    const paths = isDirectory ? await find(root, name, texts) : texts.test(name) ? [name] : [];
    for (const path of paths) {
      files.push({ path, text: await Deno.readTextFile(`${root}/${path}`) });
    }
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The TypeScript files of the packages, tests left out. */
export async function sources(): Promise<readonly TextFile[]> {
  return (await textFiles()).filter(({ path }) =>
    /^(?:core|cli|dialects|plugins)\/.*\.ts$/.test(path) && !path.endsWith("_test.ts")
  );
}

/** The folders of a folder; none where it does not exist. */
export async function folders(path: string): Promise<readonly string[]> {
  const names: string[] = [];
  try {
    for await (const { name, isDirectory } of Deno.readDir(`${root}/${path}`)) {
      if (isDirectory && !name.startsWith(".")) names.push(name);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return names.sort();
}

/** Whether there is a file or folder. */
export async function exists(path: string): Promise<boolean> {
  return await Deno.stat(`${root}/${path}`).then(() => true, () => false);
}
