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
    const core = new URL("../../core", import.meta.url);
    const config = { imports: { "@retort/core": `${core.href}/mod.ts` } };
    await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify(config) + "\n");
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
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
