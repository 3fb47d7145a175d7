/**
 * The reference of the API, as Deno makes it from doc comments.
 *
 * @module
 */
import { root } from "../scripts/shell.ts";

/** Writes HTML pages about all exports of all packages into a folder. */
export async function writeApi(folder: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const entries: string[] = [];
  const { workspace } = JSON.parse(await Deno.readTextFile(`${root}/deno.json`));
  for (const member of workspace) {
    const { exports } = JSON.parse(await Deno.readTextFile(`${root}/${member}/deno.json`));
    const paths = typeof exports === "string" ? [exports] : Object.values<string>(exports);
    for (const path of paths) entries.push(`${member}/${path}`);
  }
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--html", "--name=retort", `--output=${folder}`, ...entries],
    cwd: root,
    stdin: "null",
    env: { NO_COLOR: "1" },
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}
