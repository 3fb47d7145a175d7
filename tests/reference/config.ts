/**
 * The page of settings.
 *
 * @module
 */
import { configTable } from "../../cli/config/keys.ts";

/** The page. */
export function configPage(): string {
  const rows = configTable.map(({ name, standard, meaning }) =>
    `| \`${name}\` | ${standard === "" ? "" : `\`${standard}\``} | ${meaning} |`
  );
  return [
    "# Configuration",
    "",
    "Generated from the code by `deno task docs`.",
    "",
    "Settings stand in `retort.ini`, section `[retort]` unless `-n` names another, or in `deno.json`",
    'under `"retort"`. A value is all that stands after `=`, trimmed: `%`, `#` and `;` are just',
    "characters. Comments need lines of their own; indented lines continue a value. `${VAR}` and",
    "`${VAR:-default}` are filled in from the environment, and a variable that is not set is an error;",
    "`$${` is a literal `${`. Paths are seen from the folder of the file.",
    "",
    "The URL: `--url` comes before `RETORT_URL`, that before `url` in `env.ts`, that before the file.",
    "",
    "| key | unless set | meaning |",
    "|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}
