import { recordStory, runStory } from "./run.ts";
import { parseStory, printStory } from "./story.ts";

const folder = new URL("./", import.meta.url);
const names: string[] = [];
for await (const { name } of Deno.readDir(folder)) {
  if (name.endsWith(".txtar")) names.push(name);
}

for (const name of names.sort()) {
  Deno.test(`story ${name.replace(/\.txtar$/, "")}`, async () => {
    const url = new URL(name, folder);
    const story = parseStory(await Deno.readTextFile(url));
    if (!Deno.env.has("RETORT_UPDATE")) return await runStory(story);
    await Deno.writeTextFile(url, printStory(await recordStory(story)));
  });
}
