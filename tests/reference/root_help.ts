/**
 * The text of `retort --help`, which the command line keeps ready so as not to load its parser.
 *
 * @module
 */
import { parseAndRun } from "../../cli/parse.ts";
import { openTerminal } from "../../cli/terminal.ts";

/** What the parser prints for `--help`. */
export async function parsedHelp(): Promise<string> {
  let text = "";
  const plain = openTerminal();
  const out = { ...plain.out, write: (piece: string) => void (text += piece), coloured: false };
  await parseAndRun(["--help"], { ...plain, out });
  return text;
}

/** The module that keeps it. */
export async function rootHelpModule(): Promise<string> {
  const text = (await parsedHelp()).replace(/\\|`|\$\{/g, (found) => `\\${found}`);
  return `/**
 * What \`retort --help\` prints, as the parser would; made by \`deno task docs\`.
 *
 * @module
 */

/** The text. */
export const rootHelp: string = \`${text}\`;
`;
}
