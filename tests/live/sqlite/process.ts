/**
 * Processes of their own for tests that kill them or take their rights away.
 *
 * @module
 */

/** The folder of the checkout. */
export const root: URL = new URL("../../../", import.meta.url);

/** Runs a file with the packages of the checkout and just these rights. */
export function spawn(
  file: string,
  flags: readonly string[],
  args: readonly string[] = [],
): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--no-check",
      "--config",
      new URL("deno.json", root).pathname,
      ...flags,
      file,
      ...args,
    ],
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** The exit code of a process, and all that it printed; one that hangs is killed after five minutes. */
export async function finished(
  child: Deno.ChildProcess,
): Promise<{ readonly code: number; readonly text: string }> {
  const timer = setTimeout(() => child.kill("SIGKILL"), 300_000);
  try {
    const { code, stdout, stderr } = await child.output();
    const decoder = new TextDecoder();
    return { code, text: decoder.decode(stdout) + decoder.decode(stderr) };
  } finally {
    clearTimeout(timer);
  }
}
