/**
 * Does what the tutorial says, for real, in a new folder that it leaves behind.
 *
 * The same document is run by the tests, which compare what it shows as well; here every command and
 * what it printed is shown.
 *
 * @module
 */
import { parseMarkdown } from "./scripts/markdown.ts";
import { environment } from "./scripts/run.ts";
import { root, runLine, type Shell } from "./scripts/shell.ts";
import type { StoryStep } from "./scripts/story.ts";

/** Ids that the document shows are written as `<id:…>` by its reader. */
function plain(text: string): string {
  return text.replace(/<id:([0-9a-f]{12})>/g, "$1");
}

async function take(step: StoryStep, shell: Shell): Promise<void> {
  if (step.kind === "comment") return;
  if (step.kind === "file") {
    const path = `${shell.cwd}/${plain(step.file.path)}`;
    await Deno.writeTextFile(path, plain(step.file.text));
    console.log(`# writes ${step.file.path}\n`);
    return;
  }
  const line = plain(step.command.line);
  const shown = line.replace(/^retort /, `deno run -A ${root}/cli/main.ts `);
  console.log(`$ ${shown}`);
  const { stdout, stderr, exit } = await runLine(line, shell);
  const told = (stderr + stdout).replace(/^Task retort .*\n/gm, "");
  console.log(told.trimEnd() === "" ? "" : `${told.trimEnd()}\n`);
  if (exit === step.command.exit) return;
  console.error(
    `This should have ended with exit code ${step.command.exit}, but ended with ${exit}.`,
  );
  console.error(`The folder is left as it is: ${shell.cwd}`);
  Deno.exit(1);
}

const cwd = await Deno.realPath(await Deno.makeTempDir({ prefix: "retort-quickstart-" }));
const env = { ...Deno.env.toObject(), ...environment() };
const shell: Shell = { cwd, env, retort: ["run", "-A", `${root}/cli/main.ts`] };
const tutorial = await Deno.readTextFile(`${root}/docs/tutorial.md`);
console.log(`This is docs/tutorial.md, done for real in ${cwd}\n`);
for (const step of parseMarkdown(tutorial).steps) await take(step, shell);
console.log(`The folder is yours to play with:

  cd ${cwd}
  npx -y deno@2.9.6 task retort upgrade head
  npx -y deno@2.9.6 task retort --help`);
