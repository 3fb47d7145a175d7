/**
 * How long the command line takes to say something, against Deno doing nothing.
 *
 * @module
 */
import { measure, table } from "./measure.ts";
import { row, writeProject } from "./project.ts";

/** `--help` and `--version` against an empty script; the budget is 1.5. */
export async function benchStart(root: string, temp: string): Promise<string> {
  const cwd = `${temp}/start`;
  await writeProject(cwd, row(1));
  const forms = [
    { name: "from a checkout", entry: `${root}/cli/main.ts`, cwd: root },
    { name: "from a project", entry: "@retort/cli", cwd },
  ];
  const parts: string[] = [];
  for (const { name, entry, cwd: folder } of forms) {
    const run = (...args: readonly string[]) => ({ args: ["run", "-A", ...args], cwd: folder });
    const results = await measure([
      { name: "empty script", ...run(`${cwd}/empty.ts`) },
      { name: "retort --help", ...run(entry, "--help") },
      { name: "retort --version", ...run(entry, "--version") },
      { name: "retort upgrade --help", ...run(entry, "upgrade", "--help") },
    ], 21);
    parts.push(table(`start ${name}: median of 21`, results, 1.5));
  }
  return parts.join("\n");
}
