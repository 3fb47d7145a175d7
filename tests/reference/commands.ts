/**
 * The page of commands: what `--help` says.
 *
 * @module
 */
import { root } from "../scripts/shell.ts";

async function help(...args: readonly string[]): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", `${root}/cli/main.ts`, ...args, "--help"],
    env: { NO_COLOR: "1" },
  }).output();
  return new TextDecoder().decode(stdout).trimEnd();
}

/** The commands that the top page of `--help` lists. */
function names(top: string): readonly string[] {
  const list = top.split(/^COMMANDS\n/m)[1] ?? "";
  return [...list.matchAll(/^ {2}([a-z][\w-]*)/gm)].map(([, name = ""]) => name);
}

/** The page. */
export async function commandsPage(): Promise<string> {
  const top = await help();
  const sections: string[] = [];
  for (const name of names(top)) {
    sections.push(`## retort ${name}\n\n\`\`\`text\n${await help(name)}\n\`\`\`\n`);
  }
  return [
    "# Commands",
    "",
    "Generated from the code by `deno task docs`.",
    "",
    "Results go to stdout, everything else to stderr. `--json` makes the result one JSON document.",
    "",
    "| exit code | meaning |",
    "|---|---|",
    "| 0 | done |",
    "| 1 | failed |",
    "| 2 | used in a wrong way: command, flag, config, URL |",
    "| 3 | changes or pending revisions found (`check`, `current --check-heads`, `status`, `preflight`) |",
    "| 5 | something else has changed the schema (`status`) |",
    "| 6 | the database stayed locked |",
    "| 7 | a rename or a drop has to be answered (`revision --autogenerate`) |",
    "| 8 | refused: data would be lost |",
    "| 130 | interrupted by Ctrl-C or SIGTERM |",
    "",
    "```text",
    top,
    "```",
    "",
    ...sections,
  ].join("\n");
}
