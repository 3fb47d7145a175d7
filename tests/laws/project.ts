/**
 * A folder like that of a project, for files that retort writes.
 *
 * @module
 */
import assert from "node:assert/strict";

/** Works in a new folder whose `deno.json` finds core, and removes it. */
export async function inProject(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const imports = { ...await exportsOf("core"), ...await exportsOf("plugins/policies") };
    const config = { imports };
    await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify(config) + "\n");
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What a package exports, by the names that it is imported by. */
async function exportsOf(member: string): Promise<Readonly<Record<string, string>>> {
  const folder = new URL(`../../${member}/`, import.meta.url);
  const config: { readonly name: string; readonly exports: Readonly<Record<string, string>> } = JSON
    .parse(await Deno.readTextFile(new URL("deno.json", folder)));
  const entries = Object.entries(config.exports).map(([key, file]) => [
    config.name + key.slice(1),
    new URL(file, folder).href,
  ]);
  return Object.fromEntries(entries);
}

/** Runs Deno in a folder; it must succeed. */
export async function deno(cwd: string, ...args: readonly string[]): Promise<void> {
  const command = new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd,
    env: { NO_COLOR: "1" },
  });
  const { success, stdout, stderr } = await command.output();
  const decoder = new TextDecoder();
  assert.ok(success, `deno ${args.join(" ")}\n${decoder.decode(stdout)}${decoder.decode(stderr)}`);
}
