/**
 * Revision files as git has them in another commit.
 *
 * @module
 */
import { RetortError } from "@retort/core/errors";
import type { SourceFile } from "@retort/core/source";
import { bundleIn } from "./bundle.ts";
import type { Config } from "./config/config.ts";
import { denied } from "./denied.ts";
import { basename } from "./paths.ts";
import { isRevisionFile } from "./store.ts";

/** Which folders are looked into. */
type Folders = Pick<Config, "versionLocations" | "recursive" | "bundle">;

/**
 * The revision files of a commit, by any name that git knows it by. What is checked out stays as it
 * is.
 *
 * @throws {RetortError} `cli/permission`, and `cli/bad-argument` for a name that git does not know.
 */
export async function filesAt(commit: string, folders: Folders): Promise<readonly SourceFile[]> {
  const blobs: Blob[] = [];
  for (const folder of folders.versionLocations) {
    const deep = folders.recursive ? ["-r"] : [];
    const listed = await git(commit, ["ls-tree", "-z", ...deep, commit, "--", `${folder}/`]);
    const bundle = bundleIn(folder, folders.bundle);
    blobs.push(
      ...blobsIn(listed).filter(({ path }) => {
        const name = basename(path);
        return isRevisionFile(name) && name !== bundle;
      }),
    );
  }
  if (blobs.length === 0) return [];
  const ids = blobs.map(({ id }) => `${id}\n`).join("");
  const texts = textsOf(await git(commit, ["cat-file", "--batch"], ids));
  return blobs.map(({ path }, index) => ({ path, text: texts[index] ?? "" }));
}

interface Blob {
  readonly id: string;
  readonly path: string;
}

const decoder = new TextDecoder();

/** What `git ls-tree -z` lists: mode, kind, id, a tab and the path. */
function blobsIn(listed: Uint8Array): readonly Blob[] {
  return decoder.decode(listed).split("\0").flatMap((line) => {
    const [, id, path] = /^\d+ blob (\w+)\t(.*)$/s.exec(line) ?? [];
    return id === undefined || path === undefined ? [] : { id, path };
  });
}

/** What `git cat-file --batch` prints: a line with the size, as many bytes, the end of a line. */
function textsOf(printed: Uint8Array): readonly string[] {
  const texts: string[] = [];
  for (let at = 0; at < printed.length;) {
    const begin = printed.indexOf(0x0a, at) + 1;
    const size = Number(decoder.decode(printed.subarray(at, begin)).trim().split(" ")[2]);
    texts.push(decoder.decode(printed.subarray(begin, begin + size)));
    at = begin + size + 1;
  }
  return texts;
}

async function git(
  commit: string,
  args: readonly string[],
  input?: string,
): Promise<Uint8Array> {
  const refused = (problem: string): RetortError<"cli/bad-argument"> =>
    new RetortError("cli/bad-argument", { argument: `--against ${commit}`, problem });
  if (commit.startsWith("-")) throw refused("no commit begins with a hyphen");
  try {
    const { code, stdout, stderr } = await run(args, input);
    if (code === 0) return stdout;
    const [line = ""] = decoder.decode(stderr).trim().split("\n");
    throw refused(line === "" ? `git ended with ${code}` : `git says "${line}"; is it fetched?`);
  } catch (error) {
    const permission = denied(error);
    if (permission) throw permission;
    if (error instanceof Deno.errors.NotFound) throw refused("there is no git on the PATH");
    throw error;
  }
}

async function run(
  args: readonly string[],
  input: string | undefined,
): Promise<Deno.CommandOutput> {
  const piped = input === undefined ? "null" : "piped";
  const command = new Deno.Command("git", {
    args: [...args],
    stdin: piped,
    stdout: "piped",
    stderr: "piped",
  });
  const child = command.spawn();
  if (input === undefined) return await child.output();
  const writer = child.stdin.getWriter();
  const [output] = await Promise.all([
    child.output(),
    writer.write(new TextEncoder().encode(input)).then(() => writer.close()),
  ]);
  return output;
}
