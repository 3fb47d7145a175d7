/**
 * Writes `docs/reference` from the code, and the API's own pages into `.cache/api`; `deno task docs`
 * runs it, and a test finds stale pages of the reference.
 *
 * @module
 */
import { writeApi } from "./api.ts";
import { commandsPage } from "./commands.ts";
import { comparedPage } from "./compared.ts";
import { configPage } from "./config.ts";
import { errorsPage } from "./errors.ts";
import { operationPages } from "./operations.ts";
import { rootHelpModule } from "./root_help.ts";
import { typesPage } from "./types.ts";
import { root } from "../scripts/shell.ts";

/** The pages of the reference, by their path in `docs/reference`. */
export async function pages(): Promise<ReadonlyMap<string, string>> {
  const written = new Map<string, string>();
  written.set("commands.md", await commandsPage());
  written.set("compared.md", await comparedPage());
  written.set("configuration.md", configPage());
  written.set("errors.md", await errorsPage());
  written.set("types.md", await typesPage());
  for (const [name, text] of await operationPages()) written.set(`operations/${name}.md`, text);
  for (const [path, text] of written) written.set(path, await formatted(text));
  return written;
}

async function formatted(text: string): Promise<string> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--config", `${root}/deno.json`, "--ext=md", "-"],
    stdin: "piped",
    stdout: "piped",
  });
  const child = command.spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
  const { stdout } = await child.output();
  return new TextDecoder().decode(stdout);
}

if (import.meta.main) {
  await Deno.writeTextFile(`${root}/cli/root_help.ts`, await rootHelpModule());
  for (const [path, text] of await pages()) {
    const file = `${root}/docs/reference/${path}`;
    await Deno.mkdir(file.slice(0, file.lastIndexOf("/")), { recursive: true });
    await Deno.writeTextFile(file, text);
  }
  await writeApi(`${root}/.cache/api`);
}
